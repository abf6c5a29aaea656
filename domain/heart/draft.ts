import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';
import { noted, type Book } from './book.ts';
import type { EventClass, StreamEvent } from './event.ts';

/** The events of one turn while they are being written, with the book they lead to. */
export type Draft = {
  readonly events: readonly StreamEvent[];
  readonly book: Book;
  /** Appends an event and notes it in the book. */
  append(event: {
    readonly class: EventClass;
    readonly kind: string;
    readonly on: CalendarDate;
    readonly payload: JsonObject;
    readonly cause: string | null;
  }): StreamEvent;
};

/** Begins a draft after the given sequence. It lives for one turn only and is the one thing in the heart that changes in place. */
export function beginDraft(
  book: Book,
  stamp: {
    readonly after: number;
    readonly recordedAt: Instant;
    readonly actor: string;
    readonly commandId: string | null;
  },
): Draft {
  const events: StreamEvent[] = [];
  let current = book;
  return {
    events,
    get book() {
      return current;
    },
    append({ class: eventClass, kind, on, payload, cause }) {
      const event: StreamEvent = {
        sequence: stamp.after + events.length + 1,
        class: eventClass,
        kind,
        occurredOn: on,
        recordedAt: stamp.recordedAt,
        actor: stamp.actor,
        commandId: stamp.commandId,
        cause,
        payload,
      };
      events.push(event);
      current = noted(current, event);
      return event;
    },
  };
}
