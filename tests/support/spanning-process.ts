import type { Process } from '../../domain/heart/process.ts';
import { QUIET } from '../../domain/heart/quiet.ts';
import { readText, readTexts } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { accept } from '../../domain/result.ts';
import { LISTENER } from './listening-process.ts';

/** A small process that spans several children: it names them, notes who left care, and says so of that child. */
export const SPANNING: Process<JsonObject> = {
  ...QUIET,
  kind: 'spanning',
  stateVersion: 1,
  factKinds: ['named'],
  commandKinds: ['name'],
  initial: { children: [], left: [] },
  decide: (_state, { payload }, { today }) => accept([{ kind: 'named', on: today, payload }]),
  evolve: (state, { payload }) => ({
    ...state,
    children: [...readTexts(state, 'children'), readText(payload, 'childRef') ?? ''],
  }),
  about: (state) => readTexts(state, 'children'),
  hears: ['left-care'],
  hear: (_state, { on, subjectRef }) => [{ kind: 'saw-leave', on, payload: { childRef: subjectRef } }],
  evolveDerived: (state, { payload }) => ({
    ...state,
    left: [...readTexts(state, 'left'), readText(payload, 'childRef') ?? ''],
  }),
  stage: () => 'spanning',
  isClosed: () => false,
};

/** A process of one child that notes what the spanning one says of it. */
export const TOLD_OF: Process<JsonObject> = {
  ...LISTENER,
  kind: 'told-of',
  hears: ['named', 'saw-leave'],
  hear: (_state, { kind, on, payload }) => [{ kind: `noted-${kind}`, on, payload }],
  initial: { noted: [] },
  evolveDerived: (state, { kind, payload }) => ({
    ...state,
    noted: [...readTexts(state, 'noted'), `${kind} ${readText(payload, 'childRef') ?? ''}`],
  }),
  nextChangeOn: () => null,
  elapse: () => [],
};
