import type { Calendar } from './calendar.ts';
import {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  laterOf,
  spelledOut,
  weekdayNameOf,
} from './calendar-date.ts';
import { type Count, type DayCount, type HourCount, wordsOf } from './count.ts';
import { addHours, type Instant, londonDateOf, londonTimeOf } from './instant.ts';
import { addWorkingDays, isWorkingDay, whyNotWorkingDay } from './working-days.ts';

/** The recorded date that a count starts from. */
export type DayAnchor = { readonly name: string; readonly on: CalendarDate };

export type InstantAnchor = { readonly name: string; readonly at: Instant };

export type SkippedDay = { readonly on: CalendarDate; readonly why: string };

/** How a date came about: plain JSON, kept beside the date and shown to whoever asks. */
export type Derivation = {
  readonly anchor: DayAnchor | InstantAnchor;
  /** The count in words, e.g. `20 working days after`. */
  readonly rule: string;
  /** Days between anchor and result that did not count, each with its reason. */
  readonly skipped: readonly SkippedDay[];
  readonly result: CalendarDate;
  /** The moment, where hours count. */
  readonly resultAt?: Instant;
  readonly provisional: boolean;
  /** The same for a person to read. */
  readonly sentences: readonly string[];
};

export type CountedDay = { readonly dueOn: CalendarDate; readonly provisional: boolean };

export type Counted = CountedDay & { readonly derivation: Derivation };

/** The day a count ends on, without its derivation: what long imports use. */
export function countDays(calendar: Calendar, anchorOn: CalendarDate, by: DayCount): CountedDay {
  const dueOn = lastDayOf(calendar, anchorOn, by);
  const provisional = by.unit === 'working-days' && laterOf(anchorOn, dueOn) > calendar.publishedThrough;
  return { dueOn, provisional };
}

function lastDayOf(calendar: Calendar, anchorOn: CalendarDate, by: DayCount): CalendarDate {
  switch (by.unit) {
    case 'working-days':
      return addWorkingDays(calendar, dayBeforeDayOne(calendar, anchorOn, by), by.length);
    case 'calendar-days':
      return addDays(anchorOn, by.length - countedAnchor(by));
    case 'weeks':
      return addDays(anchorOn, by.length * 7 - countedAnchor(by));
    case 'months':
      return addMonths(anchorOn, by.length);
  }
}

/** The day from which whole days are added: one day off the anchor where the anchor itself is day 1. */
function dayBeforeDayOne(calendar: Calendar, anchorOn: CalendarDate, by: DayCount): CalendarDate {
  return isWorkingDay(calendar, anchorOn) ? addDays(anchorOn, -countedAnchor(by)) : anchorOn;
}

function countedAnchor(by: DayCount): number {
  return 'from' in by && by.from === 'on' ? Math.sign(by.length) : 0;
}

/** The day a count ends on, with how it came about. */
export function count(calendar: Calendar, anchor: DayAnchor, by: DayCount): Counted {
  const { dueOn, provisional } = countDays(calendar, anchor.on, by);
  const skipped = by.unit === 'working-days' ? skippedDays(calendar, [anchor.on, dueOn], by) : [];
  const derivation: Derivation = {
    anchor,
    rule: wordsOf(by),
    skipped,
    result: dueOn,
    provisional,
    sentences: [
      ...daySentences(anchor, by, dueOn),
      ...skippedSentences(skipped),
      ...lastWorkingDaySentence(calendar, dueOn),
      ...provisionalSentence(calendar, provisional),
    ],
  };
  return { dueOn, provisional, derivation };
}

/** The moment at which so many hours by the clock have passed, and its day in London. */
export function countHours(anchor: InstantAnchor, by: HourCount): Counted & { readonly dueAt: Instant } {
  const dueAt = addHours(anchor.at, by.length);
  const dueOn = londonDateOf(dueAt);
  const sentence = `${capitalised(wordsOf(by))} ${londonWords(anchor.at)} is ${londonWords(dueAt)}.`;
  const derivation: Derivation = {
    anchor,
    rule: wordsOf(by),
    skipped: [],
    result: dueOn,
    resultAt: dueAt,
    provisional: false,
    sentences: [sentence, 'Hours run by the clock, over nights, weekends and changes of the clock.'],
  };
  return { dueOn, dueAt, provisional: false, derivation };
}

function skippedDays(
  calendar: Calendar,
  [anchorOn, dueOn]: readonly [CalendarDate, CalendarDate],
  by: Extract<Count, { unit: 'working-days' }>,
): readonly SkippedDay[] {
  const step = by.length < 0 ? -1 : 1;
  const first = by.from === 'on' ? 0 : 1;
  const length = Math.abs(daysBetween(anchorOn, dueOn)) + 1;
  const days = Array.from({ length: length - first }, (_, offset) => addDays(anchorOn, step * (offset + first)));
  return days.flatMap((on) => {
    const why = whyNotWorkingDay(calendar, on, by.definition);
    return why === null ? [] : [{ on, why }];
  });
}

function daySentences(anchor: DayAnchor, by: DayCount, dueOn: CalendarDate): readonly string[] {
  const from = withWeekday(anchor.on);
  const sentence = `${capitalised(wordsOf(by))} ${from} is ${withWeekday(dueOn)}.`;
  if (by.length === 0) return [`Due on the day itself, ${from}.`];
  if (by.unit === 'months' && anchor.on.slice(8) !== dueOn.slice(8)) {
    return [sentence, 'That month has no corresponding day, so the period ends on its last day.'];
  }
  return [sentence];
}

function skippedSentences(skipped: readonly SkippedDay[]): readonly string[] {
  const weekend = skipped.filter(({ why }) => why === 'Saturday' || why === 'Sunday').length;
  const holidays = skipped.filter(({ why }) => why !== 'Saturday' && why !== 'Sunday');
  return [
    ...(weekend > 0
      ? [
          `${String(weekend)} ${weekend === 1 ? 'day' : 'days'} of weekends ${weekend === 1 ? 'is' : 'are'} not counted.`,
        ]
      : []),
    ...holidays.map(({ on, why }) => `${withWeekday(on)} is not counted: ${why}.`),
  ];
}

/** Weeks and months do not move for weekends, so that the last working day before is what people plan by. */
function lastWorkingDaySentence(calendar: Calendar, dueOn: CalendarDate): readonly string[] {
  if (isWorkingDay(calendar, dueOn)) return [];
  return [`That is not a working day; the last one before it is ${withWeekday(addWorkingDays(calendar, dueOn, -1))}.`];
}

function provisionalSentence(calendar: Calendar, provisional: boolean): readonly string[] {
  if (!provisional) return [];
  return [`Provisional: bank holidays after ${spelledOut(calendar.publishedThrough)} are computed, not yet published.`];
}

function withWeekday(on: CalendarDate): string {
  return `${weekdayNameOf(on)} ${spelledOut(on)}`;
}

function londonWords(at: Instant): string {
  return `${londonTimeOf(at).slice(11)} on ${withWeekday(londonDateOf(at))}`;
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
