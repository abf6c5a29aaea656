import { addDays } from '../../domain/calendar/calendar-date.ts';
import type { Process } from '../../domain/heart/process.ts';
import { readDate, readTexts } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { accept } from '../../domain/result.ts';

/** A small process that lives in the tests: it notes reviews held and, thirty days after the last of them, a quiet month. */
export const LISTENER: Process<JsonObject> = {
  kind: 'listener',
  stateVersion: 1,
  factKinds: ['began'],
  commandKinds: ['begin'],
  initial: { held: [], quiet: [], left: null },
  decide: (_state, _command, { today }) => accept([{ kind: 'began', on: today, payload: {} }]),
  evolve: (state) => state,
  hears: ['review-held', 'left-care'],
  hear: (_state, { kind, on }) => [{ kind: `noted-${kind}`, on, payload: {} }],
  evolveDerived: (state, { kind, on }) => {
    if (kind === 'noted-review-held') return { ...state, held: [...readTexts(state, 'held'), on] };
    if (kind === 'noted-left-care') return { ...state, left: on };
    return { ...state, quiet: [...readTexts(state, 'quiet'), on] };
  },
  duties: () => [],
  nextChangeOn: (state) => {
    const last = readDate({ last: readTexts(state, 'held').at(-1) }, 'last');
    const quietOn = last === null || state['left'] !== null ? null : addDays(last, 30);
    return quietOn === null || readTexts(state, 'quiet').includes(quietOn) ? null : quietOn;
  },
  elapse: (_state, on) => [{ kind: 'quiet-month', on, payload: {} }],
  contradictions: () => [],
  people: () => ({}),
  stage: () => 'listening',
  isClosed: () => false,
  views: () => ({ child: null, reviews: [] }),
};
