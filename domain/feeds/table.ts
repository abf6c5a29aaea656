import type { CalendarDate } from '../calendar/calendar-date.ts';

/** A table that is delivered: its names, its headings in capitals, which of them are dates, and which may not be empty. */
export type Table = {
  readonly table: string;
  readonly files: readonly string[];
  readonly headings: readonly string[];
  /** Headings that a file may leave out. */
  readonly optional: readonly string[];
  readonly dates: readonly string[];
  readonly required: readonly string[];
  /** The column that names the child; null: another table of the delivery tells whose row it is. */
  readonly child: string | null;
  /** Whether facts are made of its rows, or they are only kept with the child until a process asks for them. */
  readonly use: 'used' | 'kept';
  /** First day of the first year in which it was asked for; null: since ever. */
  readonly since: CalendarDate | null;
};

/** The table a file name stands for; null for a name that is no table of the list. */
export function tableOf(fileName: string, tables: readonly Table[]): Table | null {
  const name = fileName.toLowerCase().replace(/\.csv$/, '');
  return tables.find((candidate) => candidate.files.includes(name)) ?? null;
}
