import { londonDateOf } from '../../calendar/instant.ts';
import { readDate, readInstant } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import type { Telling } from '../../heart/fact.ts';
import type { Deciding } from '../../heart/process.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { PeriodOfCareRefusal } from './refusal.ts';
import type { PeriodOfCare } from './state.ts';

export type Decided = Result<readonly Telling[], PeriodOfCareRefusal>;

/** What one command tells, against the present state. */
export type Decide = (state: PeriodOfCare, payload: JsonObject, context: Deciding) => Decided;

type Told = readonly [kind: string, payload: JsonObject];

/** Tells facts of the day that the command names; where it names a moment, of that moment and its day. */
export function tell(payload: JsonObject, ...told: readonly Told[]): Decided {
  const at = readInstant(payload, 'at');
  const on = at === null ? readDate(payload, 'on') : londonDateOf(at);
  if (on === null) return refuse('unknown-code');
  const moment = at === null ? { on } : { on, at };
  return accept(told.map(([kind, content]) => ({ kind, ...moment, payload: content })));
}

/** Tells facts of today: what is planned or taken back is so from the day it is said. */
export function tellToday({ today }: Pick<Deciding, 'today'>, ...told: readonly Told[]): Decided {
  return accept(told.map(([kind, content]) => ({ kind, on: today, payload: content })));
}

/** The content of a fact: all that was said but its day and moment. */
export function contentOf(payload: JsonObject): JsonObject {
  const { on: _on, at: _at, ...content } = payload;
  return content;
}
