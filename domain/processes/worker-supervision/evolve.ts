import type { Fact } from '../../heart/fact.ts';
import { readDate, readText } from '../../json-reading.ts';
import { contradicted } from '../contradictory.ts';
import { liveSince, WENT_LIVE } from '../going-live.ts';
import type { WorkerSupervisionRefusal } from './commands.ts';
import type { WorkerSupervision } from './state.ts';

type Change = Partial<WorkerSupervision> | WorkerSupervisionRefusal;

/** What each fact changes; a refusal says why it cannot be. */
const EVOLVE: Readonly<Record<string, (state: WorkerSupervision, fact: Fact) => Change>> = {
  'worker-supervision-began': (state, { id: factId, on, payload }) => {
    if (state.begun !== null) return 'supervision-begun';
    const fortnightlyThrough = readDate(payload, 'fortnightlyThrough');
    return { begun: { factId, on, fortnightlyThrough }, supervisor: readText(payload, 'supervisor') };
  },
  'worker-supervisor-changed': (_state, { payload }) => ({ supervisor: readText(payload, 'supervisor') }),
  'worker-supervision-booked': (_state, { payload }) => ({ bookedFor: readDate(payload, 'bookedFor') }),
  'worker-supervision-held': ({ held, bookedFor }, { id: factId, on }) => {
    if (held.at(-1)?.on === on) return 'already-supervised';
    // A booking for that day or earlier is used up; a later one stands.
    return { held: [...held, { factId, on }], bookedFor: bookedFor !== null && bookedFor <= on ? null : bookedFor };
  },
  'worker-absent': ({ absences }, { id: factId, on, payload }) => {
    const through = readDate(payload, 'through');
    return through === null || through < on
      ? 'absence-ends-before'
      : { absences: [...absences, { factId, on, through }] };
  },
  [WENT_LIVE]: ({ live }, fact) => ({ live: liveSince(live, fact) }),
  'worker-left-the-authority': (_state, { on }) => ({ leftOn: on }),
};

export function evolve(state: WorkerSupervision, fact: Fact): WorkerSupervision {
  const change = outside(state, fact) ?? EVOLVE[fact.kind]?.(state, fact) ?? {};
  return typeof change === 'string' ? contradicted(state, fact, change) : { ...state, ...change };
}

/** Everything lies between the beginning and the day the worker leaves. */
function outside({ begun, leftOn }: WorkerSupervision, { kind }: Fact): WorkerSupervisionRefusal | null {
  if (begun === null && kind !== 'worker-supervision-began') return 'supervision-not-begun';
  return leftOn === null ? null : 'worker-left';
}
