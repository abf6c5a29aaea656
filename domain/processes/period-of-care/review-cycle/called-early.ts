import type { Announcement, Derived } from '../../../heart/fact.ts';
import { textOf } from '../../../json-reading.ts';
import { endedOn, type PeriodOfCare } from '../state.ts';
import type { EarlyReviewTrigger } from './commands.ts';

/** What a period of care makes of something that it heard and that opens a review before its date. */
export const EARLY_REVIEW_CALLED = 'early-review-called';

/** A review is called, unless one that was called for the same waits to be held. */
export function callForReview(
  state: PeriodOfCare,
  trigger: EarlyReviewTrigger,
  { on, processId, factId }: Announcement,
): readonly Derived[] {
  const { cycle, care } = state;
  const waits = cycle.early.some(
    (early) => early.trigger === trigger && !cycle.reviews.some((review) => review.on >= early.on),
  );
  if (care.entry === null || endedOn(state) !== null || waits) return [];
  return [{ kind: EARLY_REVIEW_CALLED, on, payload: { trigger, by: `${processId}#${factId}` } }];
}

export function earlyReviewCalled(state: PeriodOfCare, { on, payload }: Derived): PeriodOfCare {
  const early = {
    ...{ factId: textOf(payload, 'by'), on, told: 'person' as const },
    ...{ trigger: textOf(payload, 'trigger'), urgent: false, declined: false },
  };
  return { ...state, cycle: { ...state.cycle, early: [...state.cycle.early, early] } };
}
