import {
  EARLIER_ONE_OFF_DAYS,
  PUBLISHED_BANK_HOLIDAYS,
  PUBLISHED_FROM_YEAR,
  PUBLISHED_THROUGH,
} from './bank-holidays.ts';
import { type CalendarDate, calendarDate, dayNumberOf, partsOf } from './calendar-date.ts';
import { type BankHoliday, computedBankHolidays } from './computed-bank-holidays.ts';

/** The non-working days that an authority counts by: versioned data, never a library's guess. */
export type Calendar = {
  /** Names the data: a change of it is a change of calendar and recorded as such. */
  readonly version: string;
  /** Bank holidays with their names, published and computed. */
  readonly bankHolidays: ReadonlyMap<CalendarDate, string>;
  /** The same days as day numbers, which is what counting looks at. */
  readonly bankHolidayNumbers: ReadonlySet<number>;
  /** Later bank holidays are computed; a date that depends on them is provisional. */
  readonly publishedThrough: CalendarDate;
};

export type CalendarSource = {
  readonly version: string;
  readonly bankHolidays: Iterable<BankHoliday>;
  readonly publishedThrough: CalendarDate;
};

/** Since the early May holiday exists (1978), and to beyond any duty of a child in care. Outside them only weekends are known. */
const COMPUTED_FROM_YEAR = 1978;
const COMPUTED_THROUGH_YEAR = 2199;

/** A calendar of these bank holidays; days after `publishedThrough` make dates provisional. */
export function calendarOf({ version, bankHolidays, publishedThrough }: CalendarSource): Calendar {
  const inOrder = new Map([...bankHolidays].sort(([one], [other]) => (one < other ? -1 : 1)));
  const bankHolidayNumbers = new Set([...inOrder.keys()].map(dayNumberOf));
  return { version, bankHolidays: inOrder, bankHolidayNumbers, publishedThrough };
}

/** Bank holidays added to a calendar (a one-off day newly proclaimed), as a new version of it. */
export type CalendarAdditions = {
  /** Names the new data, e.g. by its content hash. */
  readonly version: string;
  readonly added: readonly BankHoliday[];
  /** Days that were moved and are working days after all. */
  readonly removed?: readonly CalendarDate[];
  /** The list has meanwhile been published to this day. */
  readonly publishedThrough?: CalendarDate;
};

/** A new version of the calendar with days that were proclaimed or moved since (timescales 1.1). */
export function withBankHolidays(calendar: Calendar, additions: CalendarAdditions): Calendar {
  const removed = new Set(additions.removed);
  const kept = [...calendar.bankHolidays].filter(([on]) => !removed.has(on));
  return calendarOf({
    version: additions.version,
    bankHolidays: [...kept, ...additions.added],
    publishedThrough: additions.publishedThrough ?? calendar.publishedThrough,
  });
}

function computedYears(fromYear: number, throughYear: number): readonly BankHoliday[] {
  return Array.from({ length: throughYear - fromYear + 1 }, (_, offset) =>
    computedBankHolidays(fromYear + offset),
  ).flat();
}

function named([on, name]: readonly [string, string]): BankHoliday {
  return [calendarDate(on), name];
}

function englandAndWales(): Calendar {
  const publishedThrough = calendarDate(PUBLISHED_THROUGH);
  const movedAway = new Set<string>(EARLIER_ONE_OFF_DAYS.removed);
  const earlier = computedYears(COMPUTED_FROM_YEAR, PUBLISHED_FROM_YEAR - 1).filter(([on]) => !movedAway.has(on));
  const later = computedYears(partsOf(publishedThrough).year + 1, COMPUTED_THROUGH_YEAR);
  const published = [...EARLIER_ONE_OFF_DAYS.added, ...PUBLISHED_BANK_HOLIDAYS].map(named);
  return calendarOf({
    version: 'england-and-wales-2026-11',
    bankHolidays: [...earlier, ...published, ...later],
    publishedThrough,
  });
}

/** England and Wales: published from 2012 to 2028, computed before and after. */
export const ENGLAND_AND_WALES: Calendar = englandAndWales();
