import fc from 'fast-check';
import { expect } from 'vitest';
import { addDays, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonInstant } from '../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import type { Telling } from '../../domain/heart/fact.ts';
import { readHistory } from '../../domain/heart/history.ts';
import type { Process } from '../../domain/heart/process.ts';
import { canonical, type JsonObject } from '../../domain/json.ts';
import { Stream } from './stream.ts';

/** Facts of persons from a day on, and the day by which all of them are told. */
export type Span = { readonly start: CalendarDate; readonly end: CalendarDate };

/** Records facts in an order, each on its day or later, with time and steps between; then lets time pass to the end. */
export function recordedLate(
  process: Process<JsonObject>,
  { start, end }: Span,
  { facts, late }: { readonly facts: readonly Telling[]; readonly late: readonly number[] },
): Stream<JsonObject> {
  const stream = new Stream(process);
  const at = (on: CalendarDate, time = '23:59') => londonInstant(on, time);
  let now = start;
  facts.forEach((fact, place) => {
    const told = addDays(fact.on, late[place] ?? 0);
    now = told > now ? told : now;
    if (stream.kept !== null) stream.waitUntil(at(now, '09:00'));
    stream.change({
      now: at(now),
      actor: HOLDFAST,
      command: { id: `c${String(place)}`, kind: 'take-return', payload: { told: [{ ...fact }], reason: 'told' } },
    });
  });
  stream.waitUntil(at(end));
  stream.change({ now: at(end) });
  return stream;
}

/** State and duties with every fact named by what it says instead of by the order in which it was recorded. */
export function comesTo({ events, process, kept }: Stream<JsonObject>): string {
  const names = [...readHistory(events, process).facts.values()].map(
    ({ id, kind, on, at, payload }) => [id, canonical({ kind, on, at, payload })] as const,
  );
  const byLength = names.sort((a, b) => b[0].length - a[0].length);
  const duties = kept?.duties.map(({ duty }) => ({ ...duty })) ?? [];
  const named = (text: string): string =>
    byLength.reduce(
      (whole, [id, name]) =>
        whole.replaceAll(`"${id}"`, JSON.stringify(name)).replaceAll(`@${id}"`, `@${name.replaceAll('"', "'")}"`),
      text,
    );
  return [named(canonical(kept?.state)), ...duties.map((duty) => named(canonical(duty))).sort()].join('\n');
}

/** The first of the facts opens the process; the others come in any order and however late, and give the same. */
export function foldsInAnyOrder(
  process: Process<JsonObject>,
  span: Span,
  { life, numRuns }: { readonly life: fc.Arbitrary<readonly Telling[]>; readonly numRuns: number },
): void {
  fc.assert(
    fc.property(
      life,
      fc.infiniteStream(fc.integer({ min: 0, max: 60 })),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (facts, lates, shuffles) => {
        const inOrder = [...facts].sort((a, b) => (a.on < b.on ? -1 : 1));
        const inTime = recordedLate(process, span, { facts: inOrder, late: [] });
        const shuffled = facts
          .map((fact, place) => ({ fact, key: place === 0 ? -1 : (shuffles.next().value ?? 0) }))
          .sort((a, b) => a.key - b.key)
          .map(({ fact }) => fact);
        const anyhow = recordedLate(process, span, { facts: shuffled, late: [...lates.take(facts.length)] });
        expect(comesTo(anyhow)).toEqual(comesTo(inTime));
      },
    ),
    { numRuns },
  );
}
