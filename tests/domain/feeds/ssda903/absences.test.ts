import { describe, expect, test } from 'vitest';
import { calendarDate, type CalendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../../domain/calendar/instant.ts';
import type { ReadFile } from '../../../../domain/feeds/read-file.ts';
import { compareAbsences } from '../../../../domain/feeds/ssda903/compare-absences.ts';
import { compareChild } from '../../../../domain/feeds/ssda903/compare-child.ts';
import type { PeriodChange } from '../../../../domain/feeds/ssda903/compare.ts';
import { childrenOf } from '../../../../domain/feeds/ssda903/periods.ts';
import { stageReturn } from '../../../../domain/feeds/ssda903/stage.ts';
import { stageFeed, type StagedFeed } from '../../../../domain/feeds/ssd/stage.ts';
import type { Fact, Source, Telling } from '../../../../domain/heart/fact.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { finished } from '../../../../domain/in-steps.ts';
import { feedFiles, ONE_CHILD } from '../ssd-feed.ts';

const AS_AT = calendarDate('2026-03-31');
const read = (name: string, text: string): ReadFile => readCsv(name, new TextEncoder().encode(text));
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';

type Short = readonly unknown[];
const short = ({ on, kind, payload, source }: Telling): Short => [
  on,
  kind,
  payload,
  source === undefined || source.by === 'person' ? null : source.key,
];

/** What a return tells of absences of a child in care from 1 June to 1 December 2025, rows as `CODE,start,end`. */
function ofReturn(...rows: readonly string[]): readonly (readonly Short[])[] {
  const files = [
    read('header.csv', 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,F,02/03/2012,WBRI,UN1,,\n'),
    read('episodes.csv', `${EPISODES}\n1,01/06/2025,S,C1,N1,U4,PR1,01/12/2025,E4A,,,,\n`),
    read(
      'missing.csv',
      ['CHILD,DOB,MISSING,MIS_START,MIS_END', ...rows.map((row) => `1,02/03/2012,${row}`), ''].join('\n'),
    ),
  ];
  const staged = finished(stageReturn(files, { asAt: AS_AT }));
  const [child] = finished(childrenOf(staged, { by: 'return', importId: 'import-1', workers: new Map() }));
  return (child?.absences ?? []).map(({ facts }) => facts.map(short));
}

function stagedFeed(...rows: readonly string[]): StagedFeed {
  const heading = `${ONE_CHILD.ssd_missing[0]},miss_missing_rhi_offered,miss_missing_rhi_accepted`;
  const files = feedFiles({ ssd_missing: [heading, ...rows] }).map(({ name, bytes }) => readCsv(name, bytes));
  return finished(stageFeed(files, { asAt: calendarDate('2026-04-20') }));
}

function feedFacts(...rows: readonly string[]): readonly (readonly Telling[])[] {
  const { told } = stagedFeed(...rows);
  const [child] = finished(childrenOf(told, { by: 'feed', importId: 'import-1', workers: new Map() }));
  return (child?.absences ?? []).map(({ facts }) => facts);
}

const ofFeed = (...rows: readonly string[]): readonly (readonly Short[])[] =>
  feedFacts(...rows).map((facts) => facts.map(short));

describe('absences of a return', () => {
  test('are told by their days, the earliest first', () => {
    expect(ofReturn('A,10/08/2025,', 'M,05/07/2025,06/07/2025')).toEqual([
      [
        ['2025-07-05', 'went-missing', { absence: 'M' }, 'missing:2025-07-05'],
        ['2025-07-06', 'found', {}, 'found:2025-07-05'],
      ],
      [['2025-08-10', 'went-missing', { absence: 'A' }, 'missing:2025-08-10']],
    ]);
  });

  test('of which a later one says that they were over say so, without a day; the last one lasts', () => {
    expect(ofReturn('M,05/07/2025,', 'M,10/08/2025,', 'M,10/08/2025,')).toEqual([
      [
        ['2025-07-05', 'went-missing', { absence: 'M' }, 'missing:2025-07-05'],
        ['2025-08-10', 'found', { dayKnown: false }, 'found:2025-07-05'],
      ],
      [['2025-08-10', 'went-missing', { absence: 'M' }, 'missing:2025-08-10']],
    ]);
    // Both began on one day: neither says when the other was over.
    expect(ofReturn('M,05/07/2025,', 'A,05/07/2025,').flat()).toHaveLength(2);
  });

  // In care from 1 June to 1 December 2025, both days included.
  test.each([
    ['31/05/2025', 0],
    ['01/06/2025', 1],
    ['01/12/2025', 1],
    ['02/12/2025', 0],
  ])('that began on %s are told of time in care alone', (start, told) => {
    expect(ofReturn(`M,${start},`)).toHaveLength(told);
  });

  test('that end before they begin wait, and tell nothing', () => {
    expect(ofReturn('M,06/07/2025,05/07/2025')).toEqual([]);
  });
});

describe('absences of a feed', () => {
  const started = (absence: string | null) => ['2026-02-14', 'went-missing', { absence }, 'missing:M1'];
  const ended = ['2026-02-15', 'found', {}, 'found:M1'];
  const offered = (accepted: boolean | null) => [
    '2026-02-15',
    'return-interview-offered',
    { dayKnown: false, accepted },
    'offered:M1',
  ];

  test.each<readonly [string, readonly Short[]]>([
    ['M,2026-02-15,Y,Y', [started('M'), ended, offered(true)]],
    ['A,2026-02-15,Y,N', [started('A'), ended, offered(false)]],
    ['M,2026-02-15,Y,', [started('M'), ended, offered(null)]],
    ['M,2026-02-15,N,', [started('M'), ended]],
    ['M,2026-02-15,,', [started('M'), ended]],
    [',2026-02-15,,', [started(null), ended]],
    // Nobody is interviewed before the return.
    ['M,,Y,Y', [started('M')]],
  ])('with type, end, offered and accepted %s', (rest, expected) => {
    expect(ofFeed(`M1,9970001,2026-02-14 22:10:00,${rest}`)).toEqual([expected]);
  });
});

describe('times of day of a feed', () => {
  const moments = (...rows: readonly string[]) =>
    feedFacts(...rows).flatMap((facts) => facts.flatMap(({ kind, at }) => (at === undefined ? [] : [[kind, at]])));

  // London is on Greenwich time until 29 March 2026, when the clock goes forward at one, and an hour ahead after it.
  test.each<readonly [string, string, readonly (readonly string[])[]]>([
    [
      '2026-02-14 22:10:00',
      '2026-02-15T01:00:00.0000000',
      [
        ['went-missing', '2026-02-14T22:10:00.000Z'],
        ['found', '2026-02-15T01:00:00.000Z'],
      ],
    ],
    ['2026-03-29 21:30', '2026-03-30', [['went-missing', '2026-03-29T20:30:00.000Z']]],
    ['2026-02-14', '2026-02-15 00:00:00', []],
    ['14/02/2026', '', []],
  ])('from %s to %s are moments in London', (start, end, expected) => {
    expect(moments(`M1,9970001,${start},M,${end},,`)).toEqual(expected);
  });

  test.each([
    ['2026-02-14 22:10', '2026-02-14 22:09', 'queried'],
    ['2026-02-14 22:10', '2026-02-14 22:10', 'taken'],
    ['2026-02-14 22:10', '2026-02-14', 'taken'],
    ['2026-02-14', '2026-02-14 01:00', 'taken'],
    ['2026-02-14', '2026-02-13 01:00', 'queried'],
  ])('from %s to %s: the row is %s', (start, end, status) => {
    const rows = stagedFeed(`M1,9970001,${start},M,${end},,`).staged.rows;
    expect(rows.find(({ table }) => table === 'ssd-missing')?.status).toBe(status);
  });
});

const PERSON: Source = { by: 'person' };
const fed = (key: string): Source => ({ by: 'feed', importId: 'import-1', key, asAt: AS_AT });
const returned: Source = { by: 'return', importId: 'import-1', key: 'row', asAt: AS_AT };

/** An absence, its end `null` while it lasts; `key` of its row in a feed. */
function absence(start: string, end: string | null, source: (what: string) => Source, code = 'M'): readonly Telling[] {
  return [
    { kind: 'went-missing', on: calendarDate(start), payload: { absence: code }, source: source('missing') },
    ...(end === null ? [] : [{ kind: 'found', on: calendarDate(end), payload: {}, source: source('found') }]),
  ];
}
const row = (key: string) => (what: string) => fed(`${what}:${key}`);
const byReturn = () => returned;
const byPerson = () => PERSON;

const asFacts = (tellings: readonly Telling[], name: string): readonly Fact[] =>
  tellings.map((telling) => ({ ...telling, id: `${name} ${telling.kind}`, source: telling.source ?? PERSON }));

type Comparing = {
  readonly before: readonly (readonly Telling[])[];
  readonly now: readonly (readonly Telling[])[];
  readonly by?: 'return' | 'feed';
  readonly from?: CalendarDate;
  readonly isWhole?: boolean;
};

function compare({
  before,
  now,
  by = 'feed',
  from = calendarDate('2025-04-01'),
  isWhole = true,
}: Comparing): readonly PeriodChange[] {
  const kind = 'missing-episode' as const;
  const startOf = (facts: readonly Telling[]): CalendarDate => facts[0]?.on ?? AS_AT;
  const care = { processId: 'care', startOn: calendarDate('2025-01-01'), facts: [], kind: 'period-of-care' } as const;
  const known = { readAsAt: AS_AT, isFed: true };
  return compareChild(
    [
      { ...care, ...known },
      ...before.map(
        (facts, place) =>
          ({
            ...{ kind, processId: `known ${String(place)}`, startOn: startOf(facts), ...known },
            facts: asFacts(facts, `known ${String(place)}`),
          }) as const,
      ),
    ],
    [
      { ...care, isWhole },
      ...now.map(
        (facts, place) =>
          ({ kind, processId: `new ${String(place)}`, startOn: startOf(facts), facts, isWhole }) as const,
      ),
    ],
    { by, asAt: AS_AT, coversFrom: from, allocationsFrom: from, missingFrom: from, searchesFrom: from },
  ).filter((change) => change.kind === kind);
}

const what = (changes: readonly PeriodChange[]) =>
  changes.flatMap(({ processId, opens, lines }) =>
    opens ? [`${processId} opens`] : lines.map((line) => `${processId} ${line.what} ${line.kind} ${line.to ?? 'gone'}`),
  );

describe('absences that a later delivery brings', () => {
  test.each<readonly [string, Comparing, readonly string[]]>([
    [
      'the same row',
      { before: [absence('2025-07-05', '2025-07-06', row('1'))], now: [absence('2025-07-05', '2025-07-06', row('1'))] },
      [],
    ],
    [
      'an end',
      { before: [absence('2025-07-05', null, row('1'))], now: [absence('2025-07-05', '2025-07-06', row('1'))] },
      ['known 0 told found 2025-07-06'],
    ],
    [
      'a row with other days',
      { before: [absence('2025-07-05', '2025-07-06', row('1'))], now: [absence('2025-09-05', '2025-09-06', row('1'))] },
      ['known 0 corrected went-missing 2025-09-05', 'known 0 corrected found 2025-09-06'],
    ],
    [
      'a row of a return with another first day',
      {
        by: 'return',
        before: [absence('2025-07-05', '2025-07-09', byReturn)],
        now: [absence('2025-07-06', '2025-07-09', byReturn)],
      },
      ['known 0 corrected went-missing 2025-07-06'],
    ],
    [
      'two absences that meet on a day',
      {
        by: 'return',
        before: [absence('2025-07-01', '2025-07-03', byReturn)],
        now: [absence('2025-07-01', '2025-07-03', byReturn), absence('2025-07-03', '2025-07-04', byReturn)],
      },
      ['new 1 opens'],
    ],
    [
      'what a person reported and ended',
      { before: [absence('2025-07-05', '2025-07-06', byPerson)], now: [absence('2025-07-05', '2025-07-06', row('1'))] },
      [],
    ],
    [
      'what a person reported, of another kind',
      {
        before: [absence('2025-07-05', '2025-07-06', byPerson)],
        now: [absence('2025-07-05', '2025-07-06', row('1'), 'A')],
      },
      ['known 0 waits went-missing 2025-07-05'],
    ],
    [
      'a row that has gone',
      { before: [absence('2025-07-05', '2025-07-06', row('1'))], now: [] },
      ['known 0 withdrawn went-missing gone', 'known 0 withdrawn found gone'],
    ],
    [
      'a row that has gone, of a child of whom a row was not taken',
      { before: [absence('2025-07-05', null, row('1'))], now: [], isWhole: false },
      [],
    ],
    [
      'a row of before the delivery speaks',
      { by: 'return', before: [absence('2025-03-31', '2025-04-02', byReturn)], now: [] },
      [],
    ],
    ['nothing of what a person reported', { before: [absence('2025-07-05', null, byPerson)], now: [] }, []],
    [
      'one that is over while an earlier one lasts by the record',
      {
        before: [absence('2025-07-05', null, byReturn)],
        by: 'return',
        now: [absence('2025-07-06', '2025-07-08', byReturn)],
      },
      ['known 0 told found 2025-07-08', 'known 0 corrected went-missing 2025-07-06'],
    ],
    [
      'one long after the recorded one was over',
      {
        before: [absence('2025-07-05', '2025-07-06', byReturn)],
        by: 'return',
        now: [absence('2025-07-05', '2025-07-06', byReturn), absence('2025-08-06', null, byReturn)],
      },
      ['new 1 opens'],
    ],
  ])('%s', (_name, comparing, expected) => {
    const changes = compare(comparing);
    expect(what(changes)).toEqual(expected);
    for (const { opens, isLaterReading } of changes) if (!opens) expect(isLaterReading).toBe(false);
  });

  test('say that an interview was offered only where no person has recorded more', () => {
    const told = absence('2025-07-05', '2025-07-06', row('1'));
    const offer: Telling = {
      ...{ kind: 'return-interview-offered', on: calendarDate('2025-07-06'), source: fed('offered:1') },
      payload: { dayKnown: false, accepted: true },
    };
    const own: Telling = {
      kind: 'return-interview-recorded',
      on: calendarDate('2025-07-08'),
      payload: { outcome: 'refused' },
    };
    expect(what(compare({ before: [told], now: [[...told, offer]] }))).toEqual([
      'known 0 told return-interview-offered 2025-07-06',
    ]);
    expect(what(compare({ before: [[...told, own]], now: [[...told, offer]] }))).toEqual([]);
    expect(what(compare({ before: [[...told, offer, own]], now: [[...told, offer]] }))).toEqual([]);
  });

  test('say that the child was back by some day only where no person has recorded on which, and give way to the day', () => {
    const [missing, end] = [absence('2025-07-05', null, row('1')), absence('2025-07-05', '2025-07-06', row('1'))];
    const byThen: Telling = {
      ...{ kind: 'found', on: calendarDate('2025-09-10'), source: fed('found:1') },
      payload: { dayKnown: false },
    };
    const found: Telling = { kind: 'found', on: calendarDate('2025-07-06'), payload: {} };
    expect(what(compare({ before: [missing], now: [[...missing, byThen]] }))).toEqual([
      'known 0 told found 2025-09-10',
    ]);
    expect(what(compare({ before: [[...missing, found]], now: [[...missing, byThen]] }))).toEqual([]);
    expect(what(compare({ before: [[...missing, byThen]], now: [end] }))).toEqual([
      'known 0 corrected found 2025-07-06',
    ]);
    const ofReturn = [...absence('2025-07-05', null, byReturn), { ...byThen, source: returned }];
    expect(
      what(
        compare({
          by: 'return',
          isWhole: false,
          before: [ofReturn],
          now: [absence('2025-07-05', '2025-07-06', byReturn)],
        }),
      ),
    ).toEqual(['known 0 corrected found 2025-07-06']);
  });

  test.each([
    ['the same', '2025-07-05T20:10:00.000Z', '2025-07-05T20:10:00.000Z', []],
    ['another', '2025-07-05T20:10:00.000Z', '2025-07-05T18:10:00.000Z', ['known 0 corrected went-missing 2025-07-05']],
    ['none any more', '2025-07-05T20:10:00.000Z', null, []],
    ['one that was recorded by its day', null, '2025-07-05T20:10:00.000Z', []],
  ])('of %s time of day', (_which, before, now, expected) => {
    const at = (moment: string | null): readonly Telling[] =>
      absence('2025-07-05', null, row('1')).map((told) => (moment === null ? told : { ...told, at: instant(moment) }));
    expect(what(compare({ before: [at(before)], now: [at(now)] }))).toEqual(expected);
  });

  test('find again an absence that had been taken back, by its first day', () => {
    const startOn = calendarDate('2025-07-05');
    const told = absence('2025-07-05', null, row('1'));
    const against = (facts: readonly Telling[], on: CalendarDate) =>
      compareChild(
        [{ kind: 'missing-episode', processId: 'known', startOn, readAsAt: null, isFed: false, facts: [] }],
        [{ kind: 'missing-episode', processId: 'new', startOn: on, isWhole: true, facts }],
        {
          ...{ by: 'feed', asAt: AS_AT, coversFrom: startOn, allocationsFrom: startOn },
          ...{ missingFrom: startOn, searchesFrom: startOn },
        },
      );
    expect(against(absence('2025-07-06', null, row('2')), calendarDate('2025-07-06'))).toMatchObject([
      { processId: 'new', opens: true },
    ]);
    const [change] = against(told, startOn);
    expect(change).toMatchObject({ processId: 'known', opens: false, isLaterReading: true, differences: { told } });
    // A person who took it back knows better than a delivery that tells it again.
    const takenBack = { processId: 'known', startOn, readAsAt: null, isFed: false, isTakenBack: true, facts: [] };
    expect(
      compareAbsences([takenBack], [{ processId: 'new', startOn, isWhole: true, facts: told }], {
        ...{ by: 'feed', asAt: AS_AT, coversFrom: startOn, allocationsFrom: startOn },
        ...{ missingFrom: startOn, searchesFrom: startOn, isWhole: true },
      }),
    ).toEqual([]);
  });
});
