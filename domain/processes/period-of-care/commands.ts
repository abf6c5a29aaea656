import type { CarePlanningCommands } from './care-planning/commands.ts';
import type { PermanenceCommands } from './permanence/commands.ts';
import type { ReviewCycleCommands } from './review-cycle/commands.ts';
import type { SupervisionCommands } from './supervision/commands.ts';

/** Commands of a period of care and their content, aspect by aspect. */
export type PeriodOfCareCommands = CarePlanningCommands &
  ReviewCycleCommands &
  PermanenceCommands &
  SupervisionCommands;
