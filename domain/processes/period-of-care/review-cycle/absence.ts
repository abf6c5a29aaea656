import type { Announcement, Derived } from '../../../heart/fact.ts';
import { textOf } from '../../../json-reading.ts';
import { endedOn, type PeriodOfCare } from '../state.ts';

/** What a missing episode makes known: the child is or has been persistently absent from placement. */
export const PERSISTENT_ABSENCE = 'persistent-absence';
/** What a period of care makes of it. */
export const EARLY_REVIEW_CALLED = 'early-review-called';

/** Persistent absence opens a review before its date (CPPCR reg 33(3)(aa)), unless one that it opened waits to be held. */
export function absenceCallsForReview(
  state: PeriodOfCare,
  { on, processId, factId }: Announcement,
): readonly Derived[] {
  const { cycle, care } = state;
  const waits = cycle.early.some(
    (early) => early.trigger === 'persistently-absent' && !cycle.reviews.some((review) => review.on >= early.on),
  );
  if (care.entry === null || endedOn(state) !== null || waits) return [];
  return [{ kind: EARLY_REVIEW_CALLED, on, payload: { trigger: 'persistently-absent', by: `${processId}#${factId}` } }];
}

export function earlyReviewCalled(state: PeriodOfCare, { on, payload }: Derived): PeriodOfCare {
  const early = {
    ...{ factId: textOf(payload, 'by'), on, told: 'person' as const },
    ...{ trigger: textOf(payload, 'trigger'), urgent: false, declined: false },
  };
  return { ...state, cycle: { ...state.cycle, early: [...state.cycle.early, early] } };
}
