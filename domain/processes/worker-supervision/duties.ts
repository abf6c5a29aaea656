import { addDays } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { contradictionDuties } from '../contradictory.ts';
import { closedBecause, type WorkerSupervision } from './state.ts';

type Held = WorkerSupervision['held'][number];

/** One supervision after another, each dated from the one before (timescales §13 supervision.case). */
export function supervisionDuties(state: WorkerSupervision, law: Law): readonly Duty[] {
  const { begun, held } = state;
  const closed = closedBecause(state);
  if (begun === null) return contradictionDuties(state, closed, law);
  const from = [begun, ...held];
  return [
    ...from.flatMap((before, place) => next(state, { before, met: held[place] ?? null, closed }, law)),
    ...contradictionDuties(state, closed, law),
  ];
}

/**
 * What is owed after one supervision until the next. Where the worker is away on the day it falls due it is excused, and owed
 * soon after the return instead, which moves if the worker is away then: there is a next date always.
 */
function next(
  state: WorkerSupervision,
  { before, met, closed }: { readonly before: Held; readonly met: Held | null; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const first = ordinary(state, before);
  const excused: string[] = [];
  let owing = first;
  for (const { on, through } of state.absences) {
    const { dueOn } = dutyFromRule(owing, law);
    // Who was supervised before going away owes nothing more until the next date.
    if (on > dueOn || dueOn > through || (met !== null && met.on < on)) continue;
    excused.push(`the worker was away from ${on} to ${through}`);
    const inputs = { workReturnedOn: addDays(through, 1) };
    owing = { ruleId: 'supervision.worker-return', anchor: before.factId, inputs };
  }
  const last = { bookedOn: met === null ? state.bookedFor : null, metOn: met?.on ?? null, endedBecause: closed };
  return [
    ...excused.slice(0, 1).map((endedBecause) => dutyFromRule({ ...first, endedBecause }, law)),
    dutyFromRule({ ...owing, ...last }, law),
  ];
}

/** Fortnightly while newly qualified, as long as the authority said, every four weeks afterwards. */
function ordinary({ begun }: WorkerSupervision, { factId, on }: Held): Owing {
  const through = begun?.fortnightlyThrough ?? null;
  const isNew = through !== null && on <= through;
  const ruleId = isNew ? 'supervision.worker-new' : 'supervision.worker';
  return { ruleId, anchor: factId, inputs: { previousSupervisionOn: on } };
}
