import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, type CalendarDate } from '../../../domain/calendar/calendar-date.ts';
import { londonInstant, type Instant } from '../../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../../domain/heart/actor.ts';
import type { Telling } from '../../../domain/heart/fact.ts';
import { readHistory } from '../../../domain/heart/history.ts';
import type { Process } from '../../../domain/heart/process.ts';
import { canonical, type JsonObject } from '../../../domain/json.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { foldsInAnyOrder, recordedLate } from '../../support/any-order.ts';
import { LISTENER } from '../../support/listening-process.ts';
import { LAW, Stream, SUBJECT } from '../../support/stream.ts';

const PERIOD: Process<JsonObject> = PERIOD_OF_CARE;
const START = calendarDate('2026-01-05');
const END = addDays(START, 500);
const at = (on: CalendarDate, time = '12:00'): Instant => londonInstant(on, time);

const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays(START, days));
const kinds: readonly fc.Arbitrary<readonly [string, JsonObject]>[] = [
  fc.constantFrom('C1', 'C2', 'V2', 'E1', 'V4', 'J1').map((code) => ['legal-status-changed', { code }]),
  fc.constantFrom('U6', 'U3', 'A5', 'K2', 'T4', 'R5').map((code) => ['placement-started', { code, sameCarer: false }]),
  fc
    .constantFrom('iro', 'social-worker')
    .chain((role) =>
      fc.constantFrom('person-1', 'person-2', null).map((person) => ['allocated', { role, person }] as const),
    ),
  day.map((bookedFor) => ['review-booked', { bookedFor, time: null }]),
  day.map((bookedFor) => ['review-moved', { bookedFor, time: null }]),
  fc.constant(['booking-cancelled', { reason: 'x' }]),
  fc.constantFrom(true, false).map((moreParts) => ['review-held', { participation: null, moreParts, chairedBy: 'p' }]),
  fc.constant(['review-adjourned', { missing: 'x' }]),
  fc.constantFrom(true, false).map((last) => ['review-part-held', { last }]),
  fc
    .constantFrom('decisions', 'decisions-response', 'record', 'midpoint', 'invites')
    .map((step) => ['review-step-recorded', { step }]),
  fc.constantFrom('child-asks', 'iro-asks').map((trigger) => ['early-review-triggered', { trigger, urgent: false }]),
  fc.constant(['plan-ratified', { plan: 'adoption', targetOn: '2027-01-01' }]),
  fc.constant(['care-plan-prepared', {}]),
  fc.constant(['placement-plan-prepared', {}]),
  fc.constantFrom('E4A', 'E2').map((reason) => ['left-care', { reason }]),
];
const telling: fc.Arbitrary<Telling> = fc
  .tuple(day, fc.oneof(...kinds))
  .map(([on, [kind, payload]]) => ({ kind, on, payload }));
/** A child who turns eighteen within the time, or not; with the entry somewhere near the start. */
const entry: fc.Arbitrary<Telling> = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('2008-09-01', '2016-05-05', null))
  .map(([days, dateOfBirth]) => ({
    kind: 'entered-care',
    on: addDays(START, days),
    payload: { startKnown: true, legalStatus: 'V2', dateOfBirth },
  }));
const life = fc
  .tuple(entry, fc.uniqueArray(telling, { maxLength: 9, selector: (item) => canonical({ ...item }) }))
  .map(([first, others]) => [first, ...others]);

const record = (facts: readonly Telling[], late: readonly number[]): Stream<JsonObject> =>
  recordedLate(PERIOD, { start: START, end: END }, { facts, late });

describe('folding', () => {
  test('the same facts give the same state and duties, in whatever order and however late they were recorded', () => {
    foldsInAnyOrder(PERIOD, { start: START, end: END }, { life, numRuns: 80 });
  });

  test('what is kept is what the whole stream gives, done things and alerts included', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.integer({ min: 0, max: 90 })), (facts, lates) => {
        const stream = record(facts, [...lates.take(facts.length)]);
        const again = rebuild(PERIOD, LAW, { subjectRef: SUBJECT, events: stream.events });
        expect(again?.kept).toEqual(stream.kept);
        expect(again?.reckoned).toBe('alike');
        const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
        expect([...(again?.alerts ?? [])].sort(byId)).toEqual([...stream.alerts.values()].sort(byId));
      }),
      { numRuns: 100 },
    );
  });

  test('recomputed by another build that reckons alike, nothing is recorded', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.integer({ min: 0, max: 90 })), (facts, lates) => {
        const stream = record(facts, [...lates.take(facts.length)]);
        const before = stream.kept;
        const { events } = stream.change({ now: at(END, '13:00'), refold: 'build next', history: stream.events });
        expect(events).toEqual([]);
        expect(stream.kept).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test('each duty stands once, each step of a dating is taken once, and withdrawn facts leave nothing behind', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.integer({ min: 0, max: 60 })), (facts, lates) => {
        const stream = record(facts, [...lates.take(facts.length)]);
        const ids = stream.kept?.duties.map((item) => item.duty.id) ?? [];
        expect(new Set(ids).size).toBe(ids.length);
        const taken = stream.events
          .filter((event) => event.kind === 'step-taken')
          .map((event) => canonical({ ...event.payload, steps: null, dueOn: null, ruleId: null }));
        expect(new Set(taken).size).toBe(taken.length);
        const factIds = [...readHistory(stream.events, PERIOD).facts.keys()];
        for (const factId of factIds) {
          stream.change({
            now: at(END),
            actor: HOLDFAST,
            command: {
              id: `w-${factId}`,
              kind: 'take-return',
              payload: { told: [], corrected: [], withdrawn: [factId], reason: 'never happened' },
            },
          });
        }
        // Facts of persons are not an import's to withdraw: they stand as they were.
        expect(readHistory(stream.events, PERIOD).facts.size).toBe(factIds.length);
        for (const factId of factIds) stream.command(at(END), 'withdraw', { factId, reason: 'never happened' });
        expect(stream.kept?.state).toEqual(PERIOD.initial);
        expect(readHistory(stream.events, PERIOD).derived).toEqual([]);
        expect(stream.kept?.alerts).toEqual([]);
        expect(stream.kept?.nextChangeAt).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('evolve takes any content without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIOD.factKinds),
        fc.dictionary(fc.string(), fc.jsonValue()),
        day,
        (kind, payload, on) => {
          const content: JsonObject = JSON.parse(JSON.stringify(payload));
          const fact = { id: 'f1', kind, on, payload: content, source: { by: 'person' as const } };
          const entered = PERIOD.evolve(PERIOD.initial, {
            ...fact,
            kind: 'entered-care',
            payload: { legalStatus: 'V2' },
          });
          expect(() => PERIOD.duties(PERIOD.evolve(entered, { ...fact, id: 'f2' }), LAW)).not.toThrow();
        },
      ),
    );
  });
});

describe('hearing', () => {
  /** Tells both processes what a record would: the listener hears each change of the period of care. */
  function both(
    facts: readonly Telling[],
    late: readonly number[],
  ): { readonly period: Stream<JsonObject>; readonly listener: Stream<JsonObject> } {
    const [period, listener] = [new Stream(PERIOD), new Stream(LISTENER)];
    let now = START;
    listener.command(at(now, '08:00'), 'begin', {});
    facts.forEach((fact, place) => {
      const when = addDays(fact.on, late[place] ?? 0);
      now = when > now ? when : now;
      const { announced } = period.change({
        now: at(now),
        actor: HOLDFAST,
        command: { id: `c${String(place)}`, kind: 'take-return', payload: { told: [{ ...fact }], reason: 'told' } },
      });
      const heard = announced.filter((change) => LISTENER.hears.includes(change.kind));
      if (heard.length > 0) listener.heard(at(now), heard);
    });
    listener.change({ now: at(END) });
    return { period, listener };
  }

  test('what a listener makes of what it hears does not depend on when it was told, and goes when its cause goes', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.integer({ min: 0, max: 60 })), (facts, lates) => {
        const inOrder = [...facts].sort((a, b) => (a.on < b.on ? -1 : 1));
        const late = both(facts, [...lates.take(facts.length)]);
        const prompt = both(inOrder, []);
        expect(late.listener.kept?.state).toEqual(prompt.listener.kept?.state);
        const heldIds = [...readHistory(late.period.events, PERIOD).facts.values()]
          .filter((fact) => fact.kind === 'review-held')
          .map((fact) => fact.id);
        for (const factId of heldIds) {
          const { announced } = late.period.command(at(END), 'withdraw', { factId, reason: 'not this child' });
          late.listener.heard(
            at(END),
            announced.filter((change) => LISTENER.hears.includes(change.kind)),
          );
        }
        expect(late.listener.kept?.state['held']).toEqual([]);
        const again = rebuild(LISTENER, LAW, { subjectRef: SUBJECT, events: late.listener.events });
        expect(again?.kept.state).toEqual(late.listener.kept?.state);
      }),
      { numRuns: 60 },
    );
  });
});
