import type { Fact } from '../../heart/fact.ts';
import { readFlag, textOf } from '../../json-reading.ts';
import { contradicted } from '../contradictory.ts';
import { STAGES, type IroDisputeRefusal, type Stage } from './commands.ts';
import { PRIVATE_NOTE, RESPONDED } from './decide.ts';
import type { IroDispute } from './state.ts';

type Change = Partial<IroDispute> | IroDisputeRefusal;

/** What each fact changes; a refusal says why it cannot be. */
const EVOLVE: Readonly<Record<string, (state: IroDispute, fact: Fact) => Change>> = {
  'dispute-raised': (state, fact) => (state.stages.length > 0 ? 'already-raised' : reached(state, fact)),
  'dispute-moved': (state, fact) => (state.closedOn === null ? reached(state, fact) : 'already-closed'),
  [RESPONDED]: ({ stages }, { on, payload }) => {
    const stage = textOf(payload, 'stage');
    const asked = stages.find((each) => each.stage === stage);
    if (asked === undefined) return 'stage-not-reached';
    if (asked.respondedOn !== null) return 'already-responded';
    return { stages: stages.map((each) => (each === asked ? { ...each, respondedOn: on } : each)) };
  },
  'cafcass-considered': ({ cafcassConsideredOn, cafcassReferredOn }, { on, payload }) => ({
    cafcassConsideredOn: [...cafcassConsideredOn, on],
    cafcassReferredOn: cafcassReferredOn ?? (readFlag(payload, 'refer') === true ? on : null),
  }),
  'child-told-of-dispute': ({ childToldOn }, { on }) => ({ childToldOn: childToldOn ?? on }),
  [PRIVATE_NOTE]: () => ({}),
  'dispute-closed': ({ closedOn, childToldOn }, { on }) => {
    if (closedOn !== null) return 'already-closed';
    return childToldOn === null ? 'child-not-told' : { closedOn: on };
  },
};

/** A later stage than the one it is at; those between are passed over. */
function reached({ stages }: IroDispute, { id: factId, on, payload }: Fact): Change {
  const stage = STAGES.find((each) => each === textOf(payload, 'stage'));
  const before = stages.at(-1)?.stage;
  if (stage === undefined || (before !== undefined && placeOf(stage) <= placeOf(before))) return 'not-a-later-stage';
  return { stages: [...stages, { stage, factId, on, respondedOn: null }] };
}

function placeOf(stage: Stage): number {
  return STAGES.indexOf(stage);
}

export function evolve(state: IroDispute, fact: Fact): IroDispute {
  const isEarly = state.stages.length === 0 && fact.kind !== 'dispute-raised';
  const change = isEarly ? 'no-dispute' : (EVOLVE[fact.kind]?.(state, fact) ?? {});
  return typeof change === 'string' ? contradicted(state, fact, change) : { ...state, ...change };
}
