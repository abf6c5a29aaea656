import { dateOf, dayNumberOf, weekdayOf } from './calendar-date.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Since when the order holds; before it the years had days of their own. */
const FIRST_YEAR = 2002;

/**
 * How far clocks in London are ahead of UTC at a moment of a year: an hour from 01:00 on the last Sunday in March to 01:00 on the
 * last Sunday in October, both by Greenwich (Summer Time Act 1972, Summer Time Order 2002). null: of a year before the order.
 */
export function summerTimeAt(year: number, ms: number): number | null {
  if (year < FIRST_YEAR) return null;
  return ms >= clocksChangeAt(year, 3) && ms < clocksChangeAt(year, 10) ? HOUR_MS : 0;
}

/** One in the morning by Greenwich on the last Sunday of a month of 31 days. */
function clocksChangeAt(year: number, month: 3 | 10): number {
  const last = dateOf({ year, month, day: 31 });
  return (dayNumberOf(last) - (weekdayOf(last) % 7)) * DAY_MS + HOUR_MS;
}
