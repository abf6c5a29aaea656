import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../../domain/feeds/read-file.ts';
import { comparePeriods, type Recorded } from '../../../../domain/feeds/ssda903/compare.ts';
import { stageReturn } from '../../../../domain/feeds/ssda903/stage.ts';
import type { StagedReturn } from '../../../../domain/feeds/staged.ts';
import type { Fact, Source, Telling } from '../../../../domain/heart/fact.ts';
import { finished } from '../../../../domain/in-steps.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { childrenOfReturn } from './a-return.ts';

const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const read = (name: string, lines: readonly string[]): ReadFile =>
  readCsv(`${name}.csv`, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));

/** In care from 1 June 2026. */
const IN_CARE = ['01/06/2026 S C2 Z12'];

/** A return of one child to 31 March 2027: episodes as `DECOM RNE LS PLACE DEC REC`, orders as `DOLO_START DOLO_END`. */
function staged(orders: readonly string[], episodes: readonly string[] = IN_CARE): StagedReturn {
  const files = [
    read('header', ['CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', '1,F,02/03/2012,WBRI,UN1,0,']),
    read('episodes', [
      EPISODES,
      ...episodes.map((episode) => {
        const [decom = '', rne = '', status = '', place = '', dec = '', rec = ''] = episode.split(' ');
        return `1,${decom},${rne},${status},N1,${place},,${dec},${rec},,,,`;
      }),
    ]),
    read('dolo', [
      'CHILD,DOB,DOLO_START,DOLO_END',
      ...orders.map((order) => {
        const [start = '', end = ''] = order.split(' ');
        return `1,02/03/2012,${start},${end}`;
      }),
    ]),
  ];
  return finished(stageReturn(files, { asAt: calendarDate('2027-03-31') }));
}

const ofOrders = ({ kind }: Telling): boolean => kind.startsWith('deprivation-of-liberty');
const short = ({ kind, on }: Telling): string => `${kind.replace('deprivation-of-liberty-', '')} ${on}`;
const told = (delivered: StagedReturn): readonly (readonly string[])[] =>
  childrenOfReturn(delivered, 'import-1').flatMap(({ periods }) =>
    periods.map(({ facts }) => facts.filter(ofOrders).map(short)),
  );

const ENDED = ['01/06/2026 S C2 Z12 01/09/2026 E4A'];
const AGAIN = [...ENDED, '01/12/2026 S C2 Z12'];
const IN_THE_MIDDLE = ['01/06/2026 P C2 Z12'];

describe('deprivations of liberty that a return tells', () => {
  test.each<readonly [string, readonly string[], readonly string[], readonly (readonly string[])[]]>([
    ['one that goes on', ['10/06/2026'], IN_CARE, [['authorised 2026-06-10']]],
    [
      'two, one after the other',
      ['10/06/2026 10/09/2026', '10/09/2026'],
      IN_CARE,
      [['authorised 2026-06-10', 'ended 2026-09-10', 'authorised 2026-09-10']],
    ],
    [
      'each in its own time in care',
      ['10/06/2026 01/09/2026', '02/12/2026'],
      AGAIN,
      [['authorised 2026-06-10', 'ended 2026-09-01'], ['authorised 2026-12-02']],
    ],
    ['an order of the first day', ['01/06/2026'], IN_CARE, [['authorised 2026-06-01']]],
    ['one from before a return that begins in the middle', ['10/02/2026'], IN_THE_MIDDLE, [['authorised 2026-02-10']]],
    [
      'one that ended on the first day of such a return',
      ['10/02/2026 01/06/2026'],
      IN_THE_MIDDLE,
      [['authorised 2026-02-10', 'ended 2026-06-01']],
    ],
  ])('are told: %s', (_what, orders, episodes, expected) => {
    const delivered = staged(orders, episodes);
    expect(delivered.problems).toEqual([]);
    expect(told(delivered)).toEqual(expected);
  });

  test.each<readonly [string, readonly string[], readonly string[], string]>([
    ['before the child came into care', ['31/05/2026'], IN_CARE, 'OUTSIDE_CARE'],
    ['after the child left care', ['02/09/2026'], ENDED, 'OUTSIDE_CARE'],
    ['over before a return that begins in the middle', ['10/02/2026 31/05/2026'], IN_THE_MIDDLE, 'OUTSIDE_CARE'],
    ['to come', ['01/04/2027'], IN_CARE, 'FUTURE_DATE'],
    ['with an end to come', ['10/06/2026 01/04/2027'], IN_CARE, 'FUTURE_DATE'],
    ['with an end before its start', ['10/06/2026 09/06/2026'], IN_CARE, 'END_BEFORE_START'],
  ])('wait, and tell nothing: %s', (_what, orders, episodes, code) => {
    const delivered = staged(orders, episodes);
    expect(delivered.problems.map((problem) => `${problem.code} ${problem.severity}`)).toEqual([`${code} query`]);
    expect(told(delivered)).toEqual([[]]);
  });

  // Rule 705 of the return: none begins while the one before goes on.
  test.each([
    ['without an end', '10/06/2026'],
    ['that ends later', '10/06/2026 11/09/2026'],
  ])('wait where another begins after one %s', (_what, first) => {
    const delivered = staged([first, '10/09/2026']);
    expect(delivered.problems.map(({ code, line }) => [code, line])).toEqual([['DEPRIVATION_GOES_ON', 2]]);
    expect(told(delivered)).toEqual([['authorised 2026-09-10']]);
  });

  test.each<readonly [string, readonly string[], boolean]>([
    ['one outside care that tells nothing', ['31/05/2026'], true],
    ['one that ends before it begins', ['10/06/2026 09/06/2026'], false],
  ])('leave open whether more is missing: %s', (_what, orders, whole) => {
    expect(childrenOfReturn(staged(orders), 'import-1')[0]?.isWhole).toBe(whole);
  });
});

const RETURN: Source = { by: 'return', importId: 'import-0', key: 'row', asAt: calendarDate('2026-12-31') };
const PERSON: Source = { by: 'person' };

/** What is recorded of a child in care from a day: orders as `start end`, and who told them. */
function recorded(orders: readonly string[], source: Source, startOn: string): Recorded {
  const fact = (kind: string, on: string, told: Source, payload = {}): Fact => ({
    ...{ id: `${kind} ${on}`, kind, on: calendarDate(on), payload, source: told },
  });
  const entry = { startKnown: true, legalStatus: 'C2', dateOfBirth: '2012-03-02' };
  const facts = orders.flatMap((order) => {
    const [start = '', end] = order.split(' ');
    // The court's day is known to a person alone.
    const payload = source.by === 'person' ? { endsOn: '2026-12-09' } : {};
    const authorised = fact('deprivation-of-liberty-authorised', start, source, payload);
    return end === undefined ? [authorised] : [authorised, fact('deprivation-of-liberty-ended', end, source)];
  });
  return {
    ...{ processId: 'care', startOn: calendarDate(startOn), readAsAt: null, isFed: false },
    facts: [fact('entered-care', startOn, RETURN, entry), ...facts],
  };
}

type Later = {
  readonly before: readonly string[];
  readonly by?: Source;
  readonly since?: string;
  readonly now: readonly string[];
  readonly episodes?: readonly string[];
  readonly from?: string;
};

function compared({
  before,
  by = RETURN,
  since = '2026-06-01',
  now,
  episodes = IN_CARE,
  from,
}: Later): readonly string[] {
  const coversFrom = calendarDate('2026-04-01');
  const [child] = childrenOfReturn(staged(now, episodes), 'import-1');
  const brought = (child?.periods ?? []).map((period) => ({
    ...{ processId: 'new', ...period, isWhole: child?.isWhole === true },
  }));
  const changes = comparePeriods([recorded(before, by, since)], brought, {
    ...{ by: 'return', asAt: calendarDate('2027-03-31'), coversFrom, allocationsFrom: coversFrom },
    ...{ missingFrom: coversFrom, searchesFrom: coversFrom },
    ...(from === undefined ? {} : { deprivationsFrom: calendarDate(from) }),
  });
  return changes.flatMap(({ lines }) =>
    lines
      .filter(({ kind }) => kind.startsWith('deprivation'))
      .map(({ what, kind, from: was, to }) =>
        [what, kind.replace('deprivation-of-liberty-', ''), was ?? '-', to ?? '-'].join(' '),
      ),
  );
}

describe('a later return', () => {
  const YEAR = '2026-04-01';
  test.each<readonly [string, Later, readonly string[]]>([
    ['says the same again', { before: ['2026-06-10'], now: ['10/06/2026'], from: YEAR }, []],
    [
      'tells the end of one that went on',
      { before: ['2026-06-10'], now: ['10/06/2026 10/09/2026'], from: YEAR },
      ['told ended - 2026-09-10'],
    ],
    [
      'moves the start by days',
      { before: ['2026-06-10'], now: ['12/06/2026'], from: YEAR },
      ['corrected authorised 2026-06-10 2026-06-12'],
    ],
    ['tells none any more', { before: ['2026-06-10'], now: [], from: YEAR }, ['withdrawn authorised 2026-06-10 -']],
    ['has no such table', { before: ['2026-06-10'], now: [] }, []],
    [
      'does not speak of the year of the order',
      { before: ['2026-03-10'], since: '2026-03-02', now: [], from: YEAR },
      [],
    ],
    [
      'tells none any more, and a row of the child was not taken',
      { before: ['2026-06-10'], now: ['10/09/2026 09/09/2026'], from: YEAR },
      [],
    ],
    [
      'begins in the middle and tells the end of an order from before',
      {
        before: ['2026-02-10'],
        since: '2026-01-05',
        now: ['10/02/2026 10/09/2026'],
        episodes: IN_THE_MIDDLE,
        from: YEAR,
      },
      ['told ended - 2026-09-10'],
    ],
    [
      'begins in the middle and tells an order from before that nobody told',
      { before: [], since: '2026-01-05', now: ['10/02/2026'], episodes: IN_THE_MIDDLE, from: YEAR },
      ['told authorised - 2026-02-10'],
    ],
    ['agrees with what a person recorded', { before: ['2026-06-10'], by: PERSON, now: ['10/06/2026'], from: YEAR }, []],
    [
      'says otherwise than a person recorded',
      { before: ['2026-06-10 2026-09-10'], by: PERSON, now: ['12/06/2026 11/09/2026'], from: YEAR },
      ['waits ended 2026-09-10 2026-09-11', 'waits authorised 2026-06-10 2026-06-12'],
    ],
    ['does not tell what a person recorded', { before: ['2026-06-10'], by: PERSON, now: [], from: YEAR }, []],
  ])('%s', (_what, later, expected) => {
    expect(compared(later)).toEqual(expected);
  });
});
