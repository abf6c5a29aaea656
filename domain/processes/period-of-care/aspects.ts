import type { Aspect } from './aspect.ts';
import { CARE_PLANNING } from './care-planning/index.ts';
import { PERMANENCE } from './permanence/index.ts';
import { REVIEW_CYCLE } from './review-cycle/index.ts';
import { SUPERVISION } from './supervision/index.ts';

/** The aspects of a period of care, in the order in which facts of one day are folded. */
export const ASPECTS: readonly Aspect[] = [CARE_PLANNING, REVIEW_CYCLE, PERMANENCE, SUPERVISION];
