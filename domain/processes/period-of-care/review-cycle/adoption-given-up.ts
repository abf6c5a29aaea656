import type { Announcement, Derived } from '../../../heart/fact.ts';
import { readText } from '../../../json-reading.ts';
import { planOf, type PeriodOfCare } from '../state.ts';
import { callForReview } from './called-early.ts';
import { consentHeard } from './consent.ts';

/** What family-finding makes known of the agency's decisions: on the plan, and that the plan changed. */
export const AGENCY_DECIDED = 'agency-decision-made';
export const PLAN_CHANGED = 'adoption-plan-changed';

/** Whether the child should be placed: only that it should not says something here. */
export function agencyDecided(state: PeriodOfCare, announcement: Announcement): readonly Derived[] {
  return announcement.payload['shouldBePlaced'] === false ? givenUp(state, announcement) : [];
}

/** The child should no longer be placed; of a change that a return tells, which names no new plan, no review is called. */
export function planChanged(state: PeriodOfCare, announcement: Announcement): readonly Derived[] {
  return readText(announcement.payload, 'newPlan') === null
    ? consentHeard(state, announcement)
    : givenUp(state, announcement);
}

/**
 * Consent authorises nothing any more, and the care plan changes significantly: a review considers that (CPPCR regs 6(2), 32(2);
 * no number of days), unless the IRO has ratified another plan since the search began.
 */
function givenUp(state: PeriodOfCare, announcement: Announcement): readonly Derived[] {
  const plan = planOf(state);
  const searchedSince = state.permanence.searches?.at(-1) ?? '';
  const isConsidered = plan !== null && plan.plan !== 'adoption' && plan.on >= searchedSince;
  return [
    ...consentHeard(state, announcement),
    ...(isConsidered ? [] : callForReview(state, 'care-plan-changing', announcement)),
  ];
}
