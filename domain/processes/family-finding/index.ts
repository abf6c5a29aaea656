import { contradicted } from '../contradictory.ts';
import { quieted } from '../going-live.ts';
import type { Fact } from '../../heart/fact.ts';
import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { RETURN_READ, RETURN_WITHDRAWN } from '../../heart/telling.ts';
import { textOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { COMMAND_KINDS, decide, TOLD_KINDS } from './decide.ts';
import { familyFindingDuties } from './duties.ts';
import { closedBecause, ENDED_STAGE, isUnrevoked, isUntold, REVOCATION } from './ending.ts';
import { EVOLVE, mayComeBeforeThePlan } from './evolve.ts';
import { hear, HEARS, takeIn } from './hearing.ts';
import { milestonesOf } from './milestones.ts';
import { stageOf } from './movement.ts';
import type { FamilyFindingRefusal } from './refusal.ts';
import { STAGE_WORDS } from './stages.ts';
import { NOTHING_TOLD, type FamilyFinding } from './state.ts';
import { nextWaitingTimeOn, WAITING_TIME_OVER, waitingTimesOverOn } from './waiting-times.ts';

/** Whatever state family-finding is in. */
const OF_RETURN: readonly string[] = [RETURN_WITHDRAWN, RETURN_READ];
/** What there is still to tell once the adoption order is made. */
const AFTER_ORDER: readonly string[] = ['adoption-ceremony-held', 'adoption-step-recorded', 'family-finding-moved'];

/** Family-finding for a child whose plan is adoption: from the plan to the order, or to another plan (timescales §10). */
export const FAMILY_FINDING: Process<FamilyFinding> = {
  ...QUIET,
  kind: 'family-finding',
  stateVersion: 4,
  factKinds: [...OF_RETURN, ...TOLD_KINDS],
  commandKinds: COMMAND_KINDS,
  initial: NOTHING_TOLD,
  decide,
  evolve,
  hears: HEARS,
  hear: (_state, announcement) => hear(announcement),
  evolveDerived: (state, derived) =>
    derived.kind === WAITING_TIME_OVER
      ? { ...state, over: [...state.over, { anchor: textOf(derived.payload, 'anchor'), on: derived.on }] }
      : takeIn(state, derived),
  duties: (state, law) => familyFindingDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  nextChangeOn: nextWaitingTimeOn,
  elapse: waitingTimesOverOn,
  contradictions: (state) => state.contradictory,
  people: ({ life }) => life.people,
  stage: (state) => {
    if (state.plan === null) return 'plan withdrawn';
    return state.ended === null ? STAGE_WORDS[stageOf(state)] : ENDED_STAGE[state.ended.why];
  },
  isClosed: (state) => closedBecause(state) !== null && !isUntold(state) && !isUnrevoked(state),
  milestones: milestonesOf,
};

function evolve(state: FamilyFinding, fact: Fact): FamilyFinding {
  const after = unfitting(state, fact) ?? EVOLVE[fact.kind]?.(state, fact) ?? state;
  if (typeof after === 'string') return contradicted(state, fact, after);
  return fact.source.by === 'person' && !OF_RETURN.includes(fact.kind) ? { ...after, isKept: true } : after;
}

/** Why a fact cannot be at this point of the story. */
function unfitting({ plan, ended, adopted }: FamilyFinding, fact: Fact): FamilyFindingRefusal | null {
  const { kind, on, payload } = fact;
  if (OF_RETURN.includes(kind)) return null;
  if (plan === null) return mayComeBeforeThePlan(fact) ? null : 'before-the-adoption-plan';
  const isAfterOrder = adopted !== null && on > adopted.on && !AFTER_ORDER.includes(kind);
  const isAfterEnd = ended !== null && on > ended.on && !isOfEnding(payload);
  return isAfterEnd || isAfterOrder ? 'family-finding-ended' : null;
}

/** What follows a decision that ended the search: the parents are told, and the court is asked to revoke the order. */
function isOfEnding(payload: JsonObject): boolean {
  const step = textOf(payload, 'step');
  return step === REVOCATION || step.startsWith('parents-told-');
}
