import type { Fact } from '../../heart/fact.ts';
import { readDate, readText, textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { contradicted } from '../contradictory.ts';
import { ACTION_GRADES, ACTION_ROLES, type ActionGrade, type PracticeEvaluationRefusal } from './commands.ts';
import { followUpsFrom, isOpen, type Action, type PracticeEvaluation, type Round } from './state.ts';

type Change = Partial<PracticeEvaluation> | PracticeEvaluationRefusal;

/** What each fact changes; a refusal says why it cannot be. */
const EVOLVE: Readonly<Record<string, (state: PracticeEvaluation, fact: Fact) => Change>> = {
  'evaluation-recorded': (state, fact) => {
    if (state.evaluation !== null) return 'already-evaluated';
    const { payload } = fact;
    const said = { theme: readText(payload, 'theme'), grade: textOf(payload, 'grade'), by: textOf(payload, 'by') };
    return { evaluation: { ...toldBy(fact), ...said } };
  },
  'action-agreed': (state, fact) => {
    if (state.closedOn !== null) return 'already-closed';
    const { payload } = fact;
    const role = ACTION_ROLES.find((each) => each === readText(payload, 'role')) ?? 'social-worker';
    const action = { factId: fact.id, grade: actionGradeOf(payload), role, byOn: readDate(payload, 'byOn') };
    const rounds = [{ ...toldBy(fact), completed: null }];
    return { ...withDoer(state, textOf(payload, 'owner')), actions: [...state.actions, { ...action, rounds }] };
  },
  'action-completed': (state, fact) => {
    const action = actionIn(state, fact);
    if (action === undefined) return 'unknown-action';
    if (!isOpen(action)) return 'action-completed';
    const { on, at } = toldBy(fact);
    const rounds = action.rounds.map((round) => ({ ...round, completed: round.completed ?? { on, at } }));
    return { ...withDoer(state, textOf(fact.payload, 'by')), ...withRounds(state, action, rounds) };
  },
  'followed-up': (state, fact) =>
    state.doers.includes(textOf(fact.payload, 'by'))
      ? 'same-person'
      : { followedUpOn: [...state.followedUpOn, fact.on] },
  'finding-recurred': (state, fact) => {
    const action = actionIn(state, fact);
    if (action === undefined) return 'unknown-action';
    if (isOpen(action)) return 'action-open';
    return { closedOn: null, ...withRounds(state, action, [...action.rounds, { ...toldBy(fact), completed: null }]) };
  },
  'evaluation-closed': (state, fact) => mayNotClose(state, textOf(fact.payload, 'by')) ?? { closedOn: fact.on },
};

/** Closed by another person than who evaluated or did anything about it, when all is done and has been looked at again. */
function mayNotClose(state: PracticeEvaluation, by: string): PracticeEvaluationRefusal | null {
  if (state.closedOn !== null) return 'already-closed';
  if (state.actions.some(isOpen)) return 'actions-open';
  const from = followUpsFrom(state).at(-1);
  if (from !== undefined && !state.followedUpOn.some((on) => on > from.on)) return 'follow-up-missing';
  return state.evaluation?.by === by || state.doers.includes(by) ? 'same-person' : null;
}

export function actionGradeOf(payload: JsonObject): ActionGrade {
  return ACTION_GRADES.find((each) => each === readText(payload, 'grade')) ?? 'requires-improvement';
}

function actionIn({ actions }: PracticeEvaluation, { payload }: Fact): Action | undefined {
  return actions.find(({ factId }) => factId === readText(payload, 'action'));
}

function withRounds(
  { actions }: PracticeEvaluation,
  action: Action,
  rounds: readonly Round[],
): Pick<PracticeEvaluation, 'actions'> {
  return { actions: actions.map((each) => (each === action ? { ...action, rounds } : each)) };
}

function withDoer({ doers }: PracticeEvaluation, person: string): Pick<PracticeEvaluation, 'doers'> {
  return { doers: doers.includes(person) ? doers : [...doers, person].sort() };
}

function toldBy({ id: factId, on, at }: Fact): Omit<Round, 'completed'> {
  return { factId, on, at: at ?? null };
}

/** Who says that an action was carried out stays who did it, also where the action was withdrawn afterwards. */
export function evolve(state: PracticeEvaluation, fact: Fact): PracticeEvaluation {
  const isEarly = state.evaluation === null && fact.kind !== 'evaluation-recorded';
  const change = isEarly ? 'not-evaluated' : (EVOLVE[fact.kind]?.(state, fact) ?? {});
  if (typeof change !== 'string') return { ...state, ...change };
  const doer = fact.kind === 'action-completed' ? withDoer(state, textOf(fact.payload, 'by')) : {};
  return contradicted({ ...state, ...doer }, fact, change);
}
