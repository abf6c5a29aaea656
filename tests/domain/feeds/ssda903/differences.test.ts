import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { comparePeriods, isNothing, type PeriodChange } from '../../../../domain/feeds/ssda903/compare.ts';
import { differences } from '../../../../domain/feeds/ssda903/differences.ts';
import type { ReturnChild } from '../../../../domain/feeds/ssda903/periods.ts';
import type { Fact, Source, Telling } from '../../../../domain/heart/fact.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { childrenOfReturn, aReturn, FIXTURES, stagedFolder } from './a-return.ts';

const BEFORE = childrenOfReturn(stagedFolder(join(FIXTURES, 'later/before'), '2026-03-31'), 'import-1');
const AFTER = childrenOfReturn(stagedFolder(join(FIXTURES, 'later/after'), '2026-10-31'), 'import-2');
const COVERS_FROM = calendarDate('2025-02-14');
const covering = (from: CalendarDate) =>
  ({ by: 'return', coversFrom: from, allocationsFrom: from, isWhole: true }) as const;
const speakingOf = (asAt: string, from = COVERS_FROM) =>
  ({
    by: 'return',
    coversFrom: from,
    allocationsFrom: from,
    missingFrom: from,
    searchesFrom: from,
    asAt: calendarDate(asAt),
  }) as const;
const PERSON: Source = { by: 'person' };

function recordedAs(tellings: readonly Telling[], source?: Source): readonly Fact[] {
  return tellings.map((telling, place) => ({
    ...telling,
    id: `fact-${String(place)}`,
    source: source ?? telling.source ?? PERSON,
  }));
}

function recordedPeriods(children: readonly ReturnChild[], localReference: string) {
  const periods = children.find((child) => child.localReference === localReference)?.periods ?? [];
  return periods.map(({ startOn, facts }, place) => ({
    processId: `period-${String(place)}`,
    startOn,
    readAsAt: calendarDate('2026-03-31'),
    isFed: false,
    facts: recordedAs(facts),
  }));
}

function changesOf(localReference: string, now: readonly ReturnChild[] = AFTER): readonly PeriodChange[] {
  const brought = now.find((child) => child.localReference === localReference)?.periods ?? [];
  return comparePeriods(
    recordedPeriods(BEFORE, localReference),
    brought.map(({ startOn, facts }, place) => ({ processId: `new-${String(place)}`, startOn, facts, isWhole: true })),
    speakingOf(now === AFTER ? '2026-10-31' : '2026-03-31'),
  );
}

/** What a change says, each fact as its day, kind and the telling part of it. */
function said(
  { differences: { told, corrected, withdrawn, conflicts } }: PeriodChange,
  facts: readonly Fact[],
): object {
  const before = (id: string): string =>
    facts.filter((fact) => fact.id === id).map(({ on, kind }) => `${on} ${kind}`)[0] ?? '?';
  return {
    told: told.map(({ on, kind }) => `${on} ${kind}`),
    corrected: corrected.map(
      ({ factId, telling }) =>
        `${before(factId)} → ${telling.on} ${JSON.stringify(telling.payload['code'] ?? telling.payload['participation'] ?? null)}`,
    ),
    withdrawn: withdrawn.map(before),
    conflicts: conflicts.length,
  };
}

const nothing = { told: [], corrected: [], withdrawn: [], conflicts: 0 };

describe('a later return', () => {
  test.each([
    ['9900001', 'a further review is told', { told: ['2026-05-12 review-held'] }],
    [
      '9900002',
      'a changed placement is a correction',
      { told: ['2026-06-10 review-held'], corrected: ['2025-11-10 placement-started → 2025-11-10 "U4"'] },
    ],
    [
      '9900003',
      'a re-keyed move is a correction',
      { told: ['2026-09-10 review-held'], corrected: ['2025-08-11 placement-started → 2025-08-14 "K2"'] },
    ],
    [
      '9900004',
      'a re-keyed review is a correction',
      { told: ['2026-07-10 review-held'], corrected: ['2026-01-12 review-held → 2026-01-14 "PN1"'] },
    ],
    [
      '9900005',
      'a vanished review is withdrawn',
      { told: ['2026-04-17 review-held'], withdrawn: ['2026-03-02 review-held'] },
    ],
    ['9900006', 'leaving care is told', { told: ['2026-06-08 review-held', '2026-06-30 left-care'] }],
    [
      '9900007',
      'another participation is a correction',
      { told: ['2026-08-06 review-held'], corrected: ['2026-02-09 review-held → 2026-02-09 "PN6"'] },
    ],
    [
      '9900008',
      'a vanished stay away is withdrawn',
      { told: ['2026-08-17 review-held'], withdrawn: ['2025-10-06 placement-started', '2025-10-10 placement-started'] },
    ],
    [
      '9900009',
      'a re-keyed start is a correction',
      {
        told: ['2026-09-14 review-held'],
        corrected: ['2025-12-01 entered-care → 2025-12-02 null', '2025-12-01 placement-started → 2025-12-02 "U6"'],
      },
    ],
    ['00990010', 'nothing new is nothing', {}],
    [
      '9900011',
      'an adoption placement is told',
      { told: ['2026-06-01 placement-started', '2026-06-26 review-held', '2026-09-24 review-held'] },
    ],
    ['9900012', 'a care order is told', { told: ['2026-05-20 legal-status-changed', '2026-07-28 review-held'] }],
  ])('of %s: %s', (localReference, _, expected) => {
    const [change, ...others] = changesOf(localReference);
    const facts = recordedPeriods(BEFORE, localReference)[0]?.facts ?? [];
    expect(others).toEqual([]);
    expect(change).toMatchObject({ processId: 'period-0', opens: false, isLaterReading: true });
    expect(change === undefined ? null : said(change, facts)).toEqual({ ...nothing, ...expected });
  });

  test('a new child opens a period with all its facts', () => {
    const [change] = changesOf('9900013');
    expect(change).toMatchObject({ processId: 'new-0', opens: true });
    expect(change?.differences.told.map(({ on, kind }) => `${on} ${kind}`)).toEqual([
      '2026-07-06 entered-care',
      '2026-07-06 placement-started',
      '2026-07-31 review-held',
      '2026-10-30 review-held',
    ]);
  });

  test('a child who came back has a new period, and nothing changes in the old one', () => {
    expect(
      changesOf('9900014').map(({ processId, opens, differences: { told } }) => [processId, opens, told.length]),
    ).toEqual([
      ['period-0', false, 0],
      ['new-1', true, 4],
    ]);
  });

  test('the same return again changes nothing', () => {
    const references = BEFORE.map(({ localReference }) => localReference);
    expect(references).toHaveLength(13);
    for (const localReference of references) {
      expect(changesOf(localReference, BEFORE).every(isNothing)).toBe(true);
    }
    expect(changesOf('00990010').every(isNothing)).toBe(false);
  });
});

describe('two periods that began close together', () => {
  test('are each compared with the nearest one recorded', () => {
    const period = (processId: string, on: string) => ({
      processId,
      startOn: calendarDate(on),
      readAsAt: null,
      isFed: false,
      facts: [],
      isWhole: true,
    });
    const changes = comparePeriods(
      [period('one', '2025-01-10'), period('other', '2025-01-28')],
      [period('new', '2025-01-27')],
      speakingOf('2026-03-31'),
    );
    expect(changes.map(({ processId, opens }) => [processId, opens])).toEqual([['other', false]]);
  });
});

describe('a current period that began months apart from the current one recorded', () => {
  const entry = (on: string, startKnown: boolean): Telling => ({
    kind: 'entered-care',
    on: calendarDate(on),
    payload: { startKnown, legalStatus: 'C1' },
  });
  const left: Telling = { kind: 'left-care', on: calendarDate('2025-06-30'), payload: { reason: 'E4A' } };
  const at = speakingOf('2026-03-31');
  const recorded = (facts: readonly Telling[]) => [
    { processId: 'one', startOn: calendarDate('2025-01-10'), readAsAt: null, isFed: false, facts: recordedAs(facts) },
  ];
  const brought = (facts: readonly Telling[]) => [
    { processId: 'new', startOn: calendarDate('2025-05-12'), facts, isWhole: true },
  ];

  test('waits for a person: nobody is in care twice', () => {
    const telling = entry('2025-05-12', true);
    const [change] = comparePeriods(recorded([entry('2025-01-10', true)]), brought([telling]), at);
    expect(change).toMatchObject({
      processId: 'one',
      opens: false,
      isLaterReading: false,
      differences: { told: [], corrected: [], withdrawn: [], conflicts: [{ factId: 'fact-0', telling }] },
      lines: [
        {
          ...{ processId: 'one', what: 'waits', kind: 'entered-care', factId: 'fact-0' },
          ...{ from: '2025-01-10', to: '2025-05-12', content: telling.payload },
        },
      ],
    });
    expect(change === undefined || isNothing(change)).toBe(true);
  });

  test('is corrected where the same source told the other start', () => {
    const source: Source = { by: 'return', importId: 'import-1', key: 'entry', asAt: calendarDate('2026-03-31') };
    const telling = { ...entry('2025-05-12', true), source };
    const [change] = comparePeriods(recorded([{ ...entry('2025-01-10', true), source }]), brought([telling]), at);
    expect(change).toMatchObject({
      processId: 'one',
      opens: false,
      differences: { told: [], corrected: [{ factId: 'fact-0', telling }], withdrawn: [], conflicts: [] },
    });
  });

  test.each([
    ['the recorded one is over', [entry('2025-01-10', true), left], [entry('2025-05-12', true)]],
    ['the one brought is over', [entry('2025-01-10', true)], [entry('2025-05-12', true), left]],
  ])('opens beside it where %s', (_what, before, now) => {
    expect(comparePeriods(recorded(before), brought(now), at)).toMatchObject([{ processId: 'new', opens: true }]);
  });
});

describe('a return that begins in the middle of a recorded period', () => {
  const FULL = aReturn({
    episodes: [
      '9000001 01/09/2023 S C1 U6 01/02/2024 X1',
      '9000001 01/02/2024 L C2 U6 01/06/2025 X1',
      '9000001 01/06/2025 T C2 U4 - -',
    ],
    reviews: ['9000001 26/09/2023 PN1', '9000001 15/12/2025 PN1'],
  });
  const YEARLY = aReturn({
    episodes: ['9000001 01/06/2025 T C2 U4 01/12/2025 X1', '9000001 01/12/2025 P C2 K2 - -'],
    reviews: ['9000001 15/12/2025 PN1'],
  });

  function compared(recordedChildren: readonly ReturnChild[]): readonly PeriodChange[] {
    const recorded = recordedChildren
      .flatMap(({ periods }) => periods)
      .map(({ startOn, facts }, place) => ({
        processId: `period-${String(place)}`,
        startOn,
        readAsAt: null,
        isFed: false,
        facts: recordedAs(facts),
      }));
    const brought = childrenOfReturn(YEARLY, 'import-2')
      .flatMap(({ periods }) => periods)
      .map(({ startOn, facts }) => ({ processId: 'new', startOn, facts, isWhole: true }));
    return comparePeriods(recorded, brought, speakingOf('2026-03-31', calendarDate('2025-04-01')));
  }

  test('continues it: only what is new is told, and its start and first row stay as recorded', () => {
    const [change] = compared(childrenOfReturn(FULL, 'import-1'));
    expect(change).toMatchObject({ processId: 'period-0', opens: false });
    expect(change?.differences).toMatchObject({ corrected: [], withdrawn: [], conflicts: [] });
    expect(change?.differences.told.map(({ on, kind }) => [on, kind])).toEqual([['2025-12-01', 'placement-started']]);
  });

  test('does not continue one that the child had left by then', () => {
    const left = aReturn({ episodes: ['9000001 01/09/2023 S C1 U6 01/02/2024 E4A'] });
    expect(compared(childrenOfReturn(left, 'import-1'))).toMatchObject([{ processId: 'new', opens: true }]);
  });
});

describe('differences of facts', () => {
  const KINDS = fc.constantFrom('review-held', 'placement-started', 'legal-status-changed');
  const FACTS = fc.uniqueArray(
    fc.record({ kind: KINDS, day: fc.integer({ min: 0, max: 900 }), code: fc.constantFrom('A', 'B', null) }),
    { selector: ({ kind, day }) => `${kind} ${String(day)}`, maxLength: 25 },
  );
  type Drawn = { readonly kind: string; readonly day: number; readonly code: string | null };
  const START = calendarDate('2024-01-01');
  const source = (on: CalendarDate): Source => ({
    by: 'return',
    importId: 'import-1',
    key: on,
    asAt: calendarDate('2026-12-31'),
  });
  const tellings = (drawn: readonly Drawn[]): readonly Telling[] =>
    drawn.map(({ kind, day, code }) => ({
      kind,
      on: addDays(START, day),
      payload: { code },
      source: source(addDays(START, day)),
    }));
  const plain = (facts: readonly Telling[]): readonly string[] =>
    facts.map(({ kind, on, payload }) => `${kind} ${on} ${JSON.stringify(payload['code'])}`).toSorted();

  test('what is recorded, with the differences applied, says what the later return says', () => {
    fc.assert(
      fc.property(FACTS, FACTS, (first, second) => {
        const recorded = recordedAs(tellings(first));
        const { told, corrected, withdrawn } = differences(recorded, tellings(second), covering(START));
        const changed = new Map(corrected.map(({ factId, telling }) => [factId, telling]));
        const kept = recorded.filter(({ id }) => !withdrawn.includes(id)).map((fact) => changed.get(fact.id) ?? fact);
        expect(plain([...kept, ...told])).toEqual(plain(tellings(second)));
      }),
    );
  });

  test('the same return twice is nothing, in whatever order its rows come', () => {
    fc.assert(
      fc.property(FACTS, (drawn) => {
        const again = tellings(drawn).toReversed();
        expect(differences(recordedAs(tellings(drawn)), again, covering(START))).toEqual({
          told: [],
          corrected: [],
          withdrawn: [],
          conflicts: [],
        });
      }),
    );
  });

  test('nothing is withdrawn from before the time that the return covers, nor what a person told', () => {
    fc.assert(
      fc.property(FACTS, FACTS, fc.integer({ min: 0, max: 900 }), (first, second, day) => {
        const from = addDays(START, day);
        const recorded = recordedAs(tellings(first));
        const { withdrawn } = differences(recorded, tellings(second), covering(from));
        expect(recorded.filter(({ id, on }) => withdrawn.includes(id) && on < from)).toEqual([]);
        const byPerson = differences(recordedAs(tellings(first), PERSON), tellings(second), covering(START));
        expect([byPerson.withdrawn, byPerson.corrected]).toEqual([[], []]);
      }),
    );
  });

  test('a review that a person recorded two days off waits for a person and does not count twice', () => {
    const [review] = tellings([{ kind: 'review-held', day: 10, code: null }]).map((telling) => ({
      ...telling,
      payload: { participation: 'PN1' },
    }));
    if (review === undefined) throw new Error('a review was drawn');
    const recorded = recordedAs(
      [{ ...review, on: addDays(START, 12), payload: { participation: 'PN1', chairedBy: 'person-7' } }],
      PERSON,
    );
    expect(differences(recorded, [review], covering(START))).toEqual({
      told: [],
      corrected: [],
      withdrawn: [],
      conflicts: [{ factId: 'fact-0', telling: review }],
    });
  });

  test('an allocation that vanished is withdrawn from the day on which the source begins to tell them', () => {
    const told = (on: string): Telling => ({
      ...{ kind: 'allocated', on: calendarDate(on), payload: { role: 'social-worker', person: 'worker-1' } },
      source: { by: 'return', importId: 'import-1', key: on, asAt: calendarDate('2026-03-31') },
    });
    const recorded = recordedAs([told('2025-06-02'), told('2026-01-05')]);
    const coverage = { ...covering(calendarDate('2025-01-01')), allocationsFrom: calendarDate('2025-12-01') };
    expect(differences(recorded, [], coverage).withdrawn).toEqual(['fact-1']);
  });

  test('a person who said the same and more is not in conflict', () => {
    const [review] = tellings([{ kind: 'review-held', day: 10, code: null }]).map((telling) => ({
      ...telling,
      payload: { participation: 'PN1' },
    }));
    if (review === undefined) throw new Error('a review was drawn');
    const recorded = recordedAs([{ ...review, payload: { participation: 'PN1', chairedBy: 'person-7' } }], PERSON);
    expect(differences(recorded, [review], covering(START))).toEqual({
      told: [],
      corrected: [],
      withdrawn: [],
      conflicts: [],
    });
  });

  test('two re-keyed facts are paired nearest first', () => {
    const recorded = recordedAs(
      tellings([
        { kind: 'review-held', day: 10, code: 'A' },
        { kind: 'review-held', day: 30, code: 'A' },
      ]),
    );
    const now = tellings([
      { kind: 'review-held', day: 28, code: 'A' },
      { kind: 'review-held', day: 41, code: 'A' },
    ]);
    expect(
      differences(recorded, now, covering(START)).corrected.map(({ factId, telling }) => [factId, telling.on]),
    ).toEqual([
      ['fact-1', '2024-01-29'],
      ['fact-0', '2024-02-11'],
    ]);
  });
});

describe('a daily feed', () => {
  const FEED = { ...covering(calendarDate('0001-01-01')), by: 'feed' } as const;
  const told = (by: 'feed' | 'return', key: string, on: string, participation = 'PN1'): Telling => ({
    kind: 'review-held',
    on: calendarDate(on),
    payload: { participation },
    source: { by, importId: 'import-1', key, asAt: calendarDate('2026-11-20') },
  });
  const becauseOf = (before: Telling, now: Telling): readonly string[] =>
    differences(recordedAs([before]), [now], FEED).corrected.map(({ because }) => because);

  test.each([
    ['the same row again', told('feed', 'review:7', '2026-03-02'), []],
    ['the same row with another day', told('feed', 'review:7', '2025-01-15'), ['re-keyed']],
    ['the same row with other content', told('feed', 'review:7', '2026-03-02', 'PN4'), ['said otherwise']],
    ['the same content under another key', told('feed', 'review:8', '2026-03-02'), ['re-keyed']],
    ['near content under another key', told('feed', 'review:8', '2026-03-04'), ['re-keyed']],
  ])('says %s', (_what, now, because) => {
    const before = told('feed', 'review:7', '2026-03-02');
    expect(becauseOf(before, now)).toEqual(because);
    expect(differences(recordedAs([before]), [now], FEED)).toMatchObject({ told: [], withdrawn: [], conflicts: [] });
  });

  const visit = (on: string, payload: JsonObject, key: string | null = null): Telling => ({
    ...{ kind: 'visit-made', on: calendarDate(on), payload },
    source: key === null ? PERSON : { by: 'feed', importId: 'import-1', key, asAt: calendarDate('2026-11-20') },
  });
  const own = visit('2026-03-02', { seen: true, alone: 'child-refused', where: 'school' });

  test.each<readonly [string, Telling, Partial<Record<'told' | 'conflicts', number>>]>([
    ['the same day and no more', visit('2026-03-02', { seen: true }, 'visit:1'), {}],
    ['two days later is another visit', visit('2026-03-04', { seen: true }, 'visit:1'), { told: 1 }],
    ['the same day and otherwise', visit('2026-03-02', { seen: false }, 'visit:1'), { conflicts: 1 }],
  ])('says of a visit that a person recorded: %s', (_what, now, { told: isTold = 0, conflicts = 0 }) => {
    const found = differences(recordedAs([own]), [now], FEED);
    expect([found.told.length, found.conflicts.length]).toEqual([isTold, conflicts]);
    expect([found.corrected, found.withdrawn]).toEqual([[], []]);
  });

  test('corrects a visit of its own row, on whichever day', () => {
    const [before, now] = [
      visit('2026-03-02', { seen: true }, 'visit:1'),
      visit('2026-05-02', { seen: true }, 'visit:1'),
    ];
    expect(becauseOf(before, now)).toEqual(['re-keyed']);
  });

  test('takes over what a return told, once', () => {
    const now = told('feed', 'review:7', '2026-03-02');
    expect(becauseOf(told('return', 'review:2026-03-02', '2026-03-02'), now)).toEqual(['told by the feed from now on']);
    expect(becauseOf(now, now)).toEqual([]);
  });

  test('is not changed by a return, which waits for a person where it says otherwise', () => {
    const recorded = recordedAs([told('feed', 'review:7', '2026-03-02')]);
    const same = told('return', 'review:2026-03-02', '2026-03-02');
    const other = told('return', 'review:2026-03-02', '2026-03-02', 'PN4');
    const by = { ...FEED, by: 'return' } as const;
    expect(differences(recorded, [same], by)).toEqual({ told: [], corrected: [], withdrawn: [], conflicts: [] });
    expect(differences(recorded, [other], by)).toMatchObject({ corrected: [], conflicts: [{ telling: other }] });
    expect(differences(recorded, [], by).withdrawn).toEqual([]);
  });

  test('takes back only its own rows, and none of a child of whom a row was not taken', () => {
    const recorded = recordedAs([told('feed', 'review:7', '2026-03-02'), told('return', 'r', '2025-03-02')]);
    expect(differences(recorded, [], FEED).withdrawn).toEqual(['fact-0']);
    expect(differences(recorded, [], { ...FEED, isWhole: false }).withdrawn).toEqual([]);
  });

  test('is noted once for each period of care, not each night', () => {
    const facts = recordedAs([told('feed', 'review:7', '2026-03-02')]);
    const period = { processId: 'one', startOn: calendarDate('2026-01-05'), facts };
    const brought = { ...period, isWhole: true };
    const at = {
      by: 'feed',
      coversFrom: COVERS_FROM,
      allocationsFrom: COVERS_FROM,
      missingFrom: COVERS_FROM,
      searchesFrom: COVERS_FROM,
      asAt: calendarDate('2026-11-24'),
    } as const;
    const reading = (readAsAt: CalendarDate | null, by: 'feed' | 'return', isFed = false) =>
      comparePeriods([{ ...period, readAsAt, isFed }], [brought], { ...at, by })[0]?.isLaterReading;
    expect(reading(calendarDate('2026-11-23'), 'feed')).toBe(true);
    expect(reading(null, 'feed', true)).toBe(false);
    expect(reading(calendarDate('2026-11-23'), 'return')).toBe(true);
    expect(reading(calendarDate('2026-11-24'), 'return')).toBe(false);
  });
});

test('a difference that a person kept is not asked about again, another one is', () => {
  const source: Source = { by: 'return', importId: 'import-1', key: 'x', asAt: calendarDate('2026-03-31') };
  const review = (on: string): Telling => ({
    kind: 'review-held',
    on: calendarDate(on),
    payload: { participation: 'PN1' },
    source,
  });
  const held = recordedAs([{ ...review('2026-02-24') }], PERSON);
  const kept: Fact = {
    id: 'fact-9',
    kind: 'difference-kept',
    on: calendarDate('2026-04-01'),
    payload: { of: 'fact-0', on: '2026-02-26', content: { participation: 'PN1' } },
    source: PERSON,
  };
  const waits = (now: string, facts: readonly Fact[]) =>
    differences(facts, [review(now)], covering(COVERS_FROM)).conflicts.map(({ telling }) => telling.on);
  expect(waits('2026-02-26', held)).toEqual(['2026-02-26']);
  expect(waits('2026-02-26', [...held, kept])).toEqual([]);
  expect(waits('2026-02-27', [...held, kept])).toEqual(['2026-02-27']);
  expect(waits('2026-02-26', [...held, { ...kept, payload: { ...kept.payload, of: 'fact-1' } }])).toEqual([
    '2026-02-26',
  ]);
});
