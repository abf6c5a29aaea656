import { ENGLAND_AND_WALES } from '../domain/calendar/calendar.ts';
import { addDays, addMonths, daysBetween, earlierOf, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import { addWorkingDays, isWorkingDay } from '../domain/calendar/working-days.ts';
import type { Chance } from './chance.ts';
import type { LivedPeriod } from './history.ts';

type Lived = Pick<LivedPeriod, 'from' | 'legal' | 'placements'>;

/** Within so many days before the day looked at a due date may have passed without a review. */
const OVERDUE_FOR_AT_MOST_DAYS = 45;
/** Gives about three children of a hundred a review that is overdue on that day. */
const ONE_OVERDUE_IN = 8;
const ONE_LATE_IN = 16;

/**
 * The days on which reviews were held up to `until`: mostly in time (CPPCR reg 33; AAR reg 36), a few late. Where a
 * due date lies shortly before `until` and care goes on, now and then none was held, which is overdue.
 */
export function reviewsHeld(
  lived: Lived,
  { until, goesOn }: { readonly until: CalendarDate; readonly goesOn: boolean },
  chance: Chance,
): readonly CalendarDate[] {
  if (lived.legal.some(({ status }) => status === 'V4')) return [];
  const held: CalendarDate[] = [];
  for (;;) {
    const dueOn = nextDueOn(lived, held);
    const after = held.at(-1) ?? lived.from;
    const isRecent = dueOn < until && daysBetween(dueOn, until) <= OVERDUE_FOR_AT_MOST_DAYS;
    if (goesOn && isRecent && chance.isOneIn(ONE_OVERDUE_IN)) return held;
    const late = chance.isOneIn(ONE_LATE_IN) ? workingDay(addDays(dueOn, chance.between(1, 15)), 1) : dueOn;
    const inTime = workingDay(addDays(dueOn, -chance.between(0, early(after, dueOn))), -1);
    const on = late > dueOn && late < until ? late : inTime;
    if (on <= after || on > until) return held;
    held.push(on);
  }
}

function early(after: CalendarDate, dueOn: CalendarDate): number {
  return Math.min(28, Math.floor(daysBetween(after, dueOn) / 4));
}

/** When the next review is due, by the rules that apply on the day of the one before. */
function nextDueOn({ from, legal, placements }: Lived, held: readonly CalendarDate[]): CalendarDate {
  const last = held.at(-1) ?? from;
  const ofCare = careDueOn(from, held);
  const placed = placements.find(({ place }) => place.startsWith('A'))?.on ?? null;
  if (placed !== null && placed < ofCare) return placedDueOn(placed, { held, ofCare });
  const order = legal.find(({ status }) => status === 'E1')?.on ?? null;
  const isFirstSinceOrder = order !== null && order < ofCare && last <= order;
  return isFirstSinceOrder ? earlierOf(ofCare, addMonths(order, 3)) : ofCare;
}

function careDueOn(from: CalendarDate, held: readonly CalendarDate[]): CalendarDate {
  const last = held.at(-1);
  if (last === undefined) return addWorkingDays(ENGLAND_AND_WALES, from, 20);
  return addMonths(last, held.length === 1 ? 3 : 6);
}

function placedDueOn(
  placed: CalendarDate,
  { held, ofCare }: { readonly held: readonly CalendarDate[]; readonly ofCare: CalendarDate },
): CalendarDate {
  const since = held.filter((on) => on > placed);
  const last = since.at(-1);
  if (last === undefined) return addDays(placed, 28);
  return since.length === 1 ? addMonths(last, 3) : ofCare;
}

function workingDay(on: CalendarDate, step: 1 | -1): CalendarDate {
  let day = on;
  while (!isWorkingDay(ENGLAND_AND_WALES, day)) day = addDays(day, step);
  return day;
}
