import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, laterOf, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf, londonInstant, type Instant } from '../../../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../../../domain/heart/actor.ts';
import { DERIVED_WITHDRAWN, readHistory } from '../../../../domain/heart/history.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import { canonical, type JsonObject } from '../../../../domain/json.ts';
import { textOf } from '../../../../domain/json-reading.ts';
import {
  ASSESSMENT_STEPS,
  FOSTERING_OUTCOMES,
  SECURING_STEPS,
} from '../../../../domain/processes/connected-carer/commands.ts';
import { CONNECTED_CARER } from '../../../../domain/processes/connected-carer/index.ts';
import { currentStay, fullApproval } from '../../../../domain/processes/connected-carer/state.ts';
import { rebuild } from '../../../../domain/record/rebuild.ts';
import { isRole } from '../../../../domain/rulebook/role.ts';
import { BRINGS } from '../../../support/brings.ts';
import { CHILD, Household, SIBLING } from '../../../support/household.ts';
import { plusDays } from '../../../support/independent-dates.ts';
import { LAW, Stream, SUBJECT } from '../../../support/stream.ts';

const PROCESS: Process<JsonObject> = CONNECTED_CARER;
const START = calendarDate('2026-01-05');
const RUNS = 40;
const noon = (on: CalendarDate): Instant => londonInstant(on, '12:00');
const childRef = fc.constantFrom(CHILD, SIBLING);

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
  fc.constantFrom(...FOSTERING_OUTCOMES).map((outcome): Told => ['record-fostering-decision', { outcome }]),
  fc.constant<Told>(['record-carer-notice', {}]),
  fc.constant<Told>(['record-adopters-not-approved', {}]),
  fc
    .tuple(childRef, fc.constantFrom(...SECURING_STEPS))
    .map(([ref, step]): Told => ['record-securing-step', { childRef: ref, step, dueOn: null }]),
  childRef.map((ref): Told => ['record-securing-order', { childRef: ref, order: 'special-guardianship' }]),
  fc.constant<Told>(['close-household', { reason: 'made up' }]),
);

const hearing: fc.Arbitrary<Told> = fc.oneof(
  fc.constantFrom('U3', 'U6', 'A5', 'P1', 'T1').map((code): Told => ['placement-started', { code }]),
  fc.constantFrom('E4A', 'E45').map((reason): Told => ['left-care', { reason }]),
  fc.constantFrom('2008-06-01', '2016-05-05').map((dateOfBirth): Told => ['entered-care', { dateOfBirth }]),
  fc.constant<Told>(['review-held', {}]),
  fc.constantFrom('demo-iro', null).map((person): Told => ['allocated', { role: 'iro', person }]),
);

type Model = { now: CalendarDate; readonly refusals: Set<string>; readonly heard: ReturnType<Household['hears']>[] };
type Step = fc.Command<Model, Household>;

const REFUSALS = [
  ...['carers-already-named', 'child-in-household', 'child-not-in-household', 'children-in-household'],
  ...['no-temporary-approval', 'household-closed', 'longer-than-24-weeks', 'nothing-changes'],
];

function step(name: string, run: (model: Model, household: Household) => string | null): Step {
  return {
    check: () => true,
    toString: () => name,
    run: (model, household) => {
      const toldBefore = toldIn(household);
      const refusal = run(model, household);
      if (refusal !== null)
        expect([REFUSALS.includes(refusal) ? '' : refusal, toldIn(household)]).toEqual(['', toldBefore]);
      holds(model, household);
    },
  };
}

function toldIn({ stream }: Household): number {
  return stream.events.filter((event) => event.class === 'told').length;
}

/** What always holds, whatever was said in whichever order. */
function holds({ now }: Model, household: Household): void {
  const { kept, events } = household.stream;
  if (kept === null) return;
  const open = household.duties().filter(({ status }) => status === 'open');
  expect(new Set(household.duties().map(({ id }) => id)).size).toBe(household.duties().length);
  for (const { owner, dueOn } of open) expect([isRole(owner), dueOn]).toEqual([true, expect.any(String)]);
  if (!kept.closed) expect([open.length > 0 || kept.nextChangeAt !== null]).toEqual([true]);
  if (!kept.closed && kept.nextChangeAt === null) expect(open.length).toBeGreaterThan(0);
  expect(rebuild(CONNECTED_CARER, LAW, { subjectRef: SUBJECT, events })).toMatchObject({ kept, reckoned: 'alike' });
  for (const child of kept.state.children) {
    const stay = currentStay(child);
    const approvals = child.approvals.filter(({ hasEffect, ended }) => hasEffect && ended === null);
    const isWaiting = approvals.some(
      ({ as, extensions }) => as === 'reg-25a' || extensions.some(({ pending }) => pending !== 'assessment'),
    );
    if (stay === null || isWaiting || fullApproval(kept.state) !== null) continue;
    // No approval lasts longer than 24 weeks in all: after that the child is where nobody is approved, and that is said.
    const isCovered = approvals.some(({ on }) => plusDays(on, 168) >= now);
    const isSaid = open.some(({ ruleId }) => ruleId === 'connected.unlawful' || ruleId === 'connected.initial');
    expect([child.childRef, isCovered || isSaid]).toEqual([child.childRef, true]);
  }
}

const steps: readonly fc.Arbitrary<Step>[] = [
  fc.integer({ min: 1, max: 70 }).map((days) =>
    step(`${String(days)} days pass`, (model, household) => {
      model.now = addDays(model.now, days);
      household.waitUntil(noon(model.now));
      household.stream.change({ now: noon(model.now) });
      return null;
    }),
  ),
  fc.tuple(saying, fc.integer({ min: 0, max: 40 })).map(([[kind, payload], late]) =>
    step(`${kind} ${canonical(payload)} ${String(late)} days ago`, ({ now }, household) => {
      const on = laterOf(START, addDays(now, -late));
      return household.say(noon(now), kind, { ...payload, on });
    }),
  ),
  fc.tuple(hearing, childRef, fc.integer({ min: 0, max: 20 })).map(([[kind, payload], ref, late]) =>
    step(`hears ${kind} of ${ref}`, ({ now, heard }, household) => {
      household.stream.change({ now: noon(now) });
      const before = household.stream.events.length;
      heard.push(household.hears(noon(now), kind, payload, { on: addDays(now, -late), childRef: ref }));
      const brought = household.stream.events
        .slice(before)
        .filter(({ kind: told, payload: content }) => content['derived'] === true || told === DERIVED_WITHDRAWN);
      const kinds = brought.map((event) =>
        event.kind === DERIVED_WITHDRAWN ? textOf(event.payload, 'kind') : event.kind,
      );
      expect(kinds.filter((brings) => !(BRINGS['connected-carer']?.[kind] ?? []).includes(brings))).toEqual([]);
      return null;
    }),
  ),
  fc.nat().map((place) =>
    step('is told that what it heard was not so', ({ now, heard }, household) => {
      const change = heard[place % Math.max(1, heard.length)];
      if (change !== undefined) household.unhears(noon(now), change);
      return null;
    }),
  ),
  fc.tuple(fc.nat(), fc.integer({ min: -30, max: 30 }), fc.boolean()).map(([place, days, withdraws]) =>
    step(withdraws ? 'a fact is withdrawn' : 'a fact is corrected', ({ now }, household) => {
      const facts = [...readHistory(household.stream.events, CONNECTED_CARER).facts.values()].slice(1);
      const fact = facts[place % Math.max(1, facts.length)];
      if (fact === undefined) return null;
      if (withdraws)
        return household.stream.command(noon(now), 'withdraw', { factId: fact.id, reason: 'made up' }).refusal;
      const moved = addDays(fact.on, days);
      const on = moved > now ? now : laterOf(START, moved);
      return household.stream.command(noon(now), 'correct', { factId: fact.id, on, reason: 'made up' }).refusal;
    }),
  ),
];

describe('any life of a household', () => {
  test('keeps what always holds, refuses only for a reason, and can come to an end', () => {
    fc.assert(
      fc.property(fc.commands([...steps], { maxCommands: 25 }), (lived) => {
        const household = new Household();
        household.name(noon(START));
        const model: Model = { now: START, refusals: new Set(), heard: [] };
        fc.modelRun(() => ({ model, real: household }), lived);
        end(household, model.now);
      }),
      { numRuns: RUNS },
    );
  });

  /** Children leave, support ends, the household is closed: whatever was before, it is over the day after. */
  function end(household: Household, now: CalendarDate): void {
    for (const child of household.state.children) {
      if (currentStay(child) !== null)
        household.say(noon(now), 'record-child-left-carer', { childRef: child.childRef, because: 'moved' });
      household.say(noon(now), 'record-securing-step', {
        childRef: child.childRef,
        step: 'support-ended',
        dueOn: null,
      });
    }
    if (household.state.closed === null) household.say(noon(now), 'close-household', { reason: 'made up' });
    household.waitUntil(noon(addDays(now, 1)));
    expect([household.stream.kept?.closed, household.duties().filter(({ status }) => status === 'open')]).toEqual([
      true,
      [],
    ]);
  }

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
  const days = fc.integer({ min: 80, max: 130 });

  test('has effect by the days on which it was done, never by the day on which it was recorded', () => {
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
