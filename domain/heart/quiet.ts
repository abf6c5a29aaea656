import type { JsonObject } from '../json.ts';
import type { Process } from './process.ts';

/** What a process says of itself that hears nothing, owes nothing and is not changed by time: it spreads this and adds what it does. */
export const QUIET = {
  hears: [],
  hear: () => [],
  evolveDerived: <State extends JsonObject>(state: State): State => state,
  duties: () => [],
  nextChangeOn: () => null,
  elapse: () => [],
  contradictions: () => [],
  people: () => ({}),
  views: () => ({ child: null, reviews: [] }),
} as const satisfies Partial<Process<JsonObject>>;
