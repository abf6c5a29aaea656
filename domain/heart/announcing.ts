import { numberOf, readText } from '../json-reading.ts';
import type { JsonObject } from '../json.ts';
import type { StreamEvent } from './event.ts';
import { announcementKey, DERIVED_WITHDRAWN, FACT_CORRECTED, readHistory } from './history.ts';
import type { Process } from './process.ts';
import type { HeardChange, Work } from './turn-input.ts';
import { upcast } from './upcasting.ts';

/** What this turn told, corrected, withdrew or derived, for those who listen. */
export function announcedBy<State extends JsonObject>({ draft, input, process }: Work<State>): readonly HeardChange[] {
  const { processId, subjectRef } = input;
  const changes = new Map<string, HeardChange>();
  for (const event of draft.events) {
    const change = announcementOf(event, { processId, subjectRef, process });
    if (change !== null) changes.set(change.key, change);
  }
  return [...changes.values()];
}

/** What an event of one process makes known to others; null: nothing. */
export function announcementOf(
  recorded: StreamEvent,
  {
    processId,
    subjectRef,
    process,
  }: {
    readonly processId: string;
    readonly subjectRef: string;
    readonly process: Pick<Process<JsonObject>, 'kind' | 'upcasters'>;
  },
): HeardChange | null {
  const from = { processId, processKind: process.kind, subjectRef };
  const event = upcast(recorded, process);
  if (event.class === 'done' || event.kind.startsWith('duty-') || event.kind.startsWith('heard')) return null;
  const kind = readText(event.payload, 'kind') ?? event.kind;
  if (event.kind === DERIVED_WITHDRAWN) {
    return {
      key: announcementKey({ ...from, factId: `d${numberOf(event.payload, 'sequence')}` }),
      kind,
      announcement: null,
    };
  }
  const told = readHistory([event], process);
  const [factId, versions] = [...told.versions][0] ?? [];
  if (factId !== undefined && versions !== undefined) {
    const fact = versions[0]?.fact ?? null;
    const key = announcementKey({ ...from, factId });
    if (fact === null) return { key, kind, announcement: null };
    const announcement = { ...from, factId, kind: fact.kind, on: fact.on, payload: fact.payload };
    return { key, kind, announcement, isFirst: event.kind !== FACT_CORRECTED };
  }
  const derived = told.derived[0]?.derived;
  if (derived === undefined) return null;
  const identity = { ...from, factId: `d${event.sequence}` };
  return { key: announcementKey(identity), kind, announcement: { ...identity, ...derived }, isFirst: true };
}
