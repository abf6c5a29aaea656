import { SSD_TABLES } from './ssd/tables.ts';
import { TABLES } from './ssda903/tables.ts';
import type { Table } from './table.ts';

const ALL: readonly Table[] = [...TABLES, ...SSD_TABLES];

/** Whether facts are made of the rows of a table; null for what is no table of ours. */
export function useOf(name: string | null): Table['use'] | null {
  return ALL.find(({ table }) => table === name)?.use ?? null;
}

/** Tables whose rows are kept with the child until a process asks for them. */
export const KEPT_TABLES: readonly string[] = ALL.filter(({ use }) => use === 'kept').map(({ table }) => table);
