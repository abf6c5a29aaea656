import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { NOT_RECORDED, notToldByReturn, toldByReturn } from '../knowledge.ts';
import { bookingOf, type Booking, type EarlyReview, type PeriodOfCare, type Review } from '../state.ts';
import { afterReview } from './after-review.ts';
import { reviewLinks, type ReviewLink } from './chains.ts';

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
      bookedOn: metBy === null ? (bookingOf(state)?.bookedFor ?? null) : null,
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
  const open = state.cycle.bookings.map((booking) => ({ booking, end: closed }));
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

/** An early review is met by the first review held from the day that called for it. */
function earlyDuty(
  state: PeriodOfCare,
  { early, closed }: { readonly early: EarlyReview; readonly closed: string | null },
  law: Law,
): Duty {
  const held = state.cycle.reviews.find((review) => review.on >= early.on);
  const ruleId = early.urgent ? 'review.early-urgent' : 'review.early';
  const bookedOn = bookingOf(state)?.bookedFor ?? null;
  const endedBecause = early.declined ? 'the IRO recorded why it is not justified' : closed;
  const owing = { ruleId, anchor: early.factId, inputs: { reviewTriggeredOn: early.on }, holder: 'iro' } as const;
  return dutyFromRule({ ...owing, bookedOn, metOn: held?.on ?? null, endedBecause }, law);
}

/**
 * The plan for permanence is due three months after the first review was held, before that after its due date;
 * extra or early reviews never move it, and until it is ratified it stays due (timescales §0.1.1). A plan that is ratified
 * later, in place of another, was not late for that.
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
    metOn: state.cycle.plans[0]?.on ?? null,
    endedBecause: closed,
  };
  return [dutyFromRule({ ...owing, knowledge: notToldByReturn(state, entry.told) }, law)];
}

/** The day by which the plan for permanence is to be ratified, which is that of the second review; null: nothing to count from. */
export function planDueOn(state: PeriodOfCare, links: readonly ReviewLink[], law: Law): CalendarDate | null {
  return permanencePlan(state, { links, closed: null }, law)[0]?.dueOn ?? null;
}
