import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import type { Approval, ConnectedCarer, Step } from './state.ts';

const CHECKS = ['checks', 'references', 'medical'] as const;

export type Assessment = {
  /** The temporary approval from which its milestones count; null: there is none yet. */
  readonly first: Approval | null;
  /** The day on which the last approval before it had ended: what was done before that belongs to an earlier one. */
  readonly since: CalendarDate | '';
  /** The day on which the next assessment began: what was done after that belongs to it; null: this is the present one. */
  readonly until: CalendarDate | null;
};

/** Each assessment of the household: one begins with the first temporary approval after all earlier ones have ended. */
export function assessmentsOf({ children }: ConnectedCarer): readonly Assessment[] {
  const approvals = children
    .flatMap((child) => child.approvals)
    .filter(({ as, hasEffect }) => as === 'reg-24' && hasEffect)
    .sort(by(({ on }) => on));
  const began: Omit<Assessment, 'until'>[] = [];
  let endedOn: CalendarDate | '' | null = '';
  for (const approval of approvals) {
    if (endedOn !== null && endedOn < approval.on) began.push({ first: approval, since: endedOn });
    const ended: CalendarDate | null = approval.ended?.on ?? null;
    endedOn = endedOn === null || ended === null ? null : laterOf(endedOn || ended, ended);
  }
  const all = began.length === 0 ? [{ first: null, since: '' as const }] : began;
  return all.map((each, place) => ({ ...each, until: all[place + 1]?.first?.on ?? null }));
}

export function isWithin(on: CalendarDate, { since, until }: Assessment): boolean {
  return on >= since && (until === null || on <= until);
}

/** What came in last of checks, references and medical: all that is asked for first (FSR 2011 reg 26(1)); null until all are there. */
export function lastCheck({ steps }: ConnectedCarer, assessment: Assessment): Step | null {
  const first = CHECKS.flatMap(
    (check) => steps.find(({ step, on }) => step === check && isWithin(on, assessment)) ?? [],
  );
  return first.length < CHECKS.length ? null : first.reduce((last, step) => (step.on > last.on ? step : last));
}
