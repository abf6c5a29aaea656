import { allocatedTo } from '../../../../domain/feeds/ssda903/allocations.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { childrenOfReturn, aReturn, FIXTURES, stagedFolder } from './a-return.ts';

const CLEAN = childrenOfReturn(stagedFolder(join(FIXTURES, 'clean-2026'), '2026-03-31'), 'import-1');
const DIRTY = childrenOfReturn(stagedFolder(join(FIXTURES, 'dirty-2026'), '2026-03-31'), 'import-1');

function told(children: typeof CLEAN, localReference: string): readonly (readonly (readonly unknown[])[])[] {
  const child = children.find((candidate) => candidate.localReference === localReference);
  return (child?.periods ?? []).map(({ facts }) =>
    facts.filter(({ kind }) => kind !== 'allocated').map(({ kind, on, payload }) => [on, kind, payload]),
  );
}

function factsOf(rows: Parameters<typeof aReturn>[0]): readonly (readonly (readonly unknown[])[])[] {
  return told(childrenOfReturn(aReturn(rows), 'import-1'), '9000001');
}

/** Who held the role of social worker from when, as a table of workers tells it (`SW_ID SW_DECOM SW_DEC`). */
function allocations(episodes: readonly string[], workers: readonly string[]): readonly (readonly unknown[])[] {
  const [child] = childrenOfReturn(aReturn({ episodes, workers }), 'import-1');
  const facts = (child?.periods ?? []).flatMap((period) => period.facts);
  return facts.filter(({ kind }) => kind === 'allocated').map(({ on, payload }) => [on, payload['person']]);
}

const IN_CARE = ['9000001 01/09/2024 S C1 U6 - -'];

describe('workers of a return', () => {
  test.each([
    ['one who holds the role still', ['SW1 05/09/2024 -'], [['2024-09-05', 'ref of SW1']]],
    [
      'one after the other',
      ['SW1 05/09/2024 10/01/2025', 'SW2 10/01/2025 -'],
      [
        ['2024-09-05', 'ref of SW1'],
        ['2025-01-10', 'ref of SW2'],
      ],
    ],
    [
      'a time with nobody',
      ['SW1 05/09/2024 10/01/2025', 'SW2 15/01/2025 -'],
      [
        ['2024-09-05', 'ref of SW1'],
        ['2025-01-10', null],
        ['2025-01-15', 'ref of SW2'],
      ],
    ],
    [
      'two at a time, of whom the later one holds the role',
      ['SW1 05/09/2024 -', 'SW2 10/01/2025 01/03/2025'],
      [
        ['2024-09-05', 'ref of SW1'],
        ['2025-01-10', 'ref of SW2'],
        ['2025-03-01', 'ref of SW1'],
      ],
    ],
    [
      'one who worked with the child before care holds the role from the first day',
      ['SW0 01/01/2020 01/01/2021', 'SW1 05/09/2023 -'],
      [['2024-09-01', 'ref of SW1']],
    ],
    ['nobody told', [], []],
    ['the same one in two rows', ['SW1 05/09/2024 10/01/2025', 'SW1 10/01/2025 -'], [['2024-09-05', 'ref of SW1']]],
  ])('%s', (_what, workers, expected) => {
    expect(allocations(IN_CARE, workers)).toEqual(expected);
  });

  test('what ends with care or later leaves nobody without a worker', () => {
    const left = ['9000001 01/09/2024 S C1 U6 01/03/2025 E4A'];
    expect(allocations(left, ['SW1 05/09/2024 01/03/2025'])).toEqual([['2024-09-05', 'ref of SW1']]);
    expect(allocations(left, ['SW1 05/09/2024 01/04/2025', 'SW2 01/04/2025 -'])).toEqual([
      ['2024-09-05', 'ref of SW1'],
    ]);
  });

  test('are never named by their registration', () => {
    const facts = CLEAN.flatMap(({ periods }) => periods.flatMap((period) => period.facts));
    const persons = facts.filter(({ kind }) => kind === 'allocated').map(({ payload }) => payload['person']);
    expect(persons.length).toBeGreaterThan(400);
    expect(
      persons.every((person) => person === null || (typeof person === 'string' && person.startsWith('ref of '))),
    ).toBe(true);
  });
});

const placement = (code: string | null, { sameCarer = false, temporary = false, returned = false } = {}): object => ({
  code,
  sameCarer,
  temporary,
  returned,
});

describe('periods of care of a return', () => {
  test('as at 31 March 2026 there are 301 children in care and 4 in short breaks', () => {
    const open = CLEAN.flatMap(({ periods }) => periods.filter(({ endOn }) => endOn === null));
    const inShortBreaks = open.filter(({ facts }) => facts.some(({ payload }) => payload['legalStatus'] === 'V4'));
    expect([open.length - inShortBreaks.length, inShortBreaks.length]).toEqual([301, 4]);
  });

  test('start, certainty of the start and reviews agree with the independent calculation', () => {
    const { due } = JSON.parse(readFileSync(join(FIXTURES, 'return-2026-due-dates.json'), 'utf8')) as {
      readonly due: readonly {
        readonly child: string;
        readonly start_known: boolean;
        readonly period_start: string;
        readonly reviews_held: number;
      }[];
    };
    const open = CLEAN.flatMap(({ localReference, periods }) =>
      periods
        .filter(({ endOn }) => endOn === null)
        .map(({ startOn, facts }) => ({
          child: localReference,
          start_known: facts.find(({ kind }) => kind === 'entered-care')?.payload['startKnown'],
          period_start: startOn,
          reviews_held: facts.filter(({ kind }) => kind === 'review-held').length,
        })),
    );
    const expected = due.map(({ child, start_known, period_start, reviews_held }) => ({
      child,
      start_known,
      period_start,
      reviews_held,
    }));
    const inOrder = (a: { readonly child: string }, b: { readonly child: string }): number =>
      a.child < b.child ? -1 : 1;
    expect(open.toSorted(inOrder)).toEqual(expected.toSorted(inOrder));
  });

  test('a baby placed with her carer for adoption is told by her rows', () => {
    expect(told(CLEAN, '297664')).toEqual([
      [
        ['2024-03-14', 'entered-care', { startKnown: true, legalStatus: 'V2', dateOfBirth: '2024-03-09' }],
        ['2024-03-14', 'placement-started', placement('U5')],
        ['2024-04-02', 'review-held', { participation: 'PN0' }],
        ['2024-05-20', 'legal-status-changed', { code: 'C1' }],
        ['2024-06-18', 'review-held', { participation: 'PN0' }],
        ['2024-12-10', 'review-held', { participation: 'PN0' }],
        ['2025-05-30', 'review-held', { participation: 'PN0' }],
        ['2025-09-08', 'legal-status-changed', { code: 'E1' }],
        ['2025-11-25', 'review-held', { participation: 'PN0' }],
        ['2026-01-05', 'placement-started', placement('A5', { sameCarer: true })],
        ['2026-02-02', 'review-held', { participation: 'PN0' }],
      ],
    ]);
  });

  test('a girl who left and came back has two periods, each with its own reviews', () => {
    const [first, second] = told(CLEAN, '689836');
    expect(first).toEqual([
      ['2012-10-10', 'entered-care', { startKnown: true, legalStatus: 'V2', dateOfBirth: '2012-07-02' }],
      ['2012-10-10', 'placement-started', placement('U3')],
      ['2012-11-06', 'review-held', { participation: 'PN0' }],
      ['2013-01-25', 'review-held', { participation: 'PN0' }],
      ['2013-02-14', 'legal-status-changed', { code: 'C1' }],
      ['2013-07-19', 'review-held', { participation: 'PN0' }],
      ['2014-01-17', 'review-held', { participation: 'PN0' }],
      ['2014-07-04', 'review-held', { participation: 'PN0' }],
      ['2014-07-07', 'left-care', { reason: 'E45' }],
    ]);
    expect(second?.[0]).toEqual([
      '2016-02-11',
      'entered-care',
      { startKnown: true, legalStatus: 'L2', dateOfBirth: '2012-07-02' },
    ]);
    expect(second?.filter(([, kind]) => kind === 'review-held')).toHaveLength(22);
  });

  test('each fact names the return, the day to which it speaks and a key that stays', () => {
    const [fact] = CLEAN[0]?.periods[0]?.facts ?? [];
    expect(fact?.source).toEqual({ by: 'return', importId: 'import-1', key: 'entry', asAt: '2026-03-31' });
  });

  test('a stay away and the return from it are marked as such', () => {
    const [period] = factsOf({
      episodes: [
        '9000001 01/09/2025 S C1 U6 01/10/2025 X1',
        '9000001 01/10/2025 P C1 T2 09/10/2025 X1',
        '9000001 09/10/2025 P C1 U6 01/12/2025 X1',
        '9000001 01/12/2025 P C1 U6 - -',
      ],
    });
    expect(period?.filter(([, kind]) => kind === 'placement-started').map(([on, , payload]) => [on, payload])).toEqual([
      ['2025-09-01', placement('U6')],
      ['2025-10-01', placement('T2', { temporary: true })],
      ['2025-10-09', placement('U6', { returned: true })],
      ['2025-12-01', placement('U6')],
    ]);
  });

  test('status and placement with the same carer change on one day', () => {
    const [period] = factsOf({
      episodes: ['9000001 01/09/2025 S C1 U6 01/02/2026 X1', '9000001 01/02/2026 U C2 U4 - -'],
    });
    expect(period?.slice(2)).toEqual([
      ['2026-02-01', 'legal-status-changed', { code: 'C2' }],
      ['2026-02-01', 'placement-started', placement('U4', { sameCarer: true })],
    ]);
  });

  test('a period whose current row is rejected stays open with its placement not recorded', () => {
    const [period] = factsOf({
      episodes: ['9000001 01/09/2025 S C1 U6 01/02/2026 X1', '9000001 01/02/2026 P C1 Q9 - -'],
    });
    expect(period?.at(-1)).toEqual(['2026-02-01', 'placement-started', placement(null)]);
    const [, dirty] = told(DIRTY, '624555');
    expect([told(DIRTY, '624555').length, dirty]).toEqual([1, undefined]);
    expect(told(DIRTY, '624555')[0]?.findLast(([, kind]) => kind === 'placement-started')).toEqual([
      '2017-08-11',
      'placement-started',
      placement(null),
    ]);
  });

  test('a row that is S although the child stayed in care restarts nothing', () => {
    const startsOf = (children: typeof CLEAN): readonly string[] =>
      children
        .filter(({ localReference }) => localReference === '294502')
        .flatMap(({ periods }) => periods.map(({ startOn }) => startOn));
    expect(startsOf(DIRTY)).toEqual(startsOf(CLEAN));
    const period = told(DIRTY, '294502').at(-1);
    expect(period?.findLast(([, kind]) => kind === 'placement-started')).toEqual([
      '2024-11-29',
      'placement-started',
      placement(null),
    ]);
  });

  test('care that is not told to have ended was over when the child came into care again', () => {
    const [first, second] = factsOf({
      episodes: [
        '9000001 01/09/2024 S C1 U6 01/02/2025 X1',
        '9000001 01/02/2025 P C1 Q9 01/05/2025 E4A',
        '9000001 01/09/2025 S V2 U6 - -',
      ],
    });
    expect(first?.at(-1)).toEqual(['2025-09-01', 'left-care', { reason: null }]);
    expect(second?.[0]).toEqual([
      '2025-09-01',
      'entered-care',
      { startKnown: true, legalStatus: 'V2', dateOfBirth: '2012-03-02' },
    ]);
  });

  test('a return to care on the same day is continuous', () => {
    const periods = factsOf({
      episodes: ['9000001 01/09/2024 S V2 U6 01/02/2025 E8', '9000001 01/02/2025 S C1 U6 - -'],
    });
    expect(periods).toHaveLength(1);
    expect(periods[0]?.some(([, kind]) => kind === 'left-care')).toBe(false);
  });

  test('a return that begins in the middle of a period does not know its start', () => {
    const [period] = factsOf({ episodes: ['9000001 01/09/2024 P C2 U6 - -'] });
    expect(period?.[0]).toEqual([
      '2024-09-01',
      'entered-care',
      { startKnown: false, legalStatus: 'C2', dateOfBirth: '2012-03-02' },
    ]);
  });

  test('a review on the day of leaving belongs to the period that ends', () => {
    const [first, second] = factsOf({
      episodes: ['9000001 01/09/2024 S V2 U6 03/02/2025 E4A', '9000001 01/09/2025 S V2 U6 - -'],
      reviews: ['9000001 03/02/2025 PN1'],
    });
    expect(first?.filter(([, kind]) => kind === 'review-held')).toEqual([
      ['2025-02-03', 'review-held', { participation: 'PN1' }],
    ]);
    expect(second?.filter(([, kind]) => kind === 'review-held')).toEqual([]);
  });

  test.each(['clean-2026', 'dirty-2026'])('every review taken from %s is told once, and no other', (folder) => {
    const staged = stagedFolder(join(FIXTURES, folder), '2026-03-31');
    const taken = staged.rows.filter(
      ({ table, status, repeated }) => table === 'reviews' && status === 'taken' && !repeated,
    );
    const facts = childrenOfReturn(staged, 'import-1').flatMap(({ localReference, periods }) =>
      periods.flatMap((period) =>
        period.facts.filter(({ kind }) => kind === 'review-held').map(({ on }) => `${localReference} ${on}`),
      ),
    );
    expect(facts.toSorted()).toEqual(
      taken.map(({ child, dates }) => `${child ?? ''} ${dates['REVIEW'] ?? ''}`).toSorted(),
    );
  });

  test('nobody has two open periods', () => {
    expect(
      [...CLEAN, ...DIRTY].filter(({ periods }) => periods.filter(({ endOn }) => endOn === null).length > 1),
    ).toEqual([]);
  });
});

test.each([
  ['somebody of the directory', { ref: 'w-1', person: 'p-1' }, { person: 'p-1', worker: 'w-1' }],
  ['a worker of whom nobody has said who it is', { ref: 'w-1', person: null }, { person: 'w-1' }],
  ['nobody whom the import knows', undefined, { person: null }],
])('an allocation to %s says so', (_who, worker, said) => {
  expect(allocatedTo(worker)).toEqual(said);
});
