import type { Fact } from '../../heart/fact.ts';
import { readDate, readFlag, readText } from '../../json-reading.ts';
import { contradicted } from '../contradictory.ts';
import { AFTER_CARE_BASES, type VisitsAfterCareRefusal } from './commands.ts';
import type { VisitsAfterCare } from './state.ts';

type Change = Partial<VisitsAfterCare> | VisitsAfterCareRefusal;

/** What each fact changes; a refusal says why it cannot be. */
const EVOLVE: Readonly<Record<string, (state: VisitsAfterCare, fact: Fact) => Change>> = {
  'visits-after-care-began': (state, { id: factId, on, payload }) => {
    if (state.begun !== null) return 'visits-begun';
    const basis = AFTER_CARE_BASES.find((each) => each === readText(payload, 'basis'));
    return basis === undefined
      ? 'unknown-basis'
      : { begun: { factId, on, basis }, visitor: readText(payload, 'visitor') };
  },
  'visitor-after-care-changed': (_state, { payload }) => ({ visitor: readText(payload, 'visitor') }),
  // Who was not seen was not visited.
  'visited-after-care': ({ seen }, { id: factId, on, payload }) =>
    readFlag(payload, 'seen') === true ? { seen: [...seen, { factId, on }] } : {},
  'visit-after-care-requested': ({ begun, requests }, { id: factId, on, payload }) =>
    begun?.basis === 'detained'
      ? { requests: [...requests, { factId, on, forOn: readDate(payload, 'forOn') ?? on }] }
      : 'not-detained',
  'visits-after-care-ended': (_state, { payload }) => ({
    ended: (readText(payload, 'because') ?? 'it has ended').replaceAll('-', ' '),
  }),
};

export const FACT_KINDS: readonly string[] = Object.keys(EVOLVE);

export function evolve(state: VisitsAfterCare, fact: Fact): VisitsAfterCare {
  const change = outside(state, fact) ?? EVOLVE[fact.kind]?.(state, fact) ?? {};
  return typeof change === 'string' ? contradicted(state, fact, change) : { ...state, ...change };
}

/** Everything lies between the beginning and the end. */
function outside({ begun, ended }: VisitsAfterCare, { kind }: Fact): VisitsAfterCareRefusal | null {
  if (begun === null && kind !== 'visits-after-care-began') return 'visits-not-begun';
  return ended === null ? null : 'visits-ended';
}
