import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';
import { startOfDay, type Instant } from '../calendar/instant.ts';
import { by } from '../in-order.ts';
import type { JsonObject } from '../json.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { isOverdueAt, stepsOf, workingMorning, type TimedStep } from './duty-steps.ts';
import type { Duty } from './duty.ts';
import type { Alert, Kept, KeptDuty } from './kept.ts';
import type { Law } from './law.ts';
import type { Process } from './process.ts';
import type { Standing, StandingStep } from './standing.ts';

/** The standing shows this many steps to come; the workflow asks again after each. */
const STEPS_SHOWN = 10;

export type PendingStep = { readonly keptDuty: KeptDuty; readonly step: TimedStep };
export type PendingAlert = {
  readonly alert: Alert;
  readonly at: Instant;
  readonly reason: 'no-answer' | 'promise-missed';
};

type Bearings = { readonly law: Law; readonly subjectRef: string };

/**
 * Steps still to be taken for a duty's present dating. Those whose time lies before a step already taken
 * are passed over silently: nobody is reminded of what they were already told is overdue.
 */
export function pendingSteps(keptDuty: KeptDuty, { law, subjectRef }: Bearings): readonly PendingStep[] {
  const { duty, stepsDone } = keptDuty;
  const ladder = law.rules.ladders[ruleOf(duty, law.rules).ladder];
  const steps = stepsOf(duty, { ladder, law, subjectRef });
  const latestDoneAt = steps.findLast((step) => stepsDone.includes(step.id))?.at ?? '';
  return steps
    .filter((step) => !stepsDone.includes(step.id) && step.at >= latestDoneAt)
    .map((step) => ({ keptDuty, step }));
}

/** The moment at which an alert goes to the next above: no answer in time, or a promise missed while the duty is still open. */
export function pendingAlert(alert: Alert, { law, subjectRef }: Bearings): PendingAlert | null {
  if (alert.climbed) return null;
  if (alert.status === 'open' && alert.answerBy !== null) return { alert, at: alert.answerBy, reason: 'no-answer' };
  const byOn = alert.status === 'answered' ? (alert.answer?.byOn ?? null) : null;
  if (byOn === null) return null;
  return { alert, at: workingMorning(law.practice.calendar, addDays(byOn, 1), subjectRef), reason: 'promise-missed' };
}

export function ruleOf(duty: Pick<Duty, 'ruleId' | 'fromOn'>, rules: Rulebook): ReturnType<Rulebook['ruleFor']> {
  return rules.ruleFor(duty.ruleId, duty.fromOn);
}

/** Everything that time will make happen, earliest first. */
export function comingSteps<State extends JsonObject>(
  process: Process<State>,
  kept: Kept<State>,
  bearings: Bearings,
): readonly StandingStep[] {
  if (kept.closed) return [];
  const duties = new Map(kept.duties.map((item) => [item.duty.id, item]));
  const ofDuties = kept.duties
    .flatMap((item) => pendingSteps(item, bearings))
    .map((pending) => dutyStep(pending, bearings.law.rules));
  const ofAlerts = kept.alerts.flatMap((alert) => {
    const pending = pendingAlert(alert, bearings);
    const keptDuty = duties.get(alert.dutyId);
    return pending === null || keptDuty?.duty.status !== 'open'
      ? []
      : [alertStep(pending, keptDuty, bearings.law.rules)];
  });
  const changeOn = process.nextChangeOn(kept.state, bearings.law);
  const ofTime = changeOn === null ? [] : [timeStep(changeOn)];
  return [...ofDuties, ...ofAlerts, ...ofTime].sort(by(({ at, dutyId, step }) => `${at}|${dutyId}|${step}`));
}

function dutyStep({ keptDuty, step }: PendingStep, rules: Rulebook): StandingStep {
  const { duty, datedBy } = keptDuty;
  return {
    kind: step.kind,
    at: step.at,
    dutyId: duty.id,
    datedBy,
    step: step.id,
    ruleTitle: ruleOf(duty, rules).title,
    dueOn: duty.dueOn,
    roles: step.tells.map((tell) => tell.role),
  };
}

function alertStep({ alert, at, reason }: PendingAlert, { duty }: KeptDuty, rules: Rulebook): StandingStep {
  return {
    kind: 'escalate',
    at,
    dutyId: duty.id,
    datedBy: alert.datedBy,
    step: `${reason}:${alert.id}`,
    ruleTitle: ruleOf(duty, rules).title,
    dueOn: duty.dueOn,
    roles: [alert.role],
  };
}

/** What the end of a day brings happens when the next day begins. */
function timeStep(on: CalendarDate): StandingStep {
  return {
    kind: 'elapse',
    at: startOfDay(addDays(on, 1)),
    dutyId: '',
    datedBy: 0,
    step: '',
    ruleTitle: '',
    dueOn: null,
    roles: [],
  };
}

/** What the waiting workflow is told: refs, rules and dates only. */
export function standingOf<State extends JsonObject>(
  process: Process<State>,
  {
    processId,
    kept,
    coming,
    law,
  }: {
    readonly processId: string;
    readonly kept: Kept<State>;
    /** The process's coming steps, which nobody works out twice. */
    readonly coming: readonly StandingStep[];
    readonly law: Law;
  },
): Standing {
  const open = kept.duties.filter((item) => item.duty.status === 'open');
  const duties = open.map(({ duty }) => ({
    id: duty.id,
    ruleId: duty.ruleId,
    title: ruleOf(duty, law.rules).title,
    dueOn: duty.dueOn,
    overdue: isOverdueAt(duty, kept.changedAt, law.calendar),
  }));
  return {
    processId,
    stage: process.stage(kept.state),
    duties,
    steps: highestOfPassed(coming, kept.changedAt).slice(0, STEPS_SHOWN),
    overdue: duties.filter((duty) => duty.overdue).length,
    closed: kept.closed,
  };
}

/** Of several steps of a duty that have passed only the highest will be taken: the reader is told of that one, at the time of the first. */
function highestOfPassed(steps: readonly StandingStep[], now: Instant): readonly StandingStep[] {
  const isPassed = (step: StandingStep): boolean => step.at <= now && step.dutyId !== '' && !step.step.includes(':');
  return steps.flatMap((step) => {
    if (!isPassed(step)) return [step];
    const ofDuty = steps.filter((other) => isPassed(other) && other.dutyId === step.dutyId);
    return ofDuty[0] === step ? ofDuty.slice(-1).map((highest) => ({ ...highest, at: step.at })) : [];
  });
}
