import { calendarDate, type CalendarDate } from '../calendar/calendar-date.ts';

/** The days between which a code was in use, both included; null: since ever, or still. */
type InUse = { readonly from: CalendarDate | null; readonly to: CalendarDate | null };

/** A set of codes of all years, each with the time of its use. */
export type CodeSet = ReadonlyMap<string, InUse>;

/** A column of codes: with an unknown one the row is rejected, or taken with the field not recorded. */
export type Coded = {
  readonly codes: CodeSet;
  readonly unknown: 'UNKNOWN_CODE' | 'UNKNOWN_CODE_TAKEN';
  /** The column whose date says in which year the code was given; null: it is of the year of the delivery. */
  readonly datedBy: string | null;
};

/** A column of whole numbers. */
export type Numbered = { readonly least: number; readonly most: number };

const ALWAYS: InUse = { from: null, to: null };

export const since = (day: string): InUse => ({ from: calendarDate(day), to: null });
export const until = (day: string): InUse => ({ from: null, to: calendarDate(day) });

/** Codes that were always in use, and those that came or went. */
export function codes(text: string, ...changed: readonly (readonly [codes: string, inUse: InUse])[]): CodeSet {
  const all = [[text, ALWAYS] as const, ...changed];
  return new Map(
    all.flatMap(([list, inUse]) => (list === '' ? [] : list.split(' ').map((code) => [code, inUse] as const))),
  );
}

/**
 * Whether a code may stand in a row: not after its time, by the day it was given on, nor before it, by the day to which the
 * delivery speaks; a return tells earlier days in the codes of its own year. An unknown code is told elsewhere.
 */
export function isInUse(
  set: CodeSet,
  code: string,
  { on, asAt }: { readonly on: CalendarDate; readonly asAt: CalendarDate },
): boolean {
  const { from, to } = set.get(code) ?? ALWAYS;
  return (from === null || asAt >= from) && (to === null || on <= to);
}

/** What dates and rules depend on: a row with an unknown code is rejected. */
export function needed(set: CodeSet, datedBy: string | null = null): Coded {
  return { codes: set, unknown: 'UNKNOWN_CODE', datedBy };
}

export function extra(set: CodeSet, datedBy: string | null = null): Coded {
  return { codes: set, unknown: 'UNKNOWN_CODE_TAKEN', datedBy };
}
