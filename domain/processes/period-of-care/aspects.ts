import type { Aspect } from './aspect.ts';
import { CARE_PLANNING } from './care-planning/index.ts';
import { WITH_PARENTS } from './care-planning/with-parents.ts';
import { PERMANENCE } from './permanence/index.ts';
import { REVIEW_CYCLE } from './review-cycle/index.ts';
import { SUPERVISION } from './supervision/index.ts';
import { VISITS } from './visits/index.ts';

/** The aspects of a period of care, in the order in which facts of one day are folded. */
export const ASPECTS: readonly Aspect[] = [CARE_PLANNING, WITH_PARENTS, REVIEW_CYCLE, VISITS, PERMANENCE, SUPERVISION];
