import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../../domain/feeds/read-file.ts';
import { stageReturn } from '../../../../domain/feeds/ssda903/stage.ts';
import { suggestAsAt } from '../../../../domain/feeds/ssda903/year-of.ts';
import { mayBeTaken } from '../../../../domain/feeds/problem.ts';
import type { RowDecision, StagedReturn } from '../../../../domain/feeds/staged.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { childrenOfReturn, aReturn, filesOf, FIXTURES } from './a-return.ts';
import { finished } from '../../../../domain/in-steps.ts';

const AS_AT = calendarDate('2026-03-31');
const IN_CARE = '9000001 01/09/2024 S C1 U6 - -';

function file(name: string, text: string): ReadFile {
  return readCsv(name, new TextEncoder().encode(text));
}

function staged(...files: readonly ReadFile[]): StagedReturn {
  return finished(stageReturn(files, { asAt: AS_AT }));
}

function codes({ problems }: StagedReturn): readonly (readonly unknown[])[] {
  return problems.map(({ file: name, line, code, severity }) => [name, line, code, severity]);
}

function statuses({ rows }: StagedReturn, table: string): readonly string[] {
  return rows.filter((row) => row.table === table).map(({ status }) => status);
}

describe('a row of episodes', () => {
  test.each([
    [
      'ends before it begins',
      ['9000001 01/09/2024 S C1 U6 01/08/2024 X1', '9000001 01/09/2025 P C1 U4 - -'],
      2,
      'DEC_BEFORE_DECOM',
    ],
    [
      'ends without a reason',
      ['9000001 01/09/2024 S C1 U6 01/09/2025 -', '9000001 01/09/2025 P C1 U4 - -'],
      2,
      'DEC_WITHOUT_REC',
    ],
    ['has a reason and no end', ['9000001 01/09/2024 S C1 U6 - E4A'], 2, 'REC_WITHOUT_DEC'],
    ['begins before the child was born', ['9000001 01/03/2012 S C1 U6 - -'], 2, 'BEFORE_BIRTH'],
    [
      'is open although another follows',
      ['9000001 01/09/2024 S C1 U6 - -', '9000001 01/09/2025 P C1 U4 - -'],
      2,
      'OPEN_BUT_LATER_ROW_EXISTS',
    ],
    [
      'ends after the next begins',
      ['9000001 01/09/2024 S C1 U6 02/09/2025 X1', '9000001 01/09/2025 P C1 U4 - -'],
      2,
      'OVERLAP',
    ],
    [
      'ends before the next begins',
      ['9000001 01/09/2024 S C1 U6 31/08/2025 X1', '9000001 01/09/2025 P C1 U4 - -'],
      2,
      'GAP',
    ],
    [
      'starts care that goes on',
      ['9000001 01/09/2024 S C1 U6 01/09/2025 X1', '9000001 01/09/2025 S C1 U4 - -'],
      3,
      'S_BUT_PREVIOUS_CONTINUES',
    ],
    ['begins after the day of the return', ['9000001 01/04/2026 S C1 U6 - -'], 2, 'FUTURE_DATE'],
  ])('that %s waits for a person', (_, episodes, line, code) => {
    const read = aReturn({ episodes });
    expect(codes(read)).toEqual([['episodes.csv', line, code, 'query']]);
    expect(read.rows.find((row) => row.table === 'episodes' && row.line === line)?.status).toBe('queried');
  });

  test('that begins on the same day as another waits with it', () => {
    const read = aReturn({ episodes: [IN_CARE, '9000001 01/09/2024 S C1 U4 - -'] });
    expect(codes(read)).toEqual([
      ['episodes.csv', 2, 'DUPLICATE_CHILD_DECOM', 'query'],
      ['episodes.csv', 3, 'DUPLICATE_CHILD_DECOM', 'query'],
    ]);
  });

  test('that stands twice is taken and counts once', () => {
    const read = aReturn({ episodes: [IN_CARE, IN_CARE] });
    expect(codes(read)).toEqual([['episodes.csv', 3, 'DUPLICATE_ROW', 'warning']]);
    expect(read.files.find(({ table }) => table === 'episodes')).toMatchObject({ in: 2, taken: 2 });
    expect(childrenOfReturn(read, 'import-1')[0]?.periods[0]?.facts).toHaveLength(2);
  });

  test('that begins and ends on the edges of the rules is taken', () => {
    const read = aReturn({
      episodes: ['9000001 02/03/2012 S C1 U6 31/03/2026 X1', '9000001 31/03/2026 P C1 U4 31/03/2026 E4A'],
    });
    expect(codes(read)).toEqual([]);
  });

  test.each([
    '1/9/2024',
    '01/09/24',
    '45536',
    '31/02/2024',
    '09/28/2024',
    '2024-09-01T10:00:00',
    '2024-02-30',
    '01-09-2024',
    '1 Sept 2024',
  ])('dated %s is rejected, never guessed', (decom) => {
    const read = staged(
      file('header.csv', HEADER),
      file('episodes.csv', `${EPISODES}\n9000001,${decom},S,C1,N1,U6,PR1,,,,,,\n`),
    );
    expect(statuses(read, 'episodes')).toEqual(['rejected']);
  });

  test('dated year first is taken and said to be so', () => {
    const read = staged(
      file('header.csv', HEADER),
      file('episodes.csv', `${EPISODES}\n9000001,2024-09-01 00:00:00,S,c1,N1, U6,PR1,,,,,,\n`),
    );
    expect(
      codes(read)
        .map(([, , code]) => String(code))
        .sort(),
    ).toEqual(['ISO_DATE', 'LOWER_CASE_CODE', 'SPACES_AROUND_CODE']);
    expect(read.rows.find(({ table }) => table === 'episodes')).toMatchObject({
      status: 'taken',
      dates: { DECOM: '2024-09-01' },
      values: { LS: 'C1', PLACE: 'U6' },
    });
  });
});

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9000001,F,02/03/2012,WBRI,UN1,0,\n';
const OC2 =
  'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED';
const AD1 = 'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR';
const PLACED = 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED';
const WORKERS = 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON';
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';

describe('a row without a day that it needs', () => {
  test.each([
    ['an episode without its first day', { episodes: ['9000001 - S C1 U6 - -'] }, 'episodes.csv', 'DATE_MISSING'],
    [
      'a review without its day',
      { episodes: [IN_CARE], reviews: ['9000001 - PN1'] },
      'reviews.csv',
      'REVIEW_DATE_MISSING',
    ],
    ['a row without its child', { episodes: [IN_CARE, '- 01/09/2024 S C1 U6 - -'] }, 'episodes.csv', 'CHILD_MISSING'],
  ])('is rejected: %s', (_what, rows, name, code) => {
    const read = aReturn(rows);
    expect(read.problems.map((said) => [said.file, said.code, said.severity])).toEqual([[name, code, 'reject-row']]);
    expect(read.rows.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});

describe('a row of reviews', () => {
  test.each([
    ['before care', '9000001 31/08/2024 PN1', 'REVIEW_BEFORE_CARE', 'query', 'queried'],
    ['after the day of the return', '9000001 01/04/2026 PN1', 'FUTURE_DATE', 'query', 'queried'],
    ['with PN0 after the fourth birthday', '9000001 03/03/2026 PN0', 'PN0_BUT_FOUR_OR_OVER', 'warning', 'taken'],
    ['with an unknown code', '9000001 03/03/2026 PN9', 'UNKNOWN_CODE', 'warning', 'taken'],
  ])('%s is noticed', (_, review, code, severity, status) => {
    const read = aReturn({ episodes: [IN_CARE], reviews: [review] });
    expect(codes(read)).toEqual([['reviews.csv', 2, code, severity]]);
    expect(statuses(read, 'reviews')).toEqual([status]);
  });

  test('passes on the fourth birthday with either code, and not the day before or after with the wrong one', () => {
    const babies = (reviews: readonly string[]): StagedReturn =>
      aReturn({ episodes: ['9000001 01/09/2014 S C1 U6 - -'], reviews });
    expect(codes(babies(['9000001 02/03/2016 PN0', '9000001 03/03/2016 PN1']))).toEqual([]);
    expect(codes(babies(['9000001 02/03/2016 PN1', '9000001 01/03/2016 PN0']))).toEqual([]);
    expect(codes(babies(['9000001 01/03/2016 PN1'])).map(([, , code]) => code)).toEqual(['PN1_TO_PN7_BUT_UNDER_FOUR']);
    expect(codes(babies(['9000001 03/03/2016 PN0'])).map(([, , code]) => code)).toEqual(['PN0_BUT_FOUR_OR_OVER']);
  });

  test('between two periods of care waits for a person', () => {
    const read = aReturn({
      episodes: ['9000001 01/09/2020 S V2 U6 01/09/2021 E4A', IN_CARE],
      reviews: ['9000001 05/05/2022 PN1'],
    });
    expect(statuses(read, 'reviews')).toEqual(['queried']);
    expect(codes(read).map(([, , code]) => code)).toContain('REVIEW_OUTSIDE_CARE');
  });

  test('of a time whose episode was rejected waits with it', () => {
    const read = aReturn({
      episodes: ['9000001 01/09/2024 S C9 U6 01/09/2025 X1', '9000001 01/09/2025 P C1 U4 - -'],
      reviews: ['9000001 26/09/2024 PN1', '9000001 15/12/2025 PN1'],
    });
    expect(statuses(read, 'reviews')).toEqual(['queried', 'taken']);
    expect(codes(read)).toContainEqual(['reviews.csv', 2, 'EPISODE_NOT_TAKEN', 'query']);
  });
});

describe('a child', () => {
  test('who is not in the header waits whole', () => {
    const read = aReturn({
      episodes: [IN_CARE, '9000002 01/09/2024 S C1 U6 - -'],
      reviews: ['9000002 26/09/2024 PN1'],
    });
    expect([statuses(read, 'episodes'), statuses(read, 'reviews')]).toEqual([['taken', 'queried'], ['queried']]);
  });

  test('who stands in the header twice with other particulars waits whole', () => {
    const read = staged(
      file('header.csv', `${HEADER}9000001,M,02/03/2012,WBRI,UN1,,\n`),
      file('episodes.csv', `${EPISODES}\n9000001,01/09/2024,S,C1,N1,U6,PR1,,,,,,\n`),
    );
    expect([statuses(read, 'header'), statuses(read, 'episodes')]).toEqual([['queried', 'queried'], ['queried']]);
  });

  test('whose sex is written the old way is taken, with a word from 2024/25 on', () => {
    const old = file('header.csv', HEADER.replace(',F,', ',2,'));
    expect(codes(staged(old))).toEqual([['header.csv', 2, 'CODE_NOT_OF_THIS_YEAR', 'warning']]);
    expect(codes(finished(stageReturn([old], { asAt: calendarDate('2024-03-31') })))).toEqual([]);
    expect(statuses(staged(old), 'header')).toEqual(['taken']);
  });
});

describe('a file', () => {
  test('is known by its name in any case and its columns by their headings in any order', () => {
    const read = staged(file('HEADER.CSV', 'dob,child,sex,ethnic,mc_dob,mother,upn\n02/03/2012,007,F,WBRI,,0,UN1\n'));
    expect(codes(read)).toEqual([['HEADER.CSV', null, 'HEADINGS_REORDERED', 'normalised']]);
    expect(read.rows).toMatchObject([{ table: 'header', child: '007', status: 'taken', dates: { DOB: '2012-03-02' } }]);
  });

  test('of a table that another file has brought is never added to it', () => {
    const read = staged(
      file('header.csv', HEADER),
      file('prev_perm.csv', 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n9000001,02/03/2012,Z1,,\n'),
      file('previous_permanence.csv', 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\n9000001,02/03/2012,P1,,\n'),
    );
    expect(codes(read)).toEqual([['previous_permanence.csv', null, 'TABLE_TWICE', 'reject-file']]);
    expect(statuses(read, 'previous-permanence')).toEqual(['taken', 'rejected']);
  });
});

describe('codes of other years', () => {
  const episode = (decom: string, place: string): ReadFile =>
    file('episodes.csv', `${EPISODES}\n9000001,${decom},S,C1,N1,${place},PR1,,,,,,\n`);
  const year = (files: readonly ReadFile[], asAt: string): readonly unknown[] =>
    codes(finished(stageReturn([file('header.csv', HEADER), ...files], { asAt: calendarDate(asAt) })))
      .filter(([name]) => name !== 'header.csv')
      .map(([, , code]) => code);

  test.each([
    ['H5 in use', '27/10/2023', 'H5', '2026-03-31', []],
    ['H5 after its last day', '28/10/2023', 'H5', '2026-03-31', ['CODE_NOT_OF_THIS_YEAR']],
    ['Z1 in its last year', '31/03/2025', 'Z1', '2026-03-31', []],
    ['Z1 after it was split', '01/04/2025', 'Z1', '2026-03-31', ['CODE_NOT_OF_THIS_YEAR']],
    ['Z13 of an earlier day in a later return', '01/09/2020', 'Z13', '2026-03-31', []],
    ['K3 before there was one', '01/09/2020', 'K3', '2021-03-31', ['CODE_NOT_OF_THIS_YEAR']],
  ])('%s', (_what, decom, place, asAt, expected) => {
    expect(year([episode(decom, place)], asAt)).toEqual(expected);
  });

  test.each([
    ['E43 in its last year', 'E43', '31/03/2018', '2018-03-31', []],
    ['E43 after it', 'E43', '01/04/2018', '2019-03-31', ['CODE_NOT_OF_THIS_YEAR']],
    ['E45 before it was told apart', 'E45', '01/03/2018', '2018-03-31', ['CODE_NOT_OF_THIS_YEAR']],
    ['E45 from then on', 'E45', '01/04/2018', '2019-03-31', []],
  ])('%s', (_what, rec, dec, asAt, expected) => {
    const row = `9000001,01/09/2015,S,C1,N1,U6,PR1,${dec},${rec},,,,`;
    expect(year([file('episodes.csv', `${EPISODES}\n${row}\n`)], asAt)).toEqual(expected);
  });

  test('each year is read by its own codes and tables', () => {
    const old = file('header.csv', HEADER.replace(',F,', ',2,'));
    const workers = file('sw_episodes.csv', 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n');
    expect(codes(finished(stageReturn([old, workers], { asAt: calendarDate('2023-03-31') })))).toEqual([
      ['sw_episodes.csv', null, 'TABLE_NOT_OF_THIS_YEAR', 'warning'],
    ]);
    expect(codes(finished(stageReturn([workers], { asAt: calendarDate('2024-03-31') })))).toEqual([]);
    expect(
      codes(finished(stageReturn([file('dolo.csv', 'CHILD,DOB,DOLO_START,DOLO_END\n')], { asAt: AS_AT }))),
    ).toEqual([['dolo.csv', null, 'TABLE_NOT_OF_THIS_YEAR', 'warning']]);
    expect(
      codes(
        finished(
          stageReturn([file('dolo.csv', 'CHILD,DOB,DOLO_START,DOLO_END\n')], { asAt: calendarDate('2027-03-31') }),
        ),
      ),
    ).toEqual([]);
  });
});

describe('tables that are only kept', () => {
  const KEPT: readonly (readonly [name: string, heading: string, row: string, code: string | null, status: string])[] =
    [
      ['oc2', OC2, '9000001,02/03/2012,41,,0,1,1,1,1,0,0,0', 'NOT_A_NUMBER', 'taken'],
      ['oc2', OC2, '9000001,02/03/2012,x,,0,1,1,1,1,0,0,0', 'NOT_A_NUMBER', 'taken'],
      ['oc2', OC2, '9000001,02/03/2012,40,,0,1,1,1,1,0,0,2', 'UNKNOWN_CODE', 'taken'],
      ['oc2', OC2, '9000001,02/03/2012,,SDQ6,0,1,1,1,1,0,0,0', 'UNKNOWN_CODE', 'taken'],
      ['oc3', 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM', '9000001,02/03/2012,YES,F3,B1', 'CODE_NOT_OF_THIS_YEAR', 'taken'],
      ['oc3', 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM', '9000001,02/03/2012,MAYBE,F1,B1', 'UNKNOWN_CODE', 'taken'],
      ['ad1', AD1, '9000001,02/03/2012,01/09/2024,31/02/2025,0,2,MF,L3', 'IMPOSSIBLE_DATE', 'rejected'],
      ['ad1', AD1, '9000001,02/03/2012,01/09/2024,01/10/2025,0,3,MF,L3', 'NOT_A_NUMBER', 'taken'],
      ['ad1', AD1, '9000001,02/03/2012,02/10/2025,01/10/2025,0,2,MF,L3', 'MATCH_BEFORE_INT', 'queried'],
      ['uasc', 'CHILD,SEX,DOB,DUC', '9000001,X,02/03/2012,02/03/2030', 'UNKNOWN_CODE', 'taken'],
      ['uasc', 'CHILD,SEX,DOB,DUC', '9000001,F,03/03/2012,02/03/2030', 'DOB_NOT_AS_HEADER', 'queried'],
      [
        'prev_perm',
        'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM',
        '9000001,02/03/2012,P9,380,zz/02/2019',
        'UNKNOWN_CODE',
        'taken',
      ],
      ['placed_adoption', PLACED, '9000001,02/03/2012,,,', 'DATE_MISSING', 'rejected'],
      ['placed_adoption', PLACED, '9000001,02/03/2012,01/09/2025,01/08/2025,RD1', 'END_BEFORE_START', 'queried'],
      ['placed_adoption', PLACED, '9000001,02/03/2012,01/09/2025,01/10/2025,RD9', 'UNKNOWN_CODE', 'taken'],
      [
        'missing',
        'CHILD,DOB,MISSING,MIS_START,MIS_END',
        '9000001,02/03/2012,X,01/09/2025,',
        'UNKNOWN_CODE',
        'rejected',
      ],
      ['missing', 'CHILD,DOB,MISSING,MIS_START,MIS_END', '9000001,02/03/2012,M,01/09/2026,', 'FUTURE_DATE', 'queried'],
      ['sw_episodes', WORKERS, '9000001,02/03/2012,,01/09/2025,,OTHERS', 'VALUE_MISSING', 'rejected'],
      ['sw_episodes', WORKERS, '9000001,02/03/2012,SW1,01/09/2025,01/08/2025,OTHERS', 'END_BEFORE_START', 'queried'],
      ['sw_episodes', WORKERS, '9000001,02/03/2012,=SW1,01/09/2025,,BORED', 'FORMULA_LIKE_TEXT', 'taken'],
      [
        'dolo',
        'CHILD,DOB,DOLO_START,DOLO_END',
        '9000001,02/03/2012,01/09/2025,01/08/2025',
        'END_BEFORE_START',
        'queried',
      ],
      ['dolo', 'CHILD,DOB,DOLO_START,DOLO_END', '9000009,02/03/2012,01/09/2025,', 'CHILD_NOT_IN_HEADER', 'queried'],
    ];
  test.each(KEPT)('%s: %s with %s is noticed as %s and %s', (name, heading, row, code, status) => {
    const read = finished(
      stageReturn([file('header.csv', HEADER), file(`${name}.csv`, `${heading}\n${row}\n`)], {
        asAt: calendarDate(name === 'dolo' ? '2027-03-31' : '2026-03-31'),
      }),
    );
    expect(codes(read).map(([, , said]) => said)).toContain(code);
    expect(read.rows.find((each) => each.file === `${name}.csv`)?.status).toBe(status);
  });
});

describe('what a person decided about a row', () => {
  const TWICE = ['9000001 01/09/2024 S C1 U6 - -', '9000001 01/09/2024 S C1 U4 - -'];
  const read = (episodes: readonly string[], decision: Omit<RowDecision, 'file'>): StagedReturn =>
    aReturn({ episodes }, '2026-03-31', [{ file: 'episodes.csv', ...decision }]);

  test('leaves out one of two that contradict each other, and the other is taken', () => {
    const decided = read(TWICE, { line: 3, decision: 'leave-out', values: {} });
    expect(statuses(decided, 'episodes')).toEqual(['taken', 'rejected']);
    expect(codes(decided)).toEqual([['episodes.csv', 3, 'LEFT_OUT', 'reject-row']]);
  });

  test('corrects a row, which is read and checked anew', () => {
    const decided = read(TWICE, { line: 3, decision: 'correct', values: { DECOM: '01/10/2024', RNE: 'P' } });
    expect(statuses(decided, 'episodes')).toEqual(['queried', 'taken']);
    expect(codes(decided).map(([, line, code]) => [line, code])).toEqual([
      [3, 'CORRECTED'],
      [2, 'OPEN_BUT_LATER_ROW_EXISTS'],
    ]);
  });

  test('takes what may be so, and not what contradicts', () => {
    const gap = ['9000001 01/09/2024 S C1 U6 31/08/2025 X1', '9000001 01/09/2025 P C1 U4 - -'];
    expect(codes(read(gap, { line: 2, decision: 'take', values: {} }))).toEqual([
      ['episodes.csv', 2, 'GAP', 'warning'],
    ]);
    expect(statuses(read(gap, { line: 2, decision: 'take', values: {} }), 'episodes')).toEqual(['taken', 'taken']);
    expect(statuses(read(TWICE, { line: 3, decision: 'take', values: {} }), 'episodes')).toEqual([
      'queried',
      'queried',
    ]);
  });

  test('takes a child whose identifier looks like a formula', () => {
    const header = file('header.csv', HEADER.replace('9000001', '=9'));
    const decision: RowDecision = { file: 'header.csv', line: 2, decision: 'take', values: {} };
    expect(statuses(finished(stageReturn([header], { asAt: AS_AT, decisions: [decision] })), 'header')).toEqual([
      'taken',
    ]);
    expect(statuses(finished(stageReturn([header], { asAt: AS_AT })), 'header')).toEqual(['queried']);
  });

  test('may be asked for where a row is only doubtful', () => {
    expect(['GAP', 'OVERLAP', 'FORMULA_LIKE_TEXT', 'DOB_NOT_AS_HEADER'].every(mayBeTaken)).toBe(true);
    expect(['FUTURE_DATE', 'DUPLICATE_CHILD_DECOM', 'UNKNOWN_CODE', 'nothing'].some(mayBeTaken)).toBe(false);
  });
});

describe('the day to which a return speaks', () => {
  test('is suggested as the end of the year of its latest dates', () => {
    expect(finished(suggestAsAt(filesOf(join(FIXTURES, 'clean-2026'))))).toBe('2026-03-31');
    expect(finished(suggestAsAt(filesOf(join(FIXTURES, 'dirty-2026'))))).toBe('2026-03-31');
    expect(finished(suggestAsAt([file('header.csv', HEADER)]))).toBeNull();
    expect(finished(suggestAsAt([]))).toBeNull();
    expect(finished(suggestAsAt([file('episodes.csv', `${EPISODES}\n`)]))).toBeNull();
  });
});

describe('whatever is delivered', () => {
  const names = ['header.csv', 'episodes.csv', 'reviews.csv', 'missing.csv', 'other.csv'] as const;
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '9000001',
      '0009',
      '01/09/2024',
      '02/03/2012',
      '31/12/2030',
      '2024-09-01',
      'S',
      'P',
      'C1',
      'U6',
      'X1',
      'E4A',
      'PN1',
      '=1+1',
      '"',
      '\u0000',
      'é',
    ),
    fc.string({ maxLength: 5 }),
  );
  const headings = [
    HEADER.split('\n')[0] ?? '',
    EPISODES,
    'CHILD,DOB,REVIEW,REVIEW_CODE',
    'CHILD,DOB,MISSING,MIS_START,MIS_END',
    'A,B',
  ];
  const row = (heading: string) =>
    fc
      .array(cell, { minLength: heading.split(',').length - 1, maxLength: heading.split(',').length + 1 })
      .map((cells) => cells.join(','));
  const aFile = (place: number) =>
    fc
      .array(row(headings[place] ?? ''), { maxLength: 12 })
      .map((rows) => file(names[place] ?? 'other.csv', `${[headings[place], ...rows].join('\n')}\n`));
  const delivered = fc.tuple(aFile(0), aFile(1), aFile(2), aFile(3), aFile(4));

  test('no row vanishes, the counts add up, and what is not taken has a word', () => {
    fc.assert(
      fc.property(delivered, (files) => {
        const read = staged(...files);
        expect(read.rows).toHaveLength(files.reduce((sum, { rows }) => sum + rows.length, 0));
        for (const { file: name, in: rowsIn, taken, queried, rejected } of read.files) {
          expect(taken + queried + rejected).toBe(rowsIn);
          expect(rowsIn).toBe(files.find((each) => each.name === name)?.rows.length);
        }
        const said = new Set(read.problems.map(({ file: name, line }) => `${name}:${String(line)}`));
        const silent = read.rows.filter(
          (each) =>
            each.status !== 'taken' && !said.has(`${each.file}:${String(each.line)}`) && !said.has(`${each.file}:null`),
        );
        expect(silent).toEqual([]);
        expect(
          childrenOfReturn(read, 'import-1').every(({ periods }) => periods.every(({ facts }) => facts.length > 0)),
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
