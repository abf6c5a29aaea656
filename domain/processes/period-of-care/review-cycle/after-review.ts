import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { isAuthorisedForAdoption, isInCareOfAuthority } from '../../../rulebook/regime.ts';
import { isToldAsPast, notToldByReturn } from '../knowledge.ts';
import { legalStatusOn, type PeriodOfCare, type Review } from '../state.ts';
import { NEXT_HELD } from './chains.ts';
import { AGREED_BY_SILENCE } from './time.ts';

type AfterReview = { readonly review: Review; readonly place: number; readonly closed: string | null };

type Following = { readonly step: string; readonly ruleId: string };

const FOLLOWING: readonly Following[] = [
  { step: 'child-spoken-to', ruleId: 'iro.child' },
  { step: 'rights-explained', ruleId: 'iro.rights' },
  { step: 'decisions', ruleId: 'review.decisions' },
  { step: 'record', ruleId: 'review.record' },
  { step: 'distribute', ruleId: 'review.distribute' },
  { step: 'care-plan-update', ruleId: 'careplan.update' },
  { step: 'plan-explained', ruleId: 'lifestory.explain' },
];

/** What follows a review. A return tells only that it was held: of its reviews the latest alone is asked about. */
export function afterReview(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): readonly Duty[] {
  const isLatest = place === state.cycle.reviews.length - 1;
  if (isToldAsPast(state, review) && !isLatest) return [];
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
    ...(review.how === 'adjourned' ? [adjournment(state, { review, place, closed }, law)] : []),
    midpoint(state, { review, place, closed }, law),
    ...anotherApproach(state, { review, place, closed }, law),
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

function adjournment(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): Duty {
  const end = state.cycle.reviews[place + 1] === undefined ? closed : NEXT_HELD;
  const owing = {
    ruleId: 'review.adjourn',
    anchor: review.factId,
    inputs: { reviewOpenedOn: review.on },
    holder: 'iro',
  } as const;
  return dutyFromRule({ ...owing, metOn: review.completedOn, endedBecause: end }, law);
}

/** The IRO's check between reviews: six weeks after the first, three months after later ones; the next review ends it. */
function midpoint(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): Duty {
  const next = state.cycle.reviews[place + 1];
  const rule =
    place === 0 && state.care.entry?.startKnown === true
      ? { ruleId: 'iro.midpoint', inputs: { firstReviewHeldOn: review.on } }
      : { ruleId: 'iro.midpoint-later', inputs: { previousReviewHeldOn: review.on } };
  const end = next === undefined ? closed : NEXT_HELD;
  const knowledge = notToldByReturn(state, review.told);
  return dutyFromRule(
    { ...rule, anchor: review.factId, metOn: review.steps['midpoint'] ?? null, endedBecause: end, knowledge },
    law,
  );
}

/** Two reviews in a row without the child and without views (PN7) ask for another approach (timescales §0.1.11). */
function anotherApproach(state: PeriodOfCare, { review, place, closed }: AfterReview, law: Law): readonly Duty[] {
  const [before, next] = [state.cycle.reviews[place - 1], state.cycle.reviews[place + 1]];
  if (review.participation !== 'PN7' || before?.participation !== 'PN7') return [];
  const owing = {
    ruleId: 'iro.voice',
    anchor: review.factId,
    inputs: { reviewHeldOn: review.on },
    metOn: review.steps['another-approach'] ?? null,
    endedBecause: next === undefined ? closed : NEXT_HELD,
    knowledge: notToldByReturn(state, review.told),
  };
  return [dutyFromRule(owing, law)];
}
