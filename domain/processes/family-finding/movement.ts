import { isFurther, isStepOf, type Stage } from './stages.ts';
import type { Dated, FamilyFinding, Reached } from './state.ts';

/** The furthest stage reached; before any, that of the plan. */
export function stageOf({ reached }: Pick<FamilyFinding, 'reached'>): Stage {
  return reached.reduce<Stage>((furthest, { stage }) => (isFurther(stage, furthest) ? stage : furthest), 'plan-set');
}

/** What moved it since it stands where it stands: what led there first, then the steps of that stage. */
export function ofPresentStage(state: Pick<FamilyFinding, 'reached' | 'movements'>): readonly Reached[] {
  const stage = stageOf(state);
  return state.movements.slice(state.movements.findLastIndex((movement) => movement.stage !== stage) + 1);
}

/** A stage is reached: for the first time, that is a movement, also where a further one was reached before it. */
export function moved(state: FamilyFinding, dated: Dated, stage: Stage): FamilyFinding {
  if (state.reached.some((reached) => reached.stage === stage)) return state;
  const { factId, on, told } = dated;
  return withMovement({ ...state, reached: [...state.reached, { factId, on, told, stage }] }, dated);
}

/** A step of the stage in which it stands, taken for the first time since: it moves on towards the next stage. */
export function stepped(state: FamilyFinding, dated: Dated, step: string): FamilyFinding {
  const isTaken = ofPresentStage(state).some((movement) => movement.step === step);
  return isTaken || !isStepOf(stageOf(state), step) ? state : withMovement(state, dated, { step });
}

/** Stages that are undone: it stands at the furthest of those that are left, and begins there anew if that is another. */
export function undone(state: FamilyFinding, stages: readonly Stage[], dated: Dated): FamilyFinding {
  const left = { ...state, reached: state.reached.filter(({ stage }) => !stages.includes(stage)) };
  return stageOf(left) === stageOf(state) ? left : withMovement(left, dated);
}

function withMovement(
  state: FamilyFinding,
  { factId, on, told }: Dated,
  step: { readonly step?: string } = {},
): FamilyFinding {
  return { ...state, movements: [...state.movements, { factId, on, told, stage: stageOf(state), ...step }] };
}
