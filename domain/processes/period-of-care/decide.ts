import { addMonths, addYears, isCalendarDate, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate, readFlag, readObject, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { PeriodOfCareCommandKind } from './commands.ts';
import type { PeriodOfCareRefusal } from './refusal.ts';
import { bookingOf, type PeriodOfCare } from './state.ts';

type Decided = Result<readonly Telling[], PeriodOfCareRefusal>;
type Decide = (state: PeriodOfCare, payload: JsonObject, context: Deciding) => Decided;

/** Beyond this a booking is taken for a slip of the pen: no review interval is longer than six months. */
const FURTHEST_BOOKING_MONTHS = 12;

/** Legal status and placement codes of the SSDA903 return (timescales §16). */
const LEGAL_STATUS = /^(C1|C2|D1|E1|V2|V3|V4|L1|L2|L3|J1|J2|J3)$/;
const PLACEMENT = /^(A[3-6]|K[1-3]|P[1-3]|R[1235]|S1|T[0-4]|U[1-6]|H5|Z1[1-4]?)$/;
const REASON_CEASED = /^(E11|E12|E2|E3|E4A|E4B|E13|E41|E4[3-8]|E5|E6|E7|E8|E9|E14|E15|E16|E17)$/;

/** What each command tells. Whether it fits the record is seen when it is folded in its place. */
const DECISIONS = {
  'record-entry': (state, payload) => {
    if (state.care.entry !== null) return refuse('already-entered');
    const [code, placement] = [textOf(payload, 'legalStatus'), readText(payload, 'placement')];
    if (!LEGAL_STATUS.test(code) || (placement !== null && !PLACEMENT.test(placement))) return refuse('unknown-code');
    const entry = { startKnown: true, legalStatus: code, dateOfBirth: readDate(payload, 'dateOfBirth') };
    return tell(payload, ['entered-care', entry], ['placement-started', { code: placement, sameCarer: false }]);
  },
  'change-legal-status': (_state, payload) => {
    const code = textOf(payload, 'legalStatus');
    return LEGAL_STATUS.test(code) ? tell(payload, ['legal-status-changed', { code }]) : refuse('unknown-code');
  },
  'record-placement': (_state, payload) => {
    const code = textOf(payload, 'placement');
    return PLACEMENT.test(code)
      ? tell(payload, ['placement-started', { code, sameCarer: readFlag(payload, 'sameCarer') }])
      : refuse('unknown-code');
  },
  allocate: (_state, payload) =>
    tell(payload, ['allocated', { role: readText(payload, 'role'), person: readText(payload, 'person') }]),
  'record-care-plan': (_state, payload) => tell(payload, ['care-plan-prepared', {}]),
  'record-placement-plan': (_state, payload) => tell(payload, ['placement-plan-prepared', {}]),
  'record-leaving': (_state, payload) => {
    const reason = textOf(payload, 'reason');
    return REASON_CEASED.test(reason) ? tell(payload, ['left-care', { reason }]) : refuse('unknown-code');
  },
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
} satisfies Record<PeriodOfCareCommandKind, Decide>;

export const COMMAND_KINDS: readonly string[] = Object.keys(DECISIONS);

const BY_KIND: ReadonlyMap<string, Decide> = new Map(Object.entries(DECISIONS));

/** Decides a command against the present state (timescales §§0.1, 8; design §5: reality is never refused). */
export function decide(state: PeriodOfCare, command: Command, context: Deciding): Decided {
  const decideKind = BY_KIND.get(command.kind);
  if (decideKind === undefined) return accept([]);
  if (state.care.entry === null && command.kind !== 'record-entry') return refuse('not-in-care');
  return decideKind(state, command.payload, context);
}

type Told = readonly [kind: string, payload: JsonObject];

function tell(payload: JsonObject, ...told: readonly Told[]): Decided {
  const on = readDate(payload, 'on');
  return on === null ? refuse('unknown-code') : accept(told.map(([kind, content]) => ({ kind, on, payload: content })));
}

function tellToday({ today }: Pick<Deciding, 'today'>, ...told: readonly Told[]): Decided {
  return accept(told.map(([kind, content]) => ({ kind, on: today, payload: content })));
}

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
