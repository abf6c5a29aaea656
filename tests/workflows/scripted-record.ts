import { ApplicationFailure } from '@temporalio/common';
import { addDays, calendarDate } from '../../domain/calendar/calendar-date.ts';
import { epochMs, instantFromEpochMs, type Instant } from '../../domain/calendar/instant.ts';
import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import type { KeepActivities, StepInput, StepOutcome } from '../../workflows/contract.ts';

/** One thing a workflow asked, and how late it woke for it. */
export type Asked = {
  readonly what: keyof KeepActivities;
  readonly step: string;
  readonly at: Instant;
  readonly outcome: 'taken' | 'overtaken' | 'looked' | 'failed';
  /** Now less the step's own time; a look has none. */
  readonly latenessMs: number;
};

export type ScriptedRecord = ReturnType<typeof createScriptedRecord>;

/** A record in memory that does what a test writes into it: what it holds is the truth, and it notes what it is asked. */
export function createScriptedRecord() {
  const standings = new Map<string, Standing>();
  const asked = new Map<string, Asked[]>();
  const gates = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  const stuck = new Set<string>();

  const note = (processId: string, entry: Asked): void => {
    asked.set(processId, [...(asked.get(processId) ?? []), entry]);
  };
  const standingOf = (processId: string): Standing => {
    const found = standings.get(processId);
    if (found === undefined)
      throw ApplicationFailure.nonRetryable('the record knows no such process', 'unknown-process');
    return found;
  };
  const take =
    (what: 'remind' | 'escalate' | 'recordExpiry') =>
    async ({ processId, step, now }: StepInput): Promise<StepOutcome> => {
      const latenessMs = epochMs(now) - epochMs(step.at);
      const entry = { what, step: step.step, at: now, latenessMs };
      const left = failures.get(processId) ?? 0;
      if (left > 0) {
        failures.set(processId, left - 1);
        note(processId, { ...entry, outcome: 'failed' });
        throw ApplicationFailure.retryable('the record is away');
      }
      const before = standingOf(processId);
      const isOwed = before.steps.some((owed) => owed.step === step.step && owed.at === step.at);
      if (isOwed && !stuck.has(processId))
        standings.set(processId, { ...before, steps: before.steps.filter((owed) => owed.at > step.at) });
      const outcome = isOwed ? 'taken' : 'overtaken';
      note(processId, { ...entry, outcome });
      await gates.get(processId);
      return { outcome, standing: standingOf(processId) };
    };
  const activities: KeepActivities = {
    look: async ({ processId, now }) => {
      const standing = standingOf(processId);
      note(processId, { what: 'look', step: '', at: now, outcome: 'looked', latenessMs: 0 });
      await gates.get(processId);
      return standing;
    },
    remind: take('remind'),
    escalate: take('escalate'),
    recordExpiry: take('recordExpiry'),
  };
  return {
    activities,
    put: (standing: Standing): Standing => {
      standings.set(standing.processId, standing);
      return standing;
    },
    standingOf,
    asked: (processId: string): readonly Asked[] => asked.get(processId) ?? [],
    /** Answers are held back until the gate is opened. */
    holdBack: (processId: string): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gates.set(processId, promise);
      return () => {
        gates.delete(processId);
        resolve(undefined);
      };
    },
    failNext: (processId: string, times: number): void => void failures.set(processId, times),
    /** From now on every step is answered with the same step again. */
    answerInCircles: (processId: string): void => void stuck.add(processId),
  };
}

const DAY_MS = 86_400_000;
/** Far enough ahead that a slow machine is still before the first step when the workflow begins. */
export const BEGINNING = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS;

/** Noon of a day counted from tomorrow: days apart, never at the edge of a date. At any hour -2 has passed; -1, today, may not have. */
export function noonOf(day: number): Instant {
  return instantFromEpochMs(BEGINNING + day * DAY_MS + DAY_MS / 2);
}

export function aStep(day: number, overrides: Partial<StandingStep> = {}): StandingStep {
  const at = noonOf(day);
  return {
    kind: 'remind',
    at,
    dutyId: 'review.second@made-up',
    datedBy: 7,
    step: `step-${String(day)}`,
    ruleTitle: 'second review',
    dueOn: addDays(calendarDate(at.slice(0, 10)), 14),
    roles: ['team-manager'],
    ...overrides,
  };
}

export function aStanding(processId: string, overrides: Partial<Standing> = {}): Standing {
  return { processId, stage: 'in care', duties: [], steps: [], overdue: 0, closed: false, ...overrides };
}
