import type { Announcement, Derived } from '../../../heart/fact.ts';
import type { PeriodOfCare } from '../state.ts';
import { callForReview } from './called-early.ts';

/** What a missing episode makes known: the child is or has been persistently absent from placement. */
export const PERSISTENT_ABSENCE = 'persistent-absence';

/** Persistent absence opens a review before its date (CPPCR reg 33(3)(aa)). */
export function absenceCallsForReview(state: PeriodOfCare, announcement: Announcement): readonly Derived[] {
  return callForReview(state, 'persistently-absent', announcement);
}
