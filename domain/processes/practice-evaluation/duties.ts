import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { contradictionDuties } from '../contradictory.ts';
import type { ActionGrade } from './commands.ts';
import { closedBecause, followUpsFrom, isOpen, type Action, type PracticeEvaluation, type Round } from './state.ts';

/** What an evaluation owes: its actions by their grade, another look at them, and closing by another person (timescales §13). */
export function evaluationDuties(state: PracticeEvaluation, law: Law): readonly Duty[] {
  const closed = closedBecause(state);
  const looked = followUps(state, law);
  return [
    ...state.actions.flatMap((action) => action.rounds.map((round) => actionDuty(action, { round, closed }, law))),
    ...looked,
    ...closing(state, looked.at(-1) ?? null, law),
    ...contradictionDuties(state, closed, law),
  ];
}

/** The dates of an action of a grade from the moment it was agreed or its finding recurred. */
export function datedByGrade(grade: ActionGrade, { factId, on, at }: Round): Owing {
  const inputs = grade === 'immediate' ? { actionAgreedAt: at ?? on } : { actionAgreedOn: on };
  return { ruleId: `audit.${grade}`, anchor: factId, inputs };
}

/** Owed by the role of its owner; the owner's own day is reminded of and the day of its grade is overdue. */
function actionDuty(
  { grade, role, byOn, rounds }: Action,
  { round, closed }: { readonly round: Round; readonly closed: string | null },
  law: Law,
): Duty {
  const { completed } = round;
  const done = { metOn: completed?.on ?? null, metAt: completed?.at ?? undefined, endedBecause: closed, holder: role };
  const duty = dutyFromRule({ ...datedByGrade(grade, round), ...done }, law);
  const own = round === rounds[0] && byOn !== null && byOn < duty.dueOn ? byOn : duty.practiceOn;
  return { ...duty, owner: role, practiceOn: own };
}

/** The follow-up that counts now; null: nothing is to be looked at again. */
export function followUp(state: PracticeEvaluation, law: Law): Duty | null {
  return followUps(state, law).at(-1) ?? null;
}

/** Between six and eight weeks after the evaluation, and again after each finding that recurs; an earlier look does not count. */
function followUps(state: PracticeEvaluation, law: Law): readonly Duty[] {
  const all = followUpsFrom(state);
  return all.map((from, place) => {
    const next = all[place + 1];
    const owing = { ruleId: 'audit.follow-up', anchor: from.factId, inputs: { auditedOn: from.on } };
    const { earliestOn } = dutyFromRule(owing, law);
    const isOfThis = (on: CalendarDate): boolean =>
      earliestOn !== null && on >= earliestOn && (next === undefined || on <= next.on);
    const metOn = state.followedUpOn.find(isOfThis) ?? null;
    const endedBecause = next === undefined ? closedBecause(state) : 'a finding recurred, and is looked at again';
    return dutyFromRule({ ...owing, metOn, endedBecause }, law);
  });
}

/** Once everything is done and has been looked at, another person closes. */
function closing(state: PracticeEvaluation, looked: Duty | null, law: Law): readonly Duty[] {
  const { evaluation, actions, closedOn } = state;
  const doneOn = looked === null ? evaluation?.on : looked.metOn;
  if (evaluation === null || doneOn == null || actions.some(isOpen)) return [];
  const owing = {
    ruleId: 'audit.closing',
    anchor: looked?.anchor ?? evaluation.factId,
    inputs: { auditDoneOn: doneOn },
  };
  return [dutyFromRule({ ...owing, metOn: closedOn }, law)];
}
