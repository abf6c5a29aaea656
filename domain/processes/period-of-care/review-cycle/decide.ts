import { addMonths, addYears, isCalendarDate, type CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Deciding } from '../../../heart/process.ts';
import { readDate, readFlag, readObject, readText, textOf } from '../../../json-reading.ts';
import type { JsonObject } from '../../../json.ts';
import { refuse } from '../../../result.ts';
import { tell, tellToday, type Decide, type Decided } from '../deciding.ts';
import type { PeriodOfCareRefusal } from '../refusal.ts';
import { bookingOf, type PeriodOfCare } from '../state.ts';
import type { ReviewCycleCommands } from './commands.ts';

/** Beyond this a booking is taken for a slip of the pen: no review interval is longer than six months. */
const FURTHEST_BOOKING_MONTHS = 12;

/** What each command of the review cycle tells. */
export const REVIEW_CYCLE_DECISIONS = {
  'book-review': (state, payload, moment) => {
    if (bookingOf(state) !== null) return refuse('already-booked');
    return mayBook(state, payload, moment) ?? tellToday(moment, ['review-booked', booking(payload)]);
  },
  'move-review': (state, payload, moment) => {
    const standing = bookingOf(state);
    if (standing === null) return refuse('nothing-booked');
    return (
      mayBook(state, payload, moment) ??
      tellToday(moment, [
        'review-moved',
        { ...booking(payload), booking: standing.factId, reason: readText(payload, 'reason') },
      ])
    );
  },
  'cancel-booking': (state, payload, moment) => {
    const standing = bookingOf(state);
    if (standing === null) return refuse('nothing-booked');
    return tellToday(moment, ['booking-cancelled', { booking: standing.factId, reason: readText(payload, 'reason') }]);
  },
  'record-review': (state, payload, context) => {
    const { ratified: _ratified, whyNotRatified, on: _on, ...review } = payload;
    const ratified = readObject(payload, 'ratified');
    const refusal = participationFits(state, payload) ?? (ratified === null ? null : mayRatify(state, context));
    if (refusal !== null) return refuse(refusal);
    return tell(
      payload,
      ['review-held', review],
      ...(ratified === null ? [] : [['plan-ratified', ratified] as const]),
      ...(typeof whyNotRatified === 'string' ? [['plan-not-ratified', { reason: whyNotRatified }] as const] : []),
    );
  },
  'adjourn-review': (state, payload) =>
    state.cycle.reviews.at(-1)?.completedOn === null
      ? refuse('adjourned-already')
      : tell(payload, ['review-adjourned', { missing: readText(payload, 'missing') }]),
  'record-review-part': (state, payload) =>
    state.cycle.reviews.at(-1)?.completedOn === null
      ? tell(payload, ['review-part-held', { last: readFlag(payload, 'last') }])
      : refuse('nothing-adjourned'),
  'trigger-early-review': (_state, payload) => {
    const { on: _on, ...early } = payload;
    return tell(payload, ['early-review-triggered', early]);
  },
  'decline-early-review': (state, payload, moment) => {
    const open = state.cycle.early.findLast(
      (early) => !early.declined && !state.cycle.reviews.some((review) => review.on >= early.on),
    );
    if (open === undefined) return refuse('no-early-review');
    if (open.trigger !== 'child-asks') return refuse('not-a-childs-request');
    return tellToday(moment, ['early-review-declined', { reason: readText(payload, 'reason') }]);
  },
  'record-review-step': (_state, payload) =>
    tell(payload, ['review-step-recorded', { step: readText(payload, 'step') }]),
  'ratify-plan': (state, payload, context) => {
    const refusal = mayRatify(state, context);
    if (refusal !== null) return refuse(refusal);
    const { on: _on, ...plan } = payload;
    const told = ['legalRoute', 'evidence', 'childsView'].every((name) => textOf(plan, name).trim() !== '');
    return told ? tell(payload, ['plan-ratified', plan]) : refuse('plan-incomplete');
  },
  'record-plan-not-ratified': (_state, payload) =>
    tell(payload, ['plan-not-ratified', { reason: readText(payload, 'reason') }]),
} satisfies Record<keyof ReviewCycleCommands, Decide>;

function booking(payload: JsonObject): JsonObject {
  return { bookedFor: readText(payload, 'bookedFor'), time: readText(payload, 'time') };
}

function mayBook(state: PeriodOfCare, payload: JsonObject, { today }: Deciding): Decided | null {
  const bookedFor = textOf(payload, 'bookedFor');
  if (state.care.left !== null || state.care.turnedEighteenOn !== null) return refuse('after-leaving');
  if (!isCalendarDate(bookedFor) || bookedFor < today) return refuse('booking-in-the-past');
  return bookedFor > addMonths(today, FURTHEST_BOOKING_MONTHS) ? refuse('outside-window') : null;
}

/** Only the child's IRO ratifies, or who covers: the IRO manager, and any IRO while none is recorded (timescales §0.1.1). */
function mayRatify(state: PeriodOfCare, { actor }: Deciding): PeriodOfCareRefusal | null {
  if (actor.roles.includes('iro-manager')) return null;
  const appointed = state.care.allocations.findLast((change) => change.role === 'iro')?.person ?? actor.person;
  return actor.roles.includes('iro') && appointed === actor.person ? null : 'only-the-iro';
}

/** PN0 is for children under four, PN1 to PN7 for those who are four; the fourth birthday takes either (timescales §14.2). */
function participationFits(state: PeriodOfCare, payload: JsonObject): PeriodOfCareRefusal | null {
  const participation = readText(payload, 'participation');
  const on = readDate(payload, 'on');
  const dateOfBirth = state.care.entry?.dateOfBirth ?? null;
  if (participation === null || on === null || dateOfBirth === null) return null;
  const fourOn: CalendarDate = addYears(dateOfBirth, 4);
  const fits = participation === 'PN0' ? on <= fourOn : on >= fourOn;
  return fits ? null : 'participation-does-not-fit-age';
}
