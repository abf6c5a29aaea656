import type { CalendarDate } from './calendar-date.ts';

/** The non-working days that an authority counts by: versioned data, never a library's guess. */
export type Calendar = {
  /** Names the data: a change of it is a change of calendar and recorded as such. */
  readonly version: string;
  readonly bankHolidays: ReadonlyMap<CalendarDate, string>;
  /** Later bank holidays are computed; a date that depends on them is provisional. */
  readonly publishedThrough: CalendarDate;
};
