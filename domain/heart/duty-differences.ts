import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { JsonObject } from '../json.ts';
import type { Duty } from './duty.ts';
import type { KeptDuty } from './kept.ts';

/** How a duty differs from what was kept of it: one event each. */
export type DutyDifference = {
  readonly kind: 'duty-opened' | 'duty-reopened' | 'duty-met' | 'duty-ended' | 'duty-re-dated' | 'duty-withdrawn';
  readonly dutyId: string;
  readonly on: CalendarDate;
  readonly payload: JsonObject;
};

/** Kinds of difference that set a date: what is done about the duty is keyed by their sequence. */
export const DATING_KINDS: readonly string[] = ['duty-opened', 'duty-reopened', 'duty-re-dated'];

const DIFFERENCE_KINDS: readonly string[] = [...DATING_KINDS, 'duty-met', 'duty-ended', 'duty-withdrawn'];

export function isDutyDifference(kind: string): boolean {
  return DIFFERENCE_KINDS.includes(kind);
}

/** Compares the duties that follow now with those kept, in a fixed order, so that equal facts give equal events. */
export function dutyDifferences(
  kept: readonly KeptDuty[],
  now: readonly Duty[],
  today: CalendarDate,
): readonly DutyDifference[] {
  const before = new Map(kept.map((item) => [item.duty.id, item.duty]));
  const after = new Map(now.map((duty) => [duty.id, duty]));
  const changed = [...after.values()].flatMap((duty) => differencesOf(before.get(duty.id) ?? null, duty, today));
  const gone = [...before.values()].filter((duty) => !after.has(duty.id)).map((duty) => withdrawn(duty, today));
  return [...changed, ...gone].sort((a, b) => (a.dutyId < b.dutyId ? -1 : a.dutyId > b.dutyId ? 1 : 0));
}

function differencesOf(before: Duty | null, duty: Duty, today: CalendarDate): readonly DutyDifference[] {
  const differences: DutyDifference[] = [];
  const say = (kind: DutyDifference['kind'], extra: JsonObject): void => {
    differences.push({
      kind,
      dutyId: duty.id,
      on: today,
      payload: { dutyId: duty.id, ruleId: duty.ruleId, dueOn: duty.dueOn, ...extra },
    });
  };
  if (before !== null && isRedated(before, duty))
    say('duty-re-dated', { from: before.dueOn, to: duty.dueOn, lastDefensibleOn: duty.lastDefensibleOn });
  if (duty.status === 'open' && before === null) say('duty-opened', { lastDefensibleOn: duty.lastDefensibleOn });
  if (duty.status === 'open' && before !== null && before.status !== 'open')
    say('duty-reopened', { was: before.status });
  if (duty.status === 'met' && (before?.status !== 'met' || before.metOn !== duty.metOn))
    say('duty-met', { metOn: duty.metOn });
  if (duty.status === 'ended' && before?.status !== 'ended') say('duty-ended', { because: duty.endedBecause });
  return differences;
}

function isRedated(before: Duty, duty: Duty): boolean {
  return before.dueOn !== duty.dueOn || before.lastDefensibleOn !== duty.lastDefensibleOn;
}

function withdrawn(duty: Duty, today: CalendarDate): DutyDifference {
  return {
    kind: 'duty-withdrawn',
    dutyId: duty.id,
    on: today,
    payload: { dutyId: duty.id, ruleId: duty.ruleId, dueOn: duty.dueOn },
  };
}
