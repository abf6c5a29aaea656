import type { CarePlanningCommands } from './care-planning/commands.ts';
import type { ReviewCycleCommands } from './review-cycle/commands.ts';

/** Commands of a period of care and their content, aspect by aspect. */
export type PeriodOfCareCommands = CarePlanningCommands & ReviewCycleCommands;
