import type { Actor } from '../domain/heart/actor.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import { readText } from '../domain/json-reading.ts';
import { PROCESSES } from '../domain/processes/index.ts';

/** The event as this person may see it: of what is confidential, that it is there, and nothing of its content. */
export function asSeenBy<Event extends StreamEvent>(event: Event, processId: string, { roles }: Actor): Event {
  const confidential = PROCESSES.find(({ kind }) => processId.startsWith(`${kind}:`))?.confidential;
  const kind = [event.kind, readText(event.payload, 'kind')].find((each) => confidential?.kinds.includes(each ?? ''));
  if (kind == null || confidential === undefined || roles.some((role) => confidential.to.includes(role))) return event;
  return { ...event, payload: { kind, reason: 'withheld', withheld: true } };
}
