import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { searchOverBecause } from './ending.ts';
import { knows } from './knowledge.ts';
import { cameBack, type FamilyFinding, type PlacedForAdoption } from './state.ts';

/** What each placement for adoption asks for: the life-story book, and where it ended the review of the return. */
export function placementDuties(state: FamilyFinding, law: Law): readonly Duty[] {
  return state.life.placements.flatMap((placed) => {
    const returned = cameBack(placed);
    return [lifeStory(state, placed, law), ...(returned === null ? [] : [returnReview(state, returned, law)])];
  });
}

/**
 * By the second review: three months after the first was held, and while it is not held after it is due. A first review held so
 * late that the book was overdue already moves nothing.
 */
function lifeStory(state: FamilyFinding, placed: PlacedForAdoption, law: Law): Duty {
  const review = {
    ruleId: 'adoption.review-placed',
    anchor: placed.factId,
    inputs: { placedForAdoptionOn: placed.on },
  };
  const firstReviewDueOn = dutyFromRule(review, law).dueOn;
  const owed = {
    ruleId: 'adoption.lifestory',
    anchor: placed.factId,
    metOn: state.steps['life-story-first-version'] ?? state.steps['life-story-complete'] ?? null,
    endedBecause: placed.returned === null ? searchOverBecause(state) : 'the placement ended',
    knowledge: knows(state, placed),
  };
  const byDueDate = dutyFromRule({ ...owed, inputs: { firstReviewDueOn } }, law);
  const firstReviewHeldOn = placed.reviews[0];
  return firstReviewHeldOn === undefined || firstReviewHeldOn > byDueDate.dueOn
    ? byDueDate
    : dutyFromRule({ ...owed, inputs: { firstReviewHeldOn } }, law);
}

/** A window: a review before its first day does not count as the review of the return. */
function returnReview(state: FamilyFinding, returned: NonNullable<PlacedForAdoption['returned']>, law: Law): Duty {
  const owed = {
    ruleId: 'adoption.return-review',
    anchor: returned.factId,
    inputs: { returnedFromAdoptionOn: returned.on },
    endedBecause: searchOverBecause(state),
    knowledge: knows(state, returned),
  };
  const { earliestOn } = dutyFromRule(owed, law);
  const metOn = returned.reviews.find((on) => earliestOn === null || on >= earliestOn) ?? null;
  return dutyFromRule({ ...owed, metOn }, law);
}
