import { londonDateOf } from '../../calendar/instant.ts';
import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate, readInstant, readObjects } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { PracticeEvaluationCommandKind, PracticeEvaluationRefusal } from './commands.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import { datedByGrade, followUp } from './duties.ts';
import { actionGradeOf } from './evolve.ts';
import { isOpen, type PracticeEvaluation } from './state.ts';

const TELLS: Readonly<Record<PracticeEvaluationCommandKind, string>> = {
  'record-evaluation': 'evaluation-recorded',
  'agree-action': 'action-agreed',
  'complete-action': 'action-completed',
  'record-follow-up': 'followed-up',
  'record-recurrence': 'finding-recurred',
  'close-evaluation': 'evaluation-closed',
};

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

const KIND_TOLD: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

/** Each fact names who told it, because others follow up and close. Whether it fits is seen when it is folded in its place. */
export function decide(
  state: PracticeEvaluation,
  command: Command,
  context: Deciding,
): Result<readonly Telling[], PracticeEvaluationRefusal> {
  const kind = KIND_TOLD.get(command.kind) ?? command.kind;
  if (state.evaluation === null && kind !== 'evaluation-recorded') return refuse('not-evaluated');
  const isLookedAt = followUp(state, context)?.status !== 'open';
  if (kind === 'evaluation-closed' && !state.actions.some(isOpen) && !isLookedAt) return refuse('follow-up-missing');
  const when = whenOf(command.payload, context);
  const { on: _on, at: _at, actions: _actions, ...content } = command.payload;
  const by = context.actor.person;
  const told: Telling = { kind, ...when, payload: { ...content, by } };
  const agreed = readObjects(command.payload, 'actions').map((action) => ({
    ...{ kind: 'action-agreed', ...when, payload: { ...action, by } },
  }));
  const actions = kind === 'action-agreed' ? [told] : agreed;
  return actions.every((action) => isWithinItsGrade(action, context))
    ? accept([told, ...agreed])
    : refuse('action-date-outside');
}

function whenOf(payload: JsonObject, { today }: Deciding): Pick<Telling, 'on' | 'at'> {
  const at = readInstant(payload, 'at');
  return at === null ? { on: readDate(payload, 'on') ?? today } : { on: londonDateOf(at), at };
}

/** An action is not planned for later than its grade allows, nor for a day before it was agreed. */
function isWithinItsGrade({ on, at, payload }: Telling, context: Deciding): boolean {
  const byOn = readDate(payload, 'byOn');
  const round = { factId: '', on, at: at ?? null, completed: null };
  return (
    byOn === null || (byOn >= on && byOn <= dutyFromRule(datedByGrade(actionGradeOf(payload), round), context).dueOn)
  );
}
