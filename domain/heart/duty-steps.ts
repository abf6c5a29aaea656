import { addDays, daysBetween, laterOf, type CalendarDate } from '../calendar/calendar-date.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { addHours, addMinutes, londonInstant, startOfDay, type Instant } from '../calendar/instant.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/working-days.ts';
import { by } from '../in-order.ts';
import type { Ladder, LadderStep, StepOffset, Tell } from '../rulebook/ladder.ts';
import { lineOf, roleAbove, type Role } from '../rulebook/role.ts';
import { isPastDue } from './duty-state.ts';
import type { Duty } from './duty.ts';
import type { Law } from './law.ts';

/** A step of a duty's ladder at its instant. */
export type TimedStep = {
  readonly id: string;
  readonly at: Instant;
  /** After the due date (or about an outcome long not recorded): it climbs; before: it reminds. */
  readonly kind: 'remind' | 'escalate';
  readonly tells: readonly Tell[];
  readonly urgency: LadderStep['urgency'];
  readonly answerWithinWorkingDays: number;
};

/** Working days after a booked day until its outcome counts as overdue (design §5, local). */
const AWAITING_RECORD_WORKING_DAYS = 10;
const AWAITING_MANAGER_WORKING_DAYS = 3;
const UNCONFIRMED_MANAGER_WORKING_DAYS = 10;
const MORNING = '08:00';
const SPREAD_MINUTES = 30;

/** The working morning on or after a day: 08:00 in London, spread over half an hour by the subject. */
export function workingMorning(calendar: Calendar, on: CalendarDate, subjectRef: string): Instant {
  let day = on;
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1);
  return addMinutes(londonInstant(day, MORNING), spreadOf(subjectRef));
}

/** Stable offset of a subject in whole minutes, 0 to 29: FNV-1a over its opaque ref. */
function spreadOf(subjectRef: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < subjectRef.length; place += 1) {
    hash = Math.imul(hash ^ subjectRef.charCodeAt(place), 0x01000193) >>> 0;
  }
  return hash % SPREAD_MINUTES;
}

/** A booking silences what comes before the due date only if it is for a day within it. */
function bookedInTime({ bookedOn, lastDefensibleOn }: Duty): CalendarDate | null {
  return bookedOn !== null && bookedOn <= lastDefensibleOn ? bookedOn : null;
}

/**
 * The first day on which an open duty is overdue; null: never by itself, because no source tells.
 * Booked in time and past is "awaiting record" for ten working days first (design §5).
 */
export function overdueFrom(duty: Duty, calendar: Calendar): CalendarDate | null {
  return duty.knowledge === 'recorded' ? firstOverdueOn(duty, calendar) : null;
}

function firstOverdueOn(duty: Duty, calendar: Calendar): CalendarDate {
  const dayAfter = addDays(duty.lastDefensibleOn, 1);
  const bookedOn = bookedInTime(duty);
  if (bookedOn === null) return dayAfter;
  return laterOf(dayAfter, addDays(addWorkingDays(calendar, bookedOn, AWAITING_RECORD_WORKING_DAYS), 1));
}

/** Whether an open duty is overdue at a moment. */
export function isOverdueAt(duty: Duty, now: Instant, calendar: Calendar): boolean {
  return isPastDue({ ...duty, overdueFrom: overdueFrom(duty, calendar) }, now);
}

/** All steps of an open duty in order of time. A duty that no source tells of has none: it is listed, not chased. */
export function stepsOf(
  duty: Duty,
  { ladder, law, subjectRef }: { readonly ladder: Ladder; readonly law: Law; readonly subjectRef: string },
): readonly TimedStep[] {
  const { calendar, practice } = law;
  if (duty.status !== 'open' || duty.knowledge === 'not-recorded') return [];
  const morning = (on: CalendarDate): Instant => workingMorning(practice.calendar, on, subjectRef);
  const { unconfirmedSince } = duty;
  if (unconfirmedSince !== null) return askings(duty, 'confirmation', { from: unconfirmedSince, calendar, morning });
  const bookedOn = bookedInTime(duty);
  const isQuiet = duty.quietUntil !== undefined;
  const ladderSteps = ladder.steps
    .filter((step) => !(step.unlessBooked && bookedOn !== null) && (isAfterwards(step.offset) || !isQuiet))
    .map((step) => timed(step, momentOf(step.offset, duty, { calendar, morning })));
  if (isQuiet) return ladderSteps.sort(by(({ at }) => at));
  const asked =
    bookedOn === null ? practiceStep(duty, morning) : askings(duty, 'record', { from: bookedOn, calendar, morning });
  return [...asked, ...ladderSteps].sort(by(({ at }) => at));
}

function timed(step: LadderStep, at: Instant): TimedStep {
  const { id, tells, urgency, answerWithinWorkingDays } = step;
  return {
    id,
    at,
    kind: isAfterwards(step.offset) ? 'escalate' : 'remind',
    tells,
    urgency,
    answerWithinWorkingDays,
  };
}

function isAfterwards({ at }: StepOffset): boolean {
  return at === 'overdue' || at === 'at-once';
}

type Mornings = { readonly calendar: Calendar; readonly morning: (on: CalendarDate) => Instant };

/** The moment of a step: a working morning, but where hours count or what lapses must be known at once. */
function momentOf(offset: StepOffset, duty: Duty, { calendar, morning }: Mornings): Instant {
  switch (offset.at) {
    case 'hours-before':
      return addHours(duty.dueAt ?? startOfDay(addDays(duty.dueOn, 1)), -offset.hours);
    case 'at-once':
      return duty.dueAt ?? startOfDay(firstOverdueOn(duty, calendar));
    case 'after-start':
      return morning(addDays(duty.fromOn, offset.days));
    case 'working-days-before':
      return morning(workingDayBefore(calendar, duty.dueOn, offset.workingDays));
    default:
      return morning(dayOf(offset, duty, calendar));
  }
}

/** So many working days before the last working day on or before a day. */
function workingDayBefore(calendar: Calendar, on: CalendarDate, workingDays: number): CalendarDate {
  let last = on;
  while (!isWorkingDay(calendar, last)) last = addDays(last, -1);
  return workingDays === 0 ? last : addWorkingDays(calendar, last, -workingDays);
}

/** The ladder of what a recovery plan covers begins on the day after the plan: what lapses unlawfully is told at once all the same. */
function quietOver({ quietUntil }: Duty, firstOverdue: CalendarDate): CalendarDate {
  return quietUntil === undefined ? firstOverdue : laterOf(firstOverdue, addDays(quietUntil, 1));
}

type DayOffset = Extract<StepOffset, { readonly at: 'overdue' | 'share-of-period' | 'before-due' }>;

/** The day of a step. Steps after the date count working days from the first working day on which the duty is overdue. */
function dayOf(offset: DayOffset, duty: Duty, calendar: Calendar): CalendarDate {
  if (offset.at === 'overdue') {
    let first = quietOver(duty, firstOverdueOn(duty, calendar));
    while (!isWorkingDay(calendar, first)) first = addDays(first, 1);
    return offset.workingDays === 0 ? first : addWorkingDays(calendar, first, offset.workingDays);
  }
  const warnBy = duty.practiceOn ?? duty.dueOn;
  const period = Math.max(0, daysBetween(duty.fromOn, warnBy));
  const share = addDays(duty.fromOn, Math.floor(period * offset.share));
  return offset.at === 'share-of-period'
    ? share
    : laterOf(share, addWorkingDays(calendar, warnBy, -offset.workingDays));
}

/** The authority's own date has passed: who owes it and the next above are told; nothing is overdue. */
function practiceStep(duty: Duty, morning: (on: CalendarDate) => Instant): readonly TimedStep[] {
  if (duty.practiceOn === null) return [];
  const above = roleAbove(duty.owner, duty.line);
  return [
    {
      id: 'practice-date-passed',
      at: morning(addDays(duty.practiceOn, 1)),
      kind: 'remind',
      tells: [duty.owner, ...(above === null ? [] : [above])].map((role) => ({ role, answer: false })),
      urgency: 'digest',
      answerWithinWorkingDays: 0,
    },
  ];
}

/** Who holds it is asked what happened, later the next above (design §5). */
function askings(
  duty: Duty,
  what: 'record' | 'confirmation',
  {
    from,
    calendar,
    morning,
  }: {
    readonly from: CalendarDate;
    readonly calendar: Calendar;
    readonly morning: (on: CalendarDate) => Instant;
  },
): readonly TimedStep[] {
  const afterDays = what === 'record' ? AWAITING_MANAGER_WORKING_DAYS : UNCONFIRMED_MANAGER_WORKING_DAYS;
  const above = roleAbove(duty.holder, lineOf(duty.holder)) ?? duty.holder;
  const asking = (id: string, role: Role, on: CalendarDate): TimedStep => ({
    id,
    at: morning(on),
    kind: 'remind',
    tells: [{ role, answer: false }],
    urgency: 'digest',
    answerWithinWorkingDays: 0,
  });
  const first = what === 'record' ? addDays(from, 1) : from;
  return [
    asking(`${what}-asked`, duty.holder, first),
    asking(`${what}-not-told`, above, addWorkingDays(calendar, from, afterDays)),
  ];
}
