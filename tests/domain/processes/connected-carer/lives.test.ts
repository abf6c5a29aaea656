import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, laterOf, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf, londonInstant, type Instant } from '../../../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../../../domain/heart/actor.ts';
import { readHistory } from '../../../../domain/heart/history.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import { canonical, type JsonObject } from '../../../../domain/json.ts';
import { textOf } from '../../../../domain/json-reading.ts';
import {
  ASSESSMENT_STEPS,
  CARER_CHECKS,
  FOSTERING_OUTCOMES,
  SECURING_STEPS,
} from '../../../../domain/processes/connected-carer/commands.ts';
import { CONNECTED_CARER } from '../../../../domain/processes/connected-carer/index.ts';
import { isLawfulOrSaidNotToBe } from '../../../support/carer-invariants.ts';
import { CHILD, Household, SIBLING } from '../../../support/household.ts';
import { plusDays } from '../../../support/independent-dates.ts';
import { Stream } from '../../../support/stream.ts';

const PROCESS: Process<JsonObject> = CONNECTED_CARER;
const START = calendarDate('2026-01-05');
const RUNS = 40;
const noon = (on: CalendarDate): Instant => londonInstant(on, '12:00');
const childRef = fc.constantFrom(CHILD, SIBLING);

const carer = fc.constantFrom('carer-a', 'carer-b');

type Told = readonly [kind: string, payload: JsonObject];

/** Everything that people may say of a household, sensible or not. */
const saying: fc.Arbitrary<Told> = fc.oneof(
  childRef.map((ref): Told => ['record-suitability', { childRef: ref, suitable: true }]),
  childRef.map((ref): Told => ['give-temporary-approval', { childRef: ref }]),
  childRef.map((ref): Told => ['give-adopter-approval', { childRef: ref }]),
  childRef.map((ref): Told => ['place-with-carer', { childRef: ref }]),
  childRef.map((ref): Told => ['place-with-carer', { childRef: ref }]),
  childRef.map((ref): Told => ['record-child-left-carer', { childRef: ref, because: 'moved' }]),
  childRef.map((ref): Told => ['record-panel-views', { childRef: ref }]),
  childRef.map((ref): Told => ['record-iro-informed', { childRef: ref }]),
  fc
    .tuple(
      childRef,
      fc.constantFrom('assessment', 'independent-review'),
      fc.constantFrom(null, '2026-06-01', '2027-06-01'),
    )
    .map(([ref, pending, until]): Told => ['extend-temporary-approval', { childRef: ref, pending, until }]),
  fc.constantFrom(...ASSESSMENT_STEPS).map((step): Told => ['record-assessment-step', { step }]),
  fc
    .tuple(fc.constantFrom(...CARER_CHECKS), carer)
    .map(([step, of]): Told => ['record-assessment-step', { step, carer: of }]),
  carer.map((of): Told => ['add-carer', { carer: of }]),
  carer.map((of): Told => ['remove-carer', { carer: of }]),
  fc.constantFrom(...FOSTERING_OUTCOMES).map((outcome): Told => ['record-fostering-decision', { outcome }]),
  fc.constant<Told>(['record-carer-notice', {}]),
  fc.constant<Told>(['record-adopters-not-approved', {}]),
  fc
    .tuple(childRef, fc.constantFrom(...SECURING_STEPS))
    .map(([ref, step]): Told => ['record-securing-step', { childRef: ref, step, dueOn: null }]),
  childRef.map((ref): Told => ['record-securing-order', { childRef: ref, order: 'special-guardianship' }]),
  fc.constant<Told>(['close-household', { reason: 'made up' }]),
);

describe('any life of a household', () => {
  test('comes to the same whether told on the day, late, or in another order', () => {
    const facts = fc.uniqueArray(
      fc
        .tuple(fc.integer({ min: 0, max: 300 }), saying)
        .map(([days, [kind, payload]]) => ({ on: addDays(START, days), kind, payload })),
      { maxLength: 9, selector: (item) => canonical({ ...item }) },
    );
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.integer({ min: 0, max: 60 })), (told, lates) => {
        const inOrder = [...told].sort((a, b) => (a.on < b.on ? -1 : 1));
        const late = told.map(() => Number(lates.next().value));
        expect(outcomeOf(told, late)).toEqual(outcomeOf(inOrder, []));
      }),
      { numRuns: RUNS },
    );
  });

  /** Facts as a feed tells them, so that none is refused. */
  function outcomeOf(
    told: readonly { readonly on: CalendarDate; readonly kind: string; readonly payload: JsonObject }[],
    late: readonly number[],
  ): unknown {
    const stream = new Stream(PROCESS);
    const end = addDays(START, 700);
    let now = START;
    const tell = (kind: string, on: CalendarDate, payload: JsonObject): void => {
      const fact = { kind, on, payload };
      stream.command(noon(now), 'take-return', { told: [fact], reason: 'told' }, HOLDFAST);
    };
    tell('connected-carer-named', START, { carers: [] });
    told.forEach(({ on, kind, payload }, place) => {
      now = laterOf(now, addDays(on, late[place] ?? 0));
      stream.waitUntil(noon(now));
      tell(FACT_OF[kind] ?? kind, on, payload);
    });
    stream.waitUntil(noon(end));
    stream.change({ now: noon(end) });
    const facts = readHistory(stream.events, PROCESS).facts;
    const named = (text: string): string =>
      text.replaceAll(/\bf\d+\b/g, (id) => {
        const fact = facts.get(id);
        return fact === undefined
          ? id
          : `${fact.on} ${fact.kind} ${textOf(fact.payload, 'childRef')}${textOf(fact.payload, 'step')}`;
      });
    const { state, duties } = stream.kept ?? { state: {}, duties: [] };
    const owed = duties.map(({ duty: { id, dueOn, status, metOn } }) => [named(id), dueOn, status, metOn]);
    return { state: JSON.parse(named(canonical(state))) as unknown, owed: owed.map(String).sort() };
  }

  const FACT_OF: Readonly<Record<string, string>> = {
    'add-carer': 'carer-added',
    'remove-carer': 'carer-removed',
    'record-suitability': 'carer-suitability-assessed',
    'give-temporary-approval': 'temporary-approval-given',
    'give-adopter-approval': 'adopter-approval-given',
    'place-with-carer': 'child-joined-carer',
    'record-child-left-carer': 'child-left-carer',
    'record-panel-views': 'extension-panel-views-sought',
    'record-iro-informed': 'extension-iro-informed',
    'extend-temporary-approval': 'temporary-approval-extended',
    'record-assessment-step': 'carer-assessment-step',
    'record-fostering-decision': 'fostering-decision-made',
    'record-carer-notice': 'carer-notice-received',
    'record-adopters-not-approved': 'adopters-no-longer-approved',
    'record-securing-step': 'securing-step',
    'record-securing-order': 'securing-order-made',
    'close-household': 'household-closed',
  };
});

describe('an extension', () => {
  const aboutTheEnd = fc.integer({ min: 95, max: 125 });
  const granting = (pending: string, freq: number) =>
    fc.record({
      views: fc.option(aboutTheEnd, { freq }),
      iro: fc.option(aboutTheEnd, { freq }),
      on: aboutTheEnd,
      approvedAs: fc.constantFrom('nominated-officer', 'nominated-officer', 'nominated-officer', 'team-manager'),
      until: fc.option(fc.integer({ min: 100, max: 190 })),
      pending: fc.constant(pending),
    });
  const review = fc.record({
    ...{ after: fc.integer({ min: 0, max: 60 }), refused: fc.integer({ min: 60, max: 115 }) },
    ...{ applied: fc.integer({ min: 100, max: 175 }), outcome: fc.option(fc.integer({ min: 90, max: 230 })) },
    granted: granting('independent-review', 2),
  });
  type Happened = { readonly after: number; readonly kind: string; readonly payload: JsonObject };

  function granted({ views, iro, on, until, approvedAs, pending }: Granted, more = 0): readonly Happened[] {
    const known = (kind: string, after: number | null): readonly Happened[] =>
      after === null ? [] : [{ after: after + more, kind, payload: { childRef: CHILD } }];
    const untilOn = until === null ? null : addDays(APPROVED, until);
    const payload = { childRef: CHILD, pending, until: untilOn, approvedBy: 'demo', approvedAs };
    return [
      ...known('extension-panel-views-sought', views),
      ...known('extension-iro-informed', iro),
      { after: on + more, kind: 'temporary-approval-extended', payload },
    ];
  }
  type Granted = { readonly [name in 'views' | 'iro' | 'until']: number | null } & {
    readonly [name in 'approvedAs' | 'pending']: string;
  } & { readonly on: number };
  const APPROVED = addDays(START, 7);

  test('has effect by the days on which all of it was done, never by those on which it was recorded', () => {
    fc.assert(
      fc.property(
        granting('assessment', 8),
        fc.option(review),
        fc.option(fc.integer({ min: 100, max: 200 })),
        fc.infiniteStream(fc.constantFrom(0, 0, 10, 60)),
        (first, second, leftAfter, lates) => {
          const reviewed: readonly Happened[] =
            second === null
              ? []
              : [
                  { after: second.refused, kind: 'fostering-decision-made', payload: { outcome: 'not-approved' } },
                  { after: second.applied, kind: 'carer-assessment-step', payload: { step: 'review-applied' } },
                  ...(second.outcome === null
                    ? []
                    : [
                        {
                          after: second.outcome,
                          kind: 'carer-assessment-step',
                          payload: { step: 'review-outcome' },
                        },
                      ]),
                  ...granted(second.granted, second.after),
                ];
          const left: readonly Happened[] =
            leftAfter === null ? [] : [{ after: leftAfter, kind: 'child-left-carer', payload: { childRef: CHILD } }];
          const told = [...granted(first), ...reviewed, ...left].map((happened) => ({
            ...happened,
            recordedAfter: happened.after + Number(lates.next().value),
          }));
          const household = new Household();
          household.name(noon(START));
          household.place(noon(APPROVED));
          household.stream.command(noon(APPROVED), 'place-with-carer', { on: APPROVED, childRef: SIBLING });
          for (const { after, recordedAfter, kind, payload } of told.toSorted(
            (a, b) => a.recordedAfter - b.recordedAfter,
          )) {
            const now = noon(addDays(APPROVED, recordedAfter));
            household.waitUntil(now);
            household.take(now, [{ kind, on: addDays(APPROVED, after), payload }]);
            isLawfulOrSaidNotToBe(household.stream);
          }
          for (const days of [300, 330]) {
            household.waitUntil(noon(addDays(APPROVED, days)));
            household.stream.change({ now: noon(addDays(APPROVED, days)) });
            isLawfulOrSaidNotToBe(household.stream);
          }
        },
      ),
      { numRuns: 3 * RUNS },
    );
  });

  const days = fc.integer({ min: 80, max: 130 });

  test('recorded late takes back that the placement was unlawful, if it was done in time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 365 }),
        days,
        days,
        days,
        fc.nat({ max: 60 }),
        (from, views, iro, on, late) => {
          const approvedOn = addDays(START, from);
          const done = Math.max(views, iro, on);
          const [household, recordedOn] = [new Household(), addDays(approvedOn, done + late)];
          household.name(noon(START));
          household.place(noon(approvedOn));
          household.waitUntil(noon(recordedOn));
          const dates = [views, iro, on].map((count) => addDays(approvedOn, count));
          household.extend(noon(recordedOn), { views: dates[0], iro: dates[1], on: dates[2] });
          household.waitUntil(noon(addDays(approvedOn, 200)));
          const expiredOn = plusDays(approvedOn, done <= 112 ? 168 : 112);
          expect(household.derived('temporary-approval-expired')).toEqual([`${expiredOn} temporary-approval-expired`]);
          const told = household.alerts('connected.unlawful').findLast(({ reason }) => reason === 'at-once');
          const next = addDays(calendarDate(expiredOn), 1);
          const toldOn = done <= 112 ? laterOf(next, recordedOn) : next;
          expect(told && londonDateOf(told.raisedAt)).toBe(toldOn);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
