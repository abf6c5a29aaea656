import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { londonDateOf, londonInstant, type Instant } from '../../../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../../../domain/heart/actor.ts';
import { isMetInTime } from '../../../../domain/heart/duty.ts';
import type { Announcement } from '../../../../domain/heart/fact.ts';
import { readHistory } from '../../../../domain/heart/history.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { HeardChange } from '../../../../domain/heart/turn-input.ts';
import { canonical, type JsonObject } from '../../../../domain/json.ts';
import { ADOPTION_STEPS } from '../../../../domain/processes/family-finding/commands.ts';
import { FAMILY_FINDING } from '../../../../domain/processes/family-finding/index.ts';
import type { FamilyFinding } from '../../../../domain/processes/family-finding/state.ts';
import { who } from '../../../support/child.ts';
import { holdsWhateverComes, type Sayable, type Spell, type Work } from '../../../support/process-model.ts';
import { LAW, Stream, SUBJECT } from '../../../support/stream.ts';

const FINDING: Process<JsonObject> = FAMILY_FINDING;
const START = calendarDate('2026-01-05');
const END = addDays(START, 900);
const at = (on: CalendarDate, time = '12:00'): Instant => londonInstant(on, time);

type Said = readonly [kind: string, payload: JsonObject];

/** What people say of the search, valid or not, by command. */
const SAID: Readonly<Record<string, readonly JsonObject[]>> = {
  'record-agency-decision': [{ shouldBePlaced: true, decidedBy: 'p', reasons: 'x' }],
  'record-final-minutes': [{ purpose: 'match' }, { purpose: 'plan' }],
  'record-adoption-panel': [
    { purpose: 'match', recommends: true },
    { purpose: 'plan', recommends: true },
  ],
  'record-placement-consent': [{}],
  'refer-to-regional-agency': [{}],
  'record-child-profile': [{}],
  'record-introductions': [{}],
  'record-adoption-application': [{}],
  'record-adoption-ceremony': [{}],
  'record-early-permanence': [{ outcome: 'not-suitable', reasons: 'x' }],
  'decide-brothers-and-sisters': [{ outcome: 'apart', decidedBy: 'p', reasons: 'x', contactPlan: 'x' }],
  'record-movement': [{ what: 'x' }],
  'confirm-adoption-plan': [{ reasons: 'x' }],
  'change-adoption-plan': [{ newPlan: 'kinship', ceased: 'RD1', decidedBy: 'p', reasons: 'x' }],
  'set-adoption-plan': [{ basis: 'relinquished', siblings: false }],
  'no-such-command': [{}],
  'record-link': [{ adopters: 'a1' }, { adopters: 'a2' }],
  'end-link': [
    { adopters: 'a1', reason: 'x' },
    { adopters: 'a2', reason: 'x' },
  ],
  'record-match-decision': [true, false].map((approved) => ({
    approved,
    adopters: 'a1',
    decidedBy: 'p',
    reasons: 'x',
  })),
  'record-adoption-step': ADOPTION_STEPS.map((step) => ({ step })),
};

const said: fc.Arbitrary<Said> = fc.oneof(
  ...Object.entries(SAID).map(([kind, contents]) => ({
    weight: Math.ceil(Math.sqrt(contents.length)),
    arbitrary: fc.constantFrom(...contents).map((content): Said => [kind, content]),
  })),
);

/** What is heard of the child's care. */
const ofCare: fc.Arbitrary<Said> = fc.constantFrom<Said>(
  ['legal-status-changed', { code: 'E1' }],
  ['legal-status-changed', { code: 'C2' }],
  ['placement-started', { code: 'A6', sameCarer: false }],
  ['placement-started', { code: 'A5', sameCarer: true }],
  ['placement-started', { code: 'U6', sameCarer: false }],
  ['placement-started', { code: 'T1', sameCarer: false }],
  ['placement-started', { code: null, sameCarer: false }],
  ['review-held', { participation: null }],
  ['plan-ratified', { plan: 'kinship' }],
  ['plan-ratified', { plan: 'adoption' }],
  ['allocated', { role: 'adoption-worker', person: 'person-7' }],
  ['left-care', { reason: 'E11' }],
);

let heardFacts = 0;
function news(kind: string, on: CalendarDate, payload: JsonObject, id = (heardFacts += 1)): HeardChange {
  const of = { processId: 'period-of-care:1', factId: `f${String(id)}` };
  const announcement: Announcement = { ...of, processKind: 'period-of-care', subjectRef: SUBJECT, kind, on, payload };
  return { key: `${of.processId}#${of.factId}`, kind, announcement };
}

const ENTERED: Said = ['entered-care', { startKnown: true, legalStatus: 'C1', dateOfBirth: '2025-12-15' }];

function opened(ofBasis: string, siblings = true): Stream<JsonObject> {
  const stream = new Stream(FINDING);
  stream.change({
    now: at(START),
    heard: [news(ENTERED[0], START, ENTERED[1])],
    command: { id: 'open', kind: 'set-adoption-plan', payload: { on: START, basis: ofBasis, siblings } },
  });
  return stream;
}

const by = [who('adoption-worker')];
const sayings: readonly Sayable[] = Object.entries(SAID).map(([kind, contents]) => ({
  ...{ kind, content: fc.constantFrom(...contents), by, when: 'on' },
}));
const doing = (ruleId: string, kind: string, content: JsonObject = {}): Work<FamilyFinding> => ({
  ...{ ruleId, kind, when: 'on', by: who('adoption-worker'), content: () => content },
});
const stepping = (ruleId: string, step: string): Work<FamilyFinding> => doing(ruleId, 'record-adoption-step', { step });
/** A match is decided, and the plan after it: who was told of neither is told of both. */
const decidedTwice: Spell = (['record-match-decision', 'record-agency-decision'] as const).map((kind) => ({
  ...{ kind, content: SAID[kind]?.[0] ?? {}, when: 'on', by: who('agency-decision-maker'), after: 200, back: 0 },
}));
const CHANGED = SAID['change-adoption-plan']?.[0] ?? {};

describe('whatever is said and heard of a search', () => {
  test('it is owned and dated until it ends, what is late stays late unless it was done in time, and it can always end', () => {
    holdsWhateverComes({
      process: FAMILY_FINDING,
      open: {
        ...{ kind: 'set-adoption-plan', by, when: 'on' },
        content: fc.record({ basis: fc.constantFrom('court-proceedings', 'relinquished'), siblings: fc.boolean() }),
      },
      say: [
        ...sayings,
        {
          ...{ kind: 'plan-adoption-panel', by, when: null },
          content: fc.record({
            purpose: fc.constantFrom('plan', 'match'),
            plannedFor: fc.constantFrom('2026-10-01', '2026-12-01', '2028-01-05'),
          }),
        },
      ],
      work: [
        doing('adoption.adm-child', 'record-agency-decision', SAID['record-agency-decision']?.[0]),
        doing('adoption.raa-referral', 'refer-to-regional-agency'),
        doing('adoption.ffa', 'record-early-permanence', SAID['record-early-permanence']?.[0]),
        doing('adoption.siblings', 'decide-brothers-and-sisters', SAID['decide-brothers-and-sisters']?.[0]),
        stepping('adoption.notify-oral', 'parents-told-orally'),
        stepping('adoption.notify-written', 'parents-told-in-writing'),
        stepping('adoption.register', 'register'),
        stepping('adoption.revocation', 'revocation-applied'),
        stepping('adoption.outside-rule', 'advice-on-outside-rule'),
        stepping('adoption.lifestory-complete', 'life-story-complete'),
        stepping('adoption.later-life-letter', 'later-life-letter'),
        doing('adoption.change-plan', 'confirm-adoption-plan'),
        doing('adoption.change-plan-again', 'confirm-adoption-plan'),
        doing('adoption.plan-otherwise', 'confirm-adoption-plan'),
      ],
      spells: fc.constant(decidedTwice),
      hears: fc
        .tuple(fc.oneof(fc.constant(ENTERED), ofCare), fc.constantFrom('2026-10-12', '2026-10-17', '2026-10-19'))
        .map(([[kind, payload], on]) => news(kind, calendarDate(on), payload)),
      ...{ longest: 2000, steps: 22 },
      end: (stream, now) => {
        const on = londonDateOf(now);
        stream.command(now, 'set-adoption-plan', { on, basis: 'relinquished', siblings: false });
        stream.command(now, 'change-adoption-plan', { on, ...CHANGED });
        for (const step of ADOPTION_STEPS)
          if (stream.kept?.closed === false) stream.command(now, 'record-adoption-step', { on, step });
      },
      // One alarm runs while it is searched for: nobody is forgotten between two stages.
      always: ({ kept }) => {
        const alarms = kept?.duties.filter(
          ({ duty }) => duty.status === 'open' && duty.ruleId.startsWith('adoption.no-movement-'),
        );
        expect(alarms?.length).toBe(kept?.closed !== false || kept.state.ended !== null ? 0 : 1);
      },
    });
  });
});

type Happened = { readonly on: CalendarDate; readonly heard: boolean; readonly what: Said };

const happened: fc.Arbitrary<Happened> = fc
  .tuple(
    fc.integer({ min: 0, max: 700 }),
    fc.oneof(
      said.map((what) => ({ what, heard: false })),
      ofCare.map((what) => ({ what, heard: true })),
    ),
  )
  .map(([after, { what, heard }]) => ({ on: addDays(START, after), heard, what }));
/** By half of them the child is placed under an order from the start, so that what follows a placement happens often. */
const PLACED: readonly Happened[] = [
  { on: addDays(START, 20), heard: true, what: ['legal-status-changed', { code: 'E1' }] },
  { on: addDays(START, 40), heard: true, what: ['placement-started', { code: 'A6', sameCarer: false }] },
];
const life = fc
  .tuple(
    fc.constantFrom([], PLACED),
    fc.uniqueArray(happened, { maxLength: 12, selector: ({ on, what }) => canonical([on, ...what]) }),
  )
  .map(([first, others]) => [...first, ...others]);

const FACT_OF: Readonly<Record<string, string>> = Object.fromEntries(
  FINDING.commandKinds.map((command, place) => [command, FINDING.factKinds[place + 2] ?? '']),
);

/** Tells it as a return would, so that nothing is refused: what cannot be is a contradiction. */
function tell(
  stream: Stream<JsonObject>,
  { on, heard, what: [kind, payload] }: Happened,
  now: Instant,
  place: number,
): void {
  if (heard) stream.heard(now, [news(kind, on, payload, 1000 + place)]);
  else {
    const fact = { kind: FACT_OF[kind] ?? 'family-finding-moved', on, payload };
    const command = { id: `t${String(place)}`, kind: 'take-return', payload: { told: [fact], reason: 'x' } };
    stream.change({ now, actor: HOLDFAST, command });
  }
}

function record(
  facts: readonly (readonly [number, Happened])[],
  late: readonly number[],
  until: CalendarDate = END,
): Stream<JsonObject> {
  heardFacts = 0;
  const stream = opened('court-proceedings');
  let now = START;
  facts.forEach(([place, fact], turn) => {
    const when = addDays(fact.on, late[turn] ?? 0);
    now = when > now ? when : now;
    stream.waitUntil(at(now, '09:00'));
    tell(stream, fact, at(now), place);
  });
  stream.waitUntil(at(until, '10:00'));
  stream.change({ now: at(until, '10:00') });
  return stream;
}

/** State and duties with each fact named by what it says instead of by when it was recorded. */
function named(stream: Stream<JsonObject>): string {
  const names = [...readHistory(stream.events, FINDING).facts.values()]
    .map(({ id, kind, on, payload }) => [id, canonical({ kind, on, payload }).replaceAll('"', "'")] as const)
    .sort((a, b) => b[0].length - a[0].length);
  const rename = (text: string): string =>
    names.reduce(
      (whole, [id, name]) => whole.replaceAll(`"${id}"`, `"${name}"`).replaceAll(`@${id}"`, `@${name}"`),
      text,
    );
  const duties = stream.kept?.duties.map(({ duty }) => rename(canonical(duty))) ?? [];
  return [rename(canonical(stream.kept?.state)), ...duties.sort()].join('\n');
}

describe('facts recorded late', () => {
  test('lead to the same state and duties in whatever order they were told', () => {
    fc.assert(
      fc.property(
        life,
        fc.infiniteStream(fc.integer({ min: 0, max: 90 })),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (facts, lates, shuffles) => {
          const numbered = facts.map((fact, place) => [place, fact] as const);
          const prompt = record(
            [...numbered].sort(([, a], [, b]) => (a.on < b.on ? -1 : 1)),
            [],
          );
          const shuffled = numbered
            .map((item) => ({ item, key: shuffles.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
          expect(named(record(shuffled, [...lates.take(facts.length)]))).toEqual(named(prompt));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('work that is done late', () => {
  test('never turns overdue into in time; a later record of work done in time does', () => {
    fc.assert(
      fc.property(
        life,
        fc.array(happened, { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 100, max: 800 }),
        (facts, extras, length) => {
          const today = addDays(START, length);
          const numbered = facts.map((fact, place) => [place, fact] as const);
          const earlier = numbered.filter(([, { on }]) => on < today).sort(([, a], [, b]) => (a.on < b.on ? -1 : 1));
          const stream = record(earlier, [], today);
          const before = (stream.kept?.duties ?? []).map(({ duty }) => duty);
          extras.forEach((extra, place) => {
            tell(stream, { ...extra, on: today }, at(today), 900 + place);
          });
          const after = new Map((stream.kept?.duties ?? []).map(({ duty }) => [duty.id, duty]));
          for (const duty of before) {
            const now = after.get(duty.id);
            if (duty.status !== 'open' || duty.lastDefensibleOn >= today || now === undefined) continue;
            expect([duty.id, isMetInTime(now)]).toEqual([duty.id, false]);
            if (now.status === 'open') expect(now.lastDefensibleOn <= duty.lastDefensibleOn).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('recorded later though done in time takes back that it was overdue', () => {
    const cases: readonly (readonly [string, Said])[] = [
      ['adoption.adm-child', ['record-agency-decision', { shouldBePlaced: true, decidedBy: 'p', reasons: 'x' }]],
      ['adoption.raa-referral', ['refer-to-regional-agency', {}]],
      ['adoption.ffa', ['record-early-permanence', { outcome: 'not-suitable', reasons: 'x' }]],
      [
        'adoption.siblings',
        ['decide-brothers-and-sisters', { outcome: 'apart', decidedBy: 'p', reasons: 'x', contactPlan: 'x' }],
      ],
      ['adoption.no-movement-plan-set', ['refer-to-regional-agency', {}]],
    ];
    for (const [ruleId, [kind, payload]] of cases) {
      const stream = opened('court-proceedings');
      const today = addDays(START, 200);
      stream.waitUntil(at(today));
      const duty = () => stream.kept?.duties.map((item) => item.duty).find((item) => item.ruleId === ruleId);
      const dueOn = duty()?.dueOn ?? END;
      expect([ruleId, duty()?.status, dueOn < today]).toEqual([ruleId, 'open', true]);
      stream.command(at(today), kind, { on: dueOn, ...payload });
      expect([ruleId, duty()?.metOn]).toEqual([ruleId, dueOn]);
      const met = duty();
      expect(met !== undefined && isMetInTime(met)).toBe(true);
    }
  });
});

test.each(FINDING.factKinds)('%s that says nothing but its day is folded, or says why not', (kind) => {
  const source = { by: 'person' as const };
  const plan = { id: 'f1', kind: 'adoption-plan-set', on: START, payload: {}, source };
  const after = FINDING.evolve(FINDING.evolve(FINDING.initial, plan), { ...plan, id: 'f2', kind });
  expect(() => FINDING.duties(after, LAW)).not.toThrow();
});

test('evolve and hearing take any content without throwing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FINDING.factKinds),
      fc.constantFrom(...FINDING.hears),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (kind, heard, content) => {
        const payload: JsonObject = JSON.parse(JSON.stringify(content));
        const source = { by: 'person' as const };
        const plan = { id: 'f1', kind: 'adoption-plan-set', on: START, payload, source };
        const set = FINDING.evolve(FINDING.initial, plan);
        const told = FINDING.evolve(set, { ...plan, id: 'f2', kind });
        const announcement: Announcement = {
          processId: 'p:1',
          processKind: 'p',
          subjectRef: SUBJECT,
          factId: 'f3',
          kind: heard,
          on: START,
          payload,
        };
        const taken = FINDING.hear(told, announcement).reduce(
          (state, derived) => FINDING.evolveDerived(state, derived),
          told,
        );
        expect(() => FINDING.duties(taken, LAW)).not.toThrow();
        expect(() => FINDING.milestones?.(taken)).not.toThrow();
      },
    ),
  );
});
