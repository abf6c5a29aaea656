import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import { ALL_CARERS, carersAt, carersNow, changesOfCarers, wasCarerOn } from './carers.ts';
import { CARER_CHECKS } from './commands.ts';
import type { Approval, ConnectedCarer, Dated, Step } from './state.ts';

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

/**
 * What made checks, references and medical complete, all that is asked for first (FSR 2011 reg 26(1)): on the first day on which
 * every carer of that day has all of it. It is the last of them that came in, or that a carer left who lacked some; null: they
 * are not complete.
 */
export function lastCheck(state: ConnectedCarer, assessment: Assessment): Dated | null {
  const changes = changesOfCarers(state);
  const days = [...state.steps, ...changes].map(({ on }) => on).filter((on) => isWithin(on, assessment));
  const complete = days.sort().flatMap((day) => {
    const checks = firstChecks(state, assessment, carersAt(state, day));
    const there = checks.flatMap(({ first }) => (first !== null && first.on <= day ? [first] : []));
    const isComplete = there.length > 0 && there.length === checks.length;
    return isComplete ? [...there, ...changes].filter(({ on }) => on === day) : [];
  });
  return complete[0] ?? null;
}

/** What the carers of today lack: whatever all of them lack, and of each what others have; of who joined later, too. */
export function outstandingChecks(state: ConnectedCarer, assessment: Assessment): readonly string[] {
  const carers = carersNow(state);
  const all = firstChecks(state, assessment, carers);
  return CARER_CHECKS.flatMap((check) => {
    const lacking = all.filter(({ step, first }) => step === check && first === null);
    return lacking.length === carers.length && lacking.length > 0
      ? [check]
      : lacking.map(({ carer }) => `${check} of ${carer}`);
  });
}

type Check = { readonly step: string; readonly carer: string; readonly first: Step | null };

/** When each carer first had each of the checks. */
function firstChecks(state: ConnectedCarer, assessment: Assessment, carers: readonly string[]): readonly Check[] {
  return CARER_CHECKS.flatMap((step) =>
    carers.map((carer) => {
      const isOf = (taken: Step): boolean => taken.step === step && isWithin(taken.on, assessment);
      return { step, carer, first: state.steps.find((taken) => isOf(taken) && holdsFor(state, taken, carer)) ?? null };
    }),
  );
}

function holdsFor(state: ConnectedCarer, step: Step, carer: string): boolean {
  if (step.carer !== null) return step.carer === carer;
  return carer === ALL_CARERS || wasCarerOn(state, carer, step.on);
}
