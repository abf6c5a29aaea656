import type { Aspect } from './aspect.ts';
import { CARE_PLANNING } from './care-planning/index.ts';
import { CARE_PLAN_COPIES } from './care-planning/care-plan-copies.ts';
import { CEASING } from './care-planning/ceasing.ts';
import { CONTACT } from './care-planning/contact.ts';
import { DEPRIVATION_OF_LIBERTY } from './care-planning/deprivation-of-liberty.ts';
import { DISCHARGE } from './care-planning/discharge.ts';
import { EDUCATION_MOVE } from './care-planning/education-move.ts';
import { FAMILY_MEETING } from './care-planning/family-meeting.ts';
import { LEGAL_BASIS } from './care-planning/legal-basis.ts';
import { NOTIFICATIONS } from './care-planning/notifications.ts';
import { OTHER_ARRANGEMENTS } from './care-planning/other-arrangements.ts';
import { OUT_OF_AREA } from './care-planning/out-of-area.ts';
import { OUTSIDE_TERMS } from './care-planning/outside-terms.ts';
import { PLACEMENT_ENDING } from './care-planning/placement-ending.ts';
import { PRE_PROCEEDINGS } from './care-planning/pre-proceedings.ts';
import { PROCEEDINGS } from './care-planning/proceedings.ts';
import { SECTION_20 } from './care-planning/section-20.ts';
import { SECURE } from './care-planning/secure.ts';
import { WITH_PARENTS } from './care-planning/with-parents.ts';
import { PERMANENCE } from './permanence/index.ts';
import { REVIEW_ACTIONS } from './review-cycle/review-actions.ts';
import { REVIEW_CYCLE } from './review-cycle/index.ts';
import { SUPERVISION } from './supervision/index.ts';
import { INDEPENDENT_VISITOR } from './visits/independent-visitor.ts';
import { VISITS } from './visits/index.ts';

/** The aspects of a period of care, in the order in which facts of one day are folded. */
export const ASPECTS: readonly Aspect[] = [
  CARE_PLANNING,
  LEGAL_BASIS,
  SECURE,
  DEPRIVATION_OF_LIBERTY,
  SECTION_20,
  PRE_PROCEEDINGS,
  FAMILY_MEETING,
  PROCEEDINGS,
  CONTACT,
  NOTIFICATIONS,
  OUT_OF_AREA,
  EDUCATION_MOVE,
  OTHER_ARRANGEMENTS,
  OUTSIDE_TERMS,
  WITH_PARENTS,
  DISCHARGE,
  PLACEMENT_ENDING,
  CEASING,
  REVIEW_CYCLE,
  REVIEW_ACTIONS,
  CARE_PLAN_COPIES,
  VISITS,
  INDEPENDENT_VISITOR,
  PERMANENCE,
  SUPERVISION,
];
