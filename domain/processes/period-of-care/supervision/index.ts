import type { Aspect } from '../aspect.ts';
import { SUPERVISION_DECISIONS } from './decide.ts';
import { supervisionDuties } from './duties.ts';
import { SUPERVISION_FACTS } from './evolve.ts';

/** The supervision of this child's case: discussions at their frequency, decisions with owner and day. */
export const SUPERVISION: Aspect = {
  decisions: SUPERVISION_DECISIONS,
  facts: SUPERVISION_FACTS,
  duties: supervisionDuties,
};
