import type { Queries } from '../read-stream.ts';
import type { Fault } from './inspect.ts';

type Owner = { readonly table: string; readonly column: string; readonly owned: string; readonly isOwned: string };

/** Rows that no stream can have given: of a process or a child that the record does not know. */
const OWNERS: readonly Owner[] = [
  ...['duty', 'alert', 'review', 'process_child'].map((table) => ({
    table,
    column: 'process_id',
    owned: 'process',
    isOwned: 'EXISTS (SELECT FROM process p WHERE p.id = t.process_id)',
  })),
  {
    table: 'child_overview',
    column: 'process_id',
    owned: 'child',
    isOwned: 'EXISTS (SELECT FROM subject s WHERE s.ref = t.child_ref)',
  },
];

const SHOWN = 100;

/** Rows left over, as faults. */
export async function findOrphans(queries: Queries): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const { table, column, owned, isOwned } of OWNERS) {
    const rows = await queries.$queryRawUnsafe<{ id: string }[]>(
      `SELECT DISTINCT t."${column}" AS id FROM "${table}" t WHERE NOT ${isOwned} ORDER BY 1 LIMIT ${SHOWN}`,
    );
    const fault = `the projection ${table} holds rows of a ${owned} that the record does not know`;
    faults.push(...rows.map(({ id }) => ({ processId: id, sequence: null, fault })));
  }
  return faults;
}

/** Removes them; says how many. What is being written with its process is seen with it or not at all. */
export async function removeOrphans(queries: Queries): Promise<number> {
  let removed = 0;
  for (const { table, isOwned } of OWNERS)
    removed += await queries.$executeRawUnsafe(`DELETE FROM "${table}" t WHERE NOT ${isOwned}`);
  return removed;
}
