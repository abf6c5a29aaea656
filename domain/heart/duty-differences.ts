import type { CalendarDate } from '../calendar/calendar-date.ts';
import { by } from '../in-order.ts';
import type { JsonObject } from '../json.ts';
import type { Duty } from './duty.ts';
import type { KeptDuty } from './kept.ts';

/** How a duty differs from what was kept of it: one event each. */
export type DutyDifference = {
  readonly kind:
    | 'duty-opened'
    | 'duty-reopened'
    | 'duty-met'
    | 'duty-ended'
    | 'duty-re-dated'
    | 'duty-practice-date-moved'
    | 'duty-quieted'
    | 'duty-withdrawn';
  readonly dutyId: string;
  readonly on: CalendarDate;
  readonly payload: JsonObject;
};

/** Kinds of difference that set a date: what is done about the duty is keyed by their sequence. */
export const DATING_KINDS: readonly string[] = ['duty-opened', 'duty-reopened', 'duty-re-dated', 'duty-quieted'];

/** The authority's own date moved: nothing is dated anew by it, and nobody is told again. */
export const PRACTICE_DATE_MOVED = 'duty-practice-date-moved';

const DIFFERENCE_KINDS: readonly string[] = [
  ...DATING_KINDS,
  'duty-met',
  'duty-ended',
  'duty-withdrawn',
  PRACTICE_DATE_MOVED,
];

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
  return [...changed, ...gone].sort(by(({ dutyId }) => dutyId));
}

type Found = { readonly kind: DutyDifference['kind']; readonly extra: JsonObject };

function differencesOf(before: Duty | null, duty: Duty, today: CalendarDate): readonly DutyDifference[] {
  return [...(before === null ? [] : movesOf(before, duty)), ...statusOf(before, duty)].map(({ kind, extra }) => ({
    kind,
    dutyId: duty.id,
    on: today,
    payload: { dutyId: duty.id, ruleId: duty.ruleId, dueOn: duty.dueOn, ...momentOf(duty), ...extra },
  }));
}

/** The moment by which it is due, where hours count. */
function momentOf({ dueAt }: Duty): JsonObject {
  return dueAt === undefined ? {} : { dueAt };
}

function movesOf(before: Duty, duty: Duty): readonly Found[] {
  const found: Found[] = [];
  const { dueOn, lastDefensibleOn, practiceOn } = duty;
  if (isRedated(before, duty))
    found.push({ kind: 'duty-re-dated', extra: { from: before.dueOn, to: dueOn, lastDefensibleOn } });
  if (duty.status === 'open' && before.quietUntil !== duty.quietUntil)
    found.push({ kind: 'duty-quieted', extra: { until: duty.quietUntil ?? null } });
  // A build before practice dates kept none.
  const from = before.practiceOn ?? null;
  if (duty.status === 'open' && from !== practiceOn)
    found.push({ kind: PRACTICE_DATE_MOVED, extra: { from, to: practiceOn } });
  return found;
}

function statusOf(before: Duty | null, duty: Duty): readonly Found[] {
  switch (duty.status) {
    case 'open':
      if (before === null) return [{ kind: 'duty-opened', extra: { lastDefensibleOn: duty.lastDefensibleOn } }];
      return before.status === 'open' ? [] : [{ kind: 'duty-reopened', extra: { was: before.status } }];
    case 'met':
      return isMetAsBefore(before, duty) ? [] : [{ kind: 'duty-met', extra: metOf(duty) }];
    case 'ended':
      return before?.status === 'ended' ? [] : [{ kind: 'duty-ended', extra: { because: duty.endedBecause } }];
  }
}

function isMetAsBefore(before: Duty | null, { metOn, metAt }: Duty): boolean {
  return before?.metOn === metOn && before.metAt === metAt;
}

function metOf({ metOn, metAt }: Duty): JsonObject {
  return metAt === undefined ? { metOn } : { metOn, metAt };
}

function isRedated(before: Duty, duty: Duty): boolean {
  return (
    before.dueOn !== duty.dueOn || before.lastDefensibleOn !== duty.lastDefensibleOn || before.dueAt !== duty.dueAt
  );
}

function withdrawn(duty: Duty, today: CalendarDate): DutyDifference {
  return {
    kind: 'duty-withdrawn',
    dutyId: duty.id,
    on: today,
    payload: { dutyId: duty.id, ruleId: duty.ruleId, dueOn: duty.dueOn },
  };
}
