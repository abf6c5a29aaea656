import type { Process } from '../../domain/heart/process.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';

const PERIOD: Process<JsonObject> = PERIOD_OF_CARE;

/** A later release as it might be: a review held is told as a meeting, whose chair stands under another name. */
export const PERIOD_RENAMED: Process<JsonObject> = {
  ...PERIOD,
  factKinds: PERIOD.factKinds.map((kind) => (kind === 'review-held' ? 'meeting-held' : kind)),
  evolve: (state, fact) => {
    if (fact.kind === 'review-held') return state;
    if (fact.kind !== 'meeting-held') return PERIOD.evolve(state, fact);
    const { chair, ...payload } = fact.payload;
    return PERIOD.evolve(state, { ...fact, kind: 'review-held', payload: { ...payload, chairedBy: chair } });
  },
  upcasters: {
    'review-held': ({ chairedBy, ...payload }) => ({ kind: 'meeting-held', payload: { ...payload, chair: chairedBy } }),
  },
};
