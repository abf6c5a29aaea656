import type { CarePlanningCommands } from './care-planning/commands.ts';
import type { CarePlanCopyCommands } from './care-planning/care-plan-copies.ts';
import type { CeasingCommands } from './care-planning/ceasing.ts';
import type { ContactCommands } from './care-planning/contact.ts';
import type { DeprivationCommands } from './care-planning/deprivation-of-liberty.ts';
import type { DischargeCommands } from './care-planning/discharge.ts';
import type { EducationMoveCommands } from './care-planning/education-move.ts';
import type { FamilyMeetingCommands } from './care-planning/family-meeting.ts';
import type { LegalBasisCommands } from './care-planning/legal-basis.ts';
import type { NotificationCommands } from './care-planning/notifications.ts';
import type { OtherArrangementsCommands } from './care-planning/other-arrangements.ts';
import type { OutOfAreaCommands } from './care-planning/out-of-area.ts';
import type { OutsideTermsCommands } from './care-planning/outside-terms.ts';
import type { PlacementEndingCommands } from './care-planning/placement-ending.ts';
import type { PreProceedingsCommands } from './care-planning/pre-proceedings.ts';
import type { ProceedingsCommands } from './care-planning/proceedings.ts';
import type { Section20Commands } from './care-planning/section-20.ts';
import type { SecureCommands } from './care-planning/secure.ts';
import type { WithParentsCommands } from './care-planning/with-parents.ts';
import type { PermanenceCommands } from './permanence/commands.ts';
import type { ReviewCycleCommands } from './review-cycle/commands.ts';
import type { ReviewActionCommands } from './review-cycle/review-actions.ts';
import type { SupervisionCommands } from './supervision/commands.ts';
import type { IndependentVisitorCommands } from './visits/independent-visitor.ts';
import type { VisitCommands } from './visits/commands.ts';

/** Commands of a period of care and their content, aspect by aspect. */
export type PeriodOfCareCommands = CarePlanningCommands &
  CarePlanCopyCommands &
  CeasingCommands &
  ContactCommands &
  DeprivationCommands &
  DischargeCommands &
  EducationMoveCommands &
  FamilyMeetingCommands &
  IndependentVisitorCommands &
  LegalBasisCommands &
  NotificationCommands &
  OtherArrangementsCommands &
  OutOfAreaCommands &
  OutsideTermsCommands &
  PlacementEndingCommands &
  PreProceedingsCommands &
  ProceedingsCommands &
  Section20Commands &
  SecureCommands &
  WithParentsCommands &
  ReviewCycleCommands &
  ReviewActionCommands &
  VisitCommands &
  PermanenceCommands &
  SupervisionCommands;
