import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/process.ts';
import { isAuthorisedForAdoption, isInCareOfAuthority } from '../../../rulebook/regime.ts';
import { NOT_RECORDED, notToldByReturn, toldByReturn } from '../knowledge.ts';
import { legalStatusOn, type Booking, type EarlyReview, type PeriodOfCare, type Review } from '../state.ts';
import { reviewLinks, type ReviewLink } from './chains.ts';
import { AGREED_BY_SILENCE } from './time.ts';

/** Everything that the review cycle owes: the reviews, what comes before and after each, early reviews, the plan for permanence. */
export function reviewDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const links = reviewLinks(state);
  return [
    ...links.map((link) => reviewDuty(state, link, law)),
    ...preparations(state, closed, law),
    ...state.cycle.reviews.flatMap((review, place) => afterReview(state, { review, place, closed }, law)),
    ...state.cycle.early.map((early) => earlyDuty(state, { early, closed }, law)),
    ...permanencePlan(state, { links, closed }, law),
  ];
}

function reviewDuty(state: PeriodOfCare, link: ReviewLink, law: Law): Duty {
  const { ruleId, anchor, inputs, metBy } = link;
  const adjourned = metBy !== null && metBy.how === 'adjourned' && metBy.completedOn === null;
  return dutyFromRule(
    {
      ruleId,
      anchor,
      inputs,
      holder: 'iro',
      metOn: metBy === null || adjourned ? null : metOnOf(metBy),
      endedBecause: adjourned ? `opened on ${metBy.on}, adjourned` : link.endedBecause,
      bookedOn: metBy === null ? (state.cycle.booking?.bookedFor ?? null) : null,
      knowledge: link.uncounted ? NOT_RECORDED : knowledgeOf(state, link),
    },
    law,
  );
}

/** A return holds no reviews of short breaks (rule 399 of the SSDA903 validator): of those it says nothing. */
function knowledgeOf(state: PeriodOfCare, { ruleId, told }: ReviewLink): ReturnType<typeof toldByReturn> {
  return ruleId.startsWith('review.shortbreak') ? notToldByReturn(state, told) : toldByReturn(state, told);
}

/** A series is in time if its last part is (timescales §0.1.3); an adjourned one counts, once complete, from the day it was opened (§14.1). */
function metOnOf(review: Review): CalendarDate | null {
  return review.how === 'in-parts' ? review.completedOn : review.on;
}

const PREPARATIONS = [
  { step: 'sw-consult', ruleId: 'iro.sw-consult' },
  { step: 'invites', ruleId: 'review.invites' },
  { step: 'report', ruleId: 'review.report' },
] as const;

/** What prepares a booked review. Booked later than the preparation was due, there is nothing to chase. */
function preparations(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const held = state.cycle.reviews.flatMap((review) =>
    review.booking === null ? [] : [{ booking: review.booking, end: 'the review was held' }],
  );
  const open = state.cycle.booking === null ? [] : [{ booking: state.cycle.booking, end: closed }];
  return [...held, ...open].flatMap(({ booking, end }) =>
    PREPARATIONS.map(({ step, ruleId }) => preparation(booking, { step, ruleId, end }, law)),
  );
}

function preparation(
  booking: Booking,
  { step, ruleId, end }: { readonly step: string; readonly ruleId: string; readonly end: string | null },
  law: Law,
): Duty {
  const owing = {
    ruleId,
    anchor: booking.factId,
    inputs: { reviewPlannedOn: booking.bookedFor },
    metOn: booking.steps[step] ?? null,
  };
  const duty = dutyFromRule({ ...owing, endedBecause: end }, law);
  return duty.status === 'open' && duty.dueOn < booking.on
    ? dutyFromRule({ ...owing, endedBecause: 'booked too late for it' }, law)
    : duty;
}

type AfterReview = { readonly review: Review; readonly place: number; readonly closed: string | null };

type Following = { readonly step: string; readonly ruleId: string };

const FOLLOWING: readonly Following[] = [
  { step: 'child-spoken-to', ruleId: 'iro.child' },
  { step: 'rights-explained', ruleId: 'iro.rights' },
  { step: 'decisions', ruleId: 'review.decisions' },
  { step: 'record', ruleId: 'review.record' },
  { step: 'distribute', ruleId: 'review.distribute' },
  { step: 'care-plan-update', ruleId: 'careplan.update' },
];

/** What follows a review. A return tells only that it was held: of its reviews the latest alone is asked about. */
function afterReview(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): readonly Duty[] {
  const isLatest = place === state.cycle.reviews.length - 1;
  if (review.told === 'return' && !isLatest) return [];
  const knowledge = notToldByReturn(state, review.told);
  const { completedOn } = review;
  const follow = (reviewHeldOn: CalendarDate, { ruleId, step }: Following): Duty =>
    dutyFromRule(
      {
        ruleId,
        anchor: review.factId,
        inputs: { reviewHeldOn },
        metOn: review.steps[step] ?? null,
        endedBecause: closed,
        knowledge,
      },
      law,
    );
  const sentOn = review.steps['decisions'];
  return [
    ...(completedOn === null ? [] : followingOf(state, review).map((step) => follow(completedOn, step))),
    ...(sentOn === undefined ? [] : [decisionsResponse(review, sentOn, { closed, law })]),
    ...(review.how === 'adjourned' ? [adjournment(review, closed, law)] : []),
    midpoint(state, { review, place, closed }, law),
  ];
}

/** At each review of a child under an order besides: should it be discharged (timescales §0.1.12)? */
function followingOf(state: PeriodOfCare, review: Review): readonly Following[] {
  const code = legalStatusOn(state, review.on)?.code ?? null;
  const isUnderOrder = isInCareOfAuthority(code) || isAuthorisedForAdoption(code);
  return isUnderOrder ? [...FOLLOWING, { step: 'discharge-considered', ruleId: 'review.discharge' }] : FOLLOWING;
}

/** The manager answers the decisions; five working days of silence are agreement, which time itself records. */
function decisionsResponse(
  review: Review,
  sentOn: CalendarDate,
  { closed, law }: { readonly closed: string | null; readonly law: Law },
): Duty {
  const agreed = review.steps[AGREED_BY_SILENCE] === undefined ? closed : 'five working days without objection: agreed';
  const owing = { ruleId: 'review.decisions-response', anchor: review.factId, inputs: { decisionsSentOn: sentOn } };
  return dutyFromRule({ ...owing, metOn: review.steps['decisions-response'] ?? null, endedBecause: agreed }, law);
}

function adjournment(review: Review, closed: string | null, law: Law): Duty {
  const owing = {
    ruleId: 'review.adjourn',
    anchor: review.factId,
    inputs: { reviewOpenedOn: review.on },
    holder: 'iro',
  } as const;
  return dutyFromRule({ ...owing, metOn: review.completedOn, endedBecause: closed }, law);
}

/** The IRO's check between reviews: six weeks after the first, three months after later ones; the next review ends it. */
function midpoint(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): Duty {
  const next = state.cycle.reviews[place + 1];
  const rule =
    place === 0 && state.care.entry?.startKnown === true
      ? { ruleId: 'iro.midpoint', inputs: { firstReviewHeldOn: review.on } }
      : { ruleId: 'iro.midpoint-later', inputs: { previousReviewHeldOn: review.on } };
  const end = next === undefined ? closed : 'the next review was held';
  const knowledge = notToldByReturn(state, review.told);
  return dutyFromRule(
    { ...rule, anchor: review.factId, metOn: review.steps['midpoint'] ?? null, endedBecause: end, knowledge },
    law,
  );
}

/** An early review is met by the first review held from the day that called for it. */
function earlyDuty(
  state: PeriodOfCare,
  { early, closed }: { readonly early: EarlyReview; readonly closed: string | null },
  law: Law,
): Duty {
  const held = state.cycle.reviews.find((review) => review.on >= early.on);
  const ruleId = early.urgent ? 'review.early-urgent' : 'review.early';
  const bookedOn = state.cycle.booking?.bookedFor ?? null;
  const endedBecause = early.declined ? 'the IRO recorded why it is not justified' : closed;
  const owing = { ruleId, anchor: early.factId, inputs: { reviewTriggeredOn: early.on }, holder: 'iro' } as const;
  return dutyFromRule({ ...owing, bookedOn, metOn: held?.on ?? null, endedBecause }, law);
}

/**
 * The plan for permanence is due three months after the first review was held, before that after its due date;
 * extra or early reviews never move it, and until it is ratified it stays due (timescales §0.1.1).
 */
function permanencePlan(
  state: PeriodOfCare,
  { links, closed }: { readonly links: readonly ReviewLink[]; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const first = links.find((link) => link.ruleId === 'review.first');
  const { entry } = state.care;
  if (first === undefined || entry === null || first.uncounted) return [];
  const heldOn = first.metBy?.on;
  const inputs: Record<string, CalendarDate> =
    heldOn === undefined ? { firstReviewDueOn: reviewDuty(state, first, law).dueOn } : { firstReviewHeldOn: heldOn };
  const owing = {
    ruleId: 'permanence.plan',
    anchor: first.anchor,
    inputs,
    metOn: state.cycle.plan?.on ?? null,
    endedBecause: closed,
  };
  return [dutyFromRule({ ...owing, knowledge: notToldByReturn(state, entry.told) }, law)];
}
