import type { CalendarDate } from '../../calendar/calendar-date.ts';
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
