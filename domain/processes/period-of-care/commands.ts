import type { CarePlanningCommands } from './care-planning/commands.ts';
import type { WithParentsCommands } from './care-planning/with-parents.ts';
import type { PermanenceCommands } from './permanence/commands.ts';
import type { ReviewCycleCommands } from './review-cycle/commands.ts';
import type { SupervisionCommands } from './supervision/commands.ts';
import type { VisitCommands } from './visits/commands.ts';

/** Commands of a period of care and their content, aspect by aspect. */
export type PeriodOfCareCommands = CarePlanningCommands &
  WithParentsCommands &
  ReviewCycleCommands &
  VisitCommands &
  PermanenceCommands &
  SupervisionCommands;
