import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

/** What is said of the supervision of a worker. */
export const SUPERVISION_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'worker-supervision-began': () => 'The supervision of the worker began.',
  'worker-supervisor-changed': (payload) =>
    readText(payload, 'supervisor') === null
      ? 'Nobody supervises the worker any more.'
      : `${readText(payload, 'supervisor') ?? ''} supervises the worker.`,
  'worker-supervision-booked': (payload) =>
    `A supervision was booked for ${readText(payload, 'bookedFor') ?? 'a day not recorded'}.`,
  'worker-supervision-held': () => 'The worker was supervised.',
  'worker-absent': (payload) =>
    `The worker is away through ${readText(payload, 'through') ?? 'a day not recorded'} (${(readText(payload, 'reason') ?? 'no reason recorded').replaceAll('-', ' ')}).`,
  'worker-left-the-authority': () => 'The worker left the authority.',
};
