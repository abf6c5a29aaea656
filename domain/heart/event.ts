import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';

/** `told` by people and feeds; `derived` from facts, rules and time; `done` by Holdfast and never taken back. */
export type EventClass = 'told' | 'derived' | 'done';

/** One entry of a process's stream, before the chain has been put round it. */
export type StreamEvent = {
  readonly sequence: number;
  readonly class: EventClass;
  readonly kind: string;
  /** The day it is effective on. */
  readonly occurredOn: CalendarDate;
  readonly recordedAt: Instant;
  /** Opaque reference of who told it, or `holdfast`. */
  readonly actor: string;
  readonly commandId: string | null;
  /** What brought it about: a fact, time, a rule, an import, a build. */
  readonly cause: string | null;
  readonly payload: JsonObject;
};
