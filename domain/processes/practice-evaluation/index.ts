import type { Actor } from '../../heart/actor.ts';
import type { Fact } from '../../heart/fact.ts';
import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { readText } from '../../json-reading.ts';
import { GOING_LIVE_HEARD, hearGoingLive, liveSince, quieted, WENT_LIVE } from '../going-live.ts';
import { ALLOCATED, hearAllocation, peopleOf, withAllocation } from '../people-heard.ts';
import { whoToldStands } from '../who-told.ts';
import type { PracticeEvaluationRefusal } from './commands.ts';
import { COMMAND_KINDS, decide } from './decide.ts';
import { evaluationDuties } from './duties.ts';
import { evolve } from './evolve.ts';
import { closedBecause, isOpen, NOT_EVALUATED, type PracticeEvaluation } from './state.ts';

/** Facts of one day in this order: the evaluation, what was agreed and done, what was looked at again, the end. */
const FACT_KINDS: readonly string[] = [
  'evaluation-recorded',
  'action-agreed',
  'action-completed',
  'finding-recurred',
  'followed-up',
  'evaluation-closed',
];

/** An evaluation of the practice with one child: whether it helped, what is to be done about it, and whether that lasted. */
export const PRACTICE_EVALUATION: Process<PracticeEvaluation> = {
  ...QUIET,
  kind: 'practice-evaluation',
  stateVersion: 3,
  manyAtOnce: true,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NOT_EVALUATED,
  decide,
  evolve,
  mayEdit,
  hears: [ALLOCATED, WENT_LIVE],
  hear: (_state, announcement) => [...hearAllocation(announcement), ...hearGoingLive(announcement)],
  evolveDerived: (state, derived) =>
    derived.kind === GOING_LIVE_HEARD
      ? { ...state, live: liveSince(state.live, derived) }
      : { ...state, people: withAllocation(state.people, derived) },
  duties: (state, law) => evaluationDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  contradictions: ({ contradictory }) => contradictory,
  people: ({ people }) => peopleOf(people),
  stage,
  isClosed: (state) => closedBecause(state) !== null,
};

/** What bars whoever told it from closing: they do not take it back themselves. */
const BARS: readonly string[] = ['evaluation-recorded', 'action-completed'];

/** Who did something did it; and who owns an action does not change it, nor free themselves of it to look at it or close it. */
function mayEdit(fact: Fact | null, { person }: Actor, before: Fact): PracticeEvaluationRefusal | null {
  const { kind, payload } = before;
  const isOwned = kind === 'action-agreed' && readText(payload, 'owner') === person;
  const isFreed = fact === null && BARS.includes(kind) && readText(payload, 'by') === person;
  return isOwned || isFreed ? 'same-person' : whoToldStands(fact, before);
}

function stage(state: PracticeEvaluation): string {
  const { evaluation, actions, closedOn } = state;
  if (evaluation === null) return 'evaluation withdrawn';
  if (closedOn !== null) return 'evaluation closed';
  if (actions.some(isOpen))
    return actions.some(({ rounds }) => rounds.length > 1) ? 'finding recurred' : 'actions open';
  return 'to be followed up and closed';
}
