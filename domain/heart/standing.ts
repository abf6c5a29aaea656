import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Role } from '../rulebook/role.ts';

/** A duty as the waiting workflow sees it: rule, date and reference, nothing of its content. */
export type StandingDuty = {
  readonly id: string;
  readonly ruleId: string;
  readonly title: string;
  readonly dueOn: CalendarDate;
  readonly overdue: boolean;
};

/**
 * Something that will have to be done at a time:
 * `remind` before a due date, `escalate` after it (or when an answer or promise runs out), `elapse` when time alone changes the process.
 */
export type StandingStep = {
  readonly kind: 'remind' | 'escalate' | 'elapse';
  readonly at: Instant;
  /** Empty for `elapse`. */
  readonly dutyId: string;
  readonly datedBy: number;
  readonly step: string;
  readonly ruleTitle: string;
  readonly dueOn: CalendarDate | null;
  readonly roles: readonly Role[];
};

/** What a workflow is given to wait by. No direct identifier, no content. */
export type Standing = {
  readonly processId: string;
  readonly stage: string;
  readonly duties: readonly StandingDuty[];
  /** The steps to come, earliest first (at most ten: the workflow asks again after each). */
  readonly steps: readonly StandingStep[];
  readonly overdue: number;
  readonly closed: boolean;
  /** Open duties besides those listed; absent: none. */
  readonly more?: number;
};

const DUTIES_TOLD = 6;
const STEPS_TOLD = 3;

/**
 * What of a standing the engine is given: the next steps, and the open duties that are overdue or that these steps concern.
 * The workflow waits by the first step and asks again after it; all of it is in the record.
 */
export function briefOf(standing: Standing): Standing {
  const steps = standing.steps.slice(0, STEPS_TOLD);
  const concerned = new Set(steps.map(({ dutyId }) => dutyId));
  const duties = standing.duties.filter(({ id, overdue }) => overdue || concerned.has(id)).slice(0, DUTIES_TOLD);
  const more = standing.duties.length - duties.length;
  return { ...standing, duties, steps, ...(more > 0 && { more }) };
}
