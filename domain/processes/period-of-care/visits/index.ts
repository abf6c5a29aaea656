import type { Aspect } from '../aspect.ts';
import { VISIT_DECISIONS } from './decide.ts';
import { visitDuties } from './duties.ts';
import { VISIT_DERIVED, VISIT_FACTS, VISIT_HEARING } from './evolve.ts';

/** Visits by the authority's representative: every regime of CPPCR Part 5, reg 48 and AAR reg 36 (timescales §7). */
export const VISITS: Aspect = {
  decisions: VISIT_DECISIONS,
  facts: VISIT_FACTS,
  hears: VISIT_HEARING,
  derived: VISIT_DERIVED,
  duties: visitDuties,
};
