import type { Aspect } from '../aspect.ts';
import { CARE_PLANNING_DECISIONS } from './decide.ts';
import { carePlanningDuties } from './duties.ts';
import { CARE_PLANNING_FACTS } from './evolve.ts';

/** Legal status, placements, allocation, care plan and placement plans. */
export const CARE_PLANNING: Aspect = {
  decisions: CARE_PLANNING_DECISIONS,
  facts: CARE_PLANNING_FACTS,
  duties: carePlanningDuties,
};
