import type { PeriodOfCareCommands } from '../../../domain/processes/period-of-care/commands.ts';
import type { Offer } from '../offer.ts';
import { CARE_PLAN_OFFER } from './care-plan.ts';
import { CARE_PLANNING_OFFER } from './care-planning.ts';
import { LEGAL_BASES_OFFER } from './legal-bases.ts';
import { PLACEMENTS_OFFER } from './placements.ts';
import { PERMANENCE_OFFER } from './permanence.ts';
import { PROCEEDINGS_OFFER } from './proceedings.ts';
import { REVIEW_CYCLE_OFFER } from './review-cycle.ts';
import { SUPERVISION_OFFER } from './supervision.ts';
import { VISITS_OFFER } from './visits.ts';
import { WITH_PARENTS_OFFER } from './with-parents.ts';

/** What may be said to a period of care. */
export const PERIOD_OF_CARE_OFFER = {
  kind: 'period-of-care',
  opening: { with: 'record-entry', subject: 'child-by-local-reference' },
  commands: {
    ...CARE_PLANNING_OFFER,
    ...CARE_PLAN_OFFER,
    ...LEGAL_BASES_OFFER,
    ...PROCEEDINGS_OFFER,
    ...PLACEMENTS_OFFER,
    ...WITH_PARENTS_OFFER,
    ...REVIEW_CYCLE_OFFER,
    ...VISITS_OFFER,
    ...PERMANENCE_OFFER,
    ...SUPERVISION_OFFER,
  },
} satisfies Offer<PeriodOfCareCommands>;
