import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { day } from './say.ts';

/** What is said of the supervision of a worker. */
export const SUPERVISION_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'worker-supervision-began': () => 'The supervision of the worker began.',
  'worker-supervisor-changed': (payload) =>
    readText(payload, 'supervisor') === null
      ? 'Nobody supervises the worker any more.'
      : `${readText(payload, 'supervisor') ?? ''} supervises the worker.`,
  'worker-supervision-booked': (payload) => `A supervision was booked for ${day(payload, 'bookedFor')}.`,
  'worker-supervision-held': () => 'The worker was supervised.',
  'worker-absent': (payload) =>
    `The worker is away through ${day(payload, 'through')} (${(readText(payload, 'reason') ?? 'no reason recorded').replaceAll('-', ' ')}).`,
  'worker-left-the-authority': () => 'The worker left the authority.',
};
