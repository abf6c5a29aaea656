import { dutyFromRule, type Owing } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { notToldByReturn } from '../knowledge.ts';
import type { Entry, PeriodOfCare } from '../state.ts';
import type { Decision, Discussion } from './state.ts';

/** By the weeks that were set: other than every four, eight for a settled placement, never more than twelve (local). */
const RULES: Readonly<Record<number, string>> = { 8: 'supervision.case-settled', 12: 'supervision.case-longest' };

/** This child is discussed at its frequency; what was decided is on file and is done (timescales §§0.1.13, 13). */
export function supervisionDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { entry } = state.care;
  if (entry === null) return [];
  const { discussions, decisions, weeks } = state.supervision;
  const owed: readonly Owing[] = [
    firstDiscussion(state, entry, closed),
    ...discussions.flatMap((discussion, place) => [
      nextDiscussion(discussion, { next: discussions[place + 1] ?? null, weeks, closed }),
      onFile(discussion),
    ]),
    ...decisions.map((decision) => toBeDone(decision, closed)),
  ];
  return owed.map((owing) => dutyFromRule(owing, law));
}

function firstDiscussion(state: PeriodOfCare, entry: Entry, closed: string | null): Owing {
  return {
    ruleId: 'supervision.case',
    anchor: entry.factId,
    inputs: { lastDiscussedOn: entry.on },
    metOn: state.supervision.discussions[0]?.on ?? null,
    endedBecause: closed,
    knowledge: notToldByReturn(state, entry.told),
  };
}

/** A shorter frequency counts at once, a longer one from the next discussion on: no date that is overdue is put off by it. */
function nextDiscussion(
  last: Discussion,
  { next, weeks, closed }: { readonly next: Discussion | null; readonly weeks: number; readonly closed: string | null },
): Owing {
  return {
    ruleId: RULES[Math.min(last.weeks, next?.weeks ?? weeks)] ?? 'supervision.case',
    anchor: last.factId,
    inputs: { lastDiscussedOn: last.on },
    metOn: next?.on ?? null,
    endedBecause: closed,
  };
}

/** Recording it here puts it on the child's file. */
function onFile({ factId, on, recordedOn }: Discussion): Owing {
  return { ruleId: 'supervision.record', anchor: factId, inputs: { discussedOn: on }, metOn: recordedOn };
}

function toBeDone({ factId, byOn, doneOn, dropped }: Decision, closed: string | null): Owing {
  return {
    ruleId: 'supervision.decision',
    anchor: factId,
    inputs: { decisionDueOn: byOn },
    metOn: doneOn,
    endedBecause: dropped ? 'it was dropped, with a reason' : closed,
  };
}
