import { objectOf, readText, textOf } from '../json-reading.ts';
import type { JsonObject } from '../json.ts';
import type { StreamEvent } from './event.ts';

/**
 * Reads an earlier shape of a fact or derived event: under which kind it is known now, and its content as it would be told
 * today. It never throws, finds empty content where it was destroyed or withdrawn, and leaves the present shape as it is.
 */
export type Upcaster = (payload: JsonObject) => { readonly kind: string; readonly payload: JsonObject };

/** Upcasters by the kind as it was recorded: a process's own, and those of what it hears. */
export type Upcasters = Readonly<Record<string, Upcaster>>;

/** Whoever can say how earlier shapes are read: every process; where nothing is declared, as they were recorded. */
export type ReadsEarlier = { readonly upcasters?: Upcasters };

/** Where an event that is about another one (a correction, something heard) names that one's kind. */
const KIND_WITHIN: readonly string[] = ['announcedKind', 'kind'];

/** An event as it would be recorded today; what is in the record stays as it was recorded. */
export function upcast(event: StreamEvent, { upcasters }: ReadsEarlier): StreamEvent {
  if (upcasters === undefined || event.class === 'done') return event;
  const within = KIND_WITHIN.find((key) => readText(event.payload, key) !== null);
  const recorded = within === undefined ? event.kind : textOf(event.payload, within);
  const today = ofToday({ kind: recorded, payload: objectOf(event.payload, 'payload') }, upcasters);
  if (today === null) return event;
  const payload = { ...event.payload, payload: today.payload };
  return within === undefined
    ? { ...event, kind: today.kind, payload }
    : { ...event, payload: { ...payload, [within]: today.kind } };
}

/** What was renamed once may have been reshaped or renamed again since; null: nothing has changed. */
function ofToday(recorded: ReturnType<Upcaster>, upcasters: Upcasters): ReturnType<Upcaster> | null {
  const later = upcasters[recorded.kind]?.(recorded.payload);
  if (later === undefined) return null;
  return later.kind === recorded.kind ? later : (ofToday(later, upcasters) ?? later);
}
