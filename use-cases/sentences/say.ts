import { spelledOut } from '../../domain/calendar/calendar-date.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import { readDate, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

/** Says an event in one plain sentence. */
export type Say = (payload: JsonObject, about: { readonly duty: string; readonly event: StreamEvent }) => string;

/** A day as a person writes it. */
export const day = (payload: JsonObject, key: string): string => {
  const on = readDate(payload, key);
  return on === null ? 'a day not recorded' : spelledOut(on);
};

/** Why, as whoever told it said. */
export const because = (payload: JsonObject): string =>
  readText(payload, 'because') ?? readText(payload, 'reason') ?? 'no reason recorded';

/** Who decided, by the reference under which the person is known; nothing where that is not recorded. */
export const by = (payload: JsonObject, key: 'decidedBy' | 'approvedBy'): string => {
  const person = readText(payload, key);
  return person === null ? '' : ` by ${person}`;
};

/** A code or name of the record in words. */
export const words = (payload: JsonObject, key: string): string => inWords(readText(payload, key) ?? 'not recorded');

export const inWords = (code: string): string => code.replaceAll('-', ' ').replace(/\biro\b/, 'IRO');

/** A step of a ladder, or another reason of an alert, in words: `overdue-20` is overdue for 20 working days. */
export const stepInWords = (step: string): string =>
  inWords(step)
    .replace(/^overdue (\d+)$/, 'overdue for $1 working days')
    .replace(/^working days 1$/, '1 working day before')
    .replace(/^working days (\d+)$/, '$1 working days before')
    .replace(/^hours (\d+)$/, '$1 hours before');
