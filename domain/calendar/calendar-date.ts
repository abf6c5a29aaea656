import { accept, refuse, type Result } from '../result.ts';

declare const calendarDateBrand: unique symbol;

/** A day in Europe/London, written `YYYY-MM-DD`. Names of calendar dates end in `On`. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

/** Year, month (1 to 12) and day of the month of a date. */
export type DateParts = { readonly year: number; readonly month: number; readonly day: number };

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Year, month and day of what is written as a date; digit by digit, because all dates are read and checked by it. */
export function partsOf(written: string): DateParts {
  return {
    year: twoDigits(written, 0) * 100 + twoDigits(written, 2),
    month: twoDigits(written, 5),
    day: twoDigits(written, 8),
  };
}

function twoDigits(written: string, at: number): number {
  return written.charCodeAt(at) * 10 + written.charCodeAt(at + 1) - 11 * '0'.charCodeAt(0);
}

/** Length in days of a month (1 to 12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return DAYS_IN_MONTH[month - 1] ?? 0;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** True of a text that names a day of the Gregorian calendar as `YYYY-MM-DD`. */
export function isCalendarDate(written: string): written is CalendarDate {
  if (!WRITTEN.test(written)) return false;
  const { year, month, day } = partsOf(written);
  return day >= 1 && day <= daysInMonth(year, month);
}

export function parseCalendarDate(written: string): Result<CalendarDate, 'not-a-date'> {
  return isCalendarDate(written) ? accept(written) : refuse('not-a-date');
}

/** A date written in the source code; throws on anything else. Use `parseCalendarDate` for what comes from outside. */
export function calendarDate(written: string): CalendarDate {
  if (!isCalendarDate(written)) throw new RangeError('not a date of the calendar from the year 0000 to 9999');
  return written;
}

/** The date of these parts; a day beyond the end of the month is an error, never carried over. */
export function dateOf({ year, month, day }: DateParts): CalendarDate {
  return calendarDate(`${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`);
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Days since 1 January 1970 (whole numbers, so that long imports count without date objects). */
export function dayNumberOf(on: CalendarDate): number {
  const { year, month, day } = partsOf(on);
  // Years are counted from March so that the leap day is the last one of a year.
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const beforeYear =
    365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return beforeYear + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - 719_468;
}

/** The date of a day number; the inverse of `dayNumberOf`. */
export function dateOfDayNumber(dayNumber: number): CalendarDate {
  const fromMarchOfYearNought = dayNumber + 719_468;
  const cycle = Math.floor(fromMarchOfYearNought / 146_097);
  const dayOfCycle = fromMarchOfYearNought - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return dateOf({ year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day });
}

/** So many calendar days later (earlier, if negative). */
export function addDays(on: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumberOf(on) + days);
}

/** Calendar days from one date to another; negative if the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/**
 * The corresponding day so many calendar months later, or the last day of that month where there is none
 * (corresponding-date rule, Dodds v Walker [1981]). Always add to the original anchor, never to a clamped result.
 */
export function addMonths(on: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(on);
  const monthsSinceYearNought = year * 12 + (month - 1) + months;
  const toYear = Math.floor(monthsSinceYearNought / 12);
  const toMonth = monthsSinceYearNought - toYear * 12 + 1;
  return dateOf({ year: toYear, month: toMonth, day: Math.min(day, daysInMonth(toYear, toMonth)) });
}

/** The same day so many years later; 29 February becomes 28 February in a common year. */
export function addYears(on: CalendarDate, years: number): CalendarDate {
  return addMonths(on, years * 12);
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(on: CalendarDate): number {
  return weekdayOfDayNumber(dayNumberOf(on));
}

/** Monday is 1, Sunday is 7; day 0 (1 January 1970) was a Thursday. */
export function weekdayOfDayNumber(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** `Monday` to `Sunday`. */
export function weekdayNameOf(on: CalendarDate): string {
  return String(WEEKDAYS[weekdayOf(on) - 1]);
}

/** As a person writes it: `2 March 2026`. */
export function spelledOut(on: CalendarDate): string {
  const { year, month, day } = partsOf(on);
  return `${String(day)} ${String(MONTHS[month - 1])} ${String(year)}`;
}

export function earlierOf(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one < other ? one : other;
}

export function laterOf(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one > other ? one : other;
}
