import type { Coded, Numbered } from './coded.ts';
import type { ReadDate } from './read-value.ts';
import type { Table } from './table.ts';

/** What one kind of delivery looks like: its tables, codes and way of writing dates. */
export type Format = {
  readonly tables: readonly Table[];
  /** By `table.COLUMN`. */
  readonly coded: ReadonlyMap<string, Coded>;
  readonly numbered: ReadonlyMap<string, Numbered>;
  readonly readDate: (text: string) => ReadDate;
  /** Whether columns beyond the tables' own are worth a word; a feed has many that are none of our business. */
  readonly saysExtraColumns: boolean;
  /** What an empty field is written as by those who export it; null: only as nothing. */
  readonly nullWord: string | null;
};
