import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Problem } from './problem.ts';

export type RowStatus = 'taken' | 'queried' | 'rejected';

/** A row of a known table, its values cleaned, by heading. */
export type StagedRow = {
  readonly file: string;
  readonly table: string;
  readonly line: number;
  readonly child: string | null;
  readonly values: Readonly<Record<string, string>>;
  /** Dates that could be read, by heading. */
  readonly dates: Readonly<Record<string, CalendarDate | undefined>>;
  readonly status: RowStatus;
  /** The same row stood before: taken, and counted once. */
  readonly repeated: boolean;
  /** What a person decided about the row; null: nothing. */
  readonly decided: RowDecision['decision'] | null;
};

/** What a person decided about a row that was not taken. */
export type RowDecision = {
  readonly file: string;
  readonly line: number;
  readonly decision: 'take' | 'correct' | 'leave-out';
  /** What the row says once it is corrected, by heading; columns that are not named stay as they were. */
  readonly values: Readonly<Record<string, string>>;
};

export type FileCount = {
  readonly file: string;
  /** Null for a file that is no table of the return. */
  readonly table: string | null;
  readonly in: number;
  readonly taken: number;
  readonly queried: number;
  readonly rejected: number;
};

/** A return as read: every row of every file has a status, and everything that was noticed is a problem. */
export type StagedReturn = {
  readonly asAt: CalendarDate;
  readonly rows: readonly StagedRow[];
  readonly problems: readonly Problem[];
  readonly files: readonly FileCount[];
};

/** What stands in a column; empty in a row that could not be read. */
export function valueIn(row: Pick<StagedRow, 'values'>, column: string): string {
  return row.values[column] ?? '';
}

/** A row with one of its dates. */
export type DatedRow = { readonly row: StagedRow; readonly on: CalendarDate };

/** The row with its date of that column; nothing where no date could be read. */
export function dated(row: StagedRow, column: string): readonly DatedRow[] {
  const on = row.dates[column];
  return on === undefined ? [] : [{ row, on }];
}

/** Rows by child; rows that name none are left out. */
export function byChild(rows: readonly StagedRow[]): ReadonlyMap<string, readonly StagedRow[]> {
  const groups = new Map<string, StagedRow[]>();
  for (const row of rows) {
    if (row.child === null) continue;
    const group = groups.get(row.child) ?? [];
    group.push(row);
    groups.set(row.child, group);
  }
  return groups;
}

/** Rows of one table by child; repeated rows and rows that were not taken are left out. */
export function takenByChild(rows: readonly StagedRow[], table: string): ReadonlyMap<string, readonly StagedRow[]> {
  return byChild(rows.filter((row) => row.table === table && row.status === 'taken' && !row.repeated));
}
