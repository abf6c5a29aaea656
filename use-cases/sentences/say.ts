import type { StreamEvent } from '../../domain/heart/event.ts';
import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

/** Says an event in one plain sentence. */
export type Say = (payload: JsonObject, about: { readonly duty: string; readonly event: StreamEvent }) => string;

export const day = (payload: JsonObject, key: string): string => readText(payload, key) ?? 'a day not recorded';

/** Why, as whoever told it said. */
export const because = (payload: JsonObject): string =>
  readText(payload, 'because') ?? readText(payload, 'reason') ?? 'no reason recorded';

/** Who decided, by the reference under which the person is known; nothing where that is not recorded. */
export const by = (payload: JsonObject, key: 'decidedBy' | 'approvedBy'): string => {
  const person = readText(payload, key);
  return person === null ? '' : ` by ${person}`;
};

/** A code or name of the record in words. */
export const words = (payload: JsonObject, key: string): string => (readText(payload, key) ?? '').replaceAll('-', ' ');
