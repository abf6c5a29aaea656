import type { Aspect } from '../aspect.ts';
import { PERMANENCE_DECISIONS } from './decide.ts';
import { permanenceDuties } from './duties.ts';
import { PERMANENCE_FACTS } from './evolve.ts';

/** The way to permanence: planning meetings, panel, days of decision, brothers and sisters, life story, section 20 without a route. */
export const PERMANENCE: Aspect = {
  decisions: PERMANENCE_DECISIONS,
  facts: PERMANENCE_FACTS,
  duties: permanenceDuties,
};
