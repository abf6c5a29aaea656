import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import type { Approval, ConnectedCarer, Step } from './state.ts';

const CHECKS = ['checks', 'references', 'medical'] as const;

export type Assessment = {
  /** The temporary approval from which its milestones count; null: there is none yet. */
  readonly first: Approval | null;
  /** The day on which the last approval before it had ended: what was done before that belongs to an earlier one. */
  readonly since: CalendarDate | '';
};

/** The assessment that runs: it begins with the first temporary approval after all earlier ones have ended. */
export function presentAssessment({ children }: ConnectedCarer): Assessment {
  const approvals = children
    .flatMap((child) => child.approvals)
    .filter(({ as, hasEffect }) => as === 'reg-24' && hasEffect)
    .sort(by(({ on }) => on));
  let present: Assessment = { first: null, since: '' };
  let endedOn: CalendarDate | '' | null = '';
  for (const approval of approvals) {
    if (endedOn !== null && endedOn < approval.on) present = { first: approval, since: endedOn };
    const ended: CalendarDate | null = approval.ended?.on ?? null;
    endedOn = endedOn === null || ended === null ? null : laterOf(endedOn || ended, ended);
  }
  return present;
}

/** What came in last of checks, references and medical: all that is asked for first (FSR 2011 reg 26(1)); null until all are there. */
export function lastCheck({ steps }: ConnectedCarer, { since }: Assessment): Step | null {
  const first = CHECKS.flatMap((check) => steps.find(({ step, on }) => step === check && on >= since) ?? []);
  return first.length < CHECKS.length ? null : first.reduce((last, step) => (step.on > last.on ? step : last));
}
