import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../../domain/feeds/read-file.ts';
import { childrenOfReturn } from '../../../../domain/feeds/ssda903/periods.ts';
import { stageReturn, suggestAsAt } from '../../../../domain/feeds/ssda903/stage.ts';
import type { StagedReturn } from '../../../../domain/feeds/ssda903/staged.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { aReturn, filesOf, FIXTURES } from './a-return.ts';

const AS_AT = calendarDate('2026-03-31');
const IN_CARE = '9000001 01/09/2024 S C1 U6 - -';

function file(name: string, text: string): ReadFile {
  return readCsv(name, new TextEncoder().encode(text));
}

function staged(...files: readonly ReadFile[]): StagedReturn {
  return stageReturn(files, { asAt: AS_AT });
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
    expect(codes(stageReturn([old], { asAt: calendarDate('2024-03-31') }))).toEqual([]);
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

describe('the day to which a return speaks', () => {
  test('is suggested as the end of the year of its latest dates', () => {
    expect(suggestAsAt(filesOf(join(FIXTURES, 'clean-2026')))).toBe('2026-03-31');
    expect(suggestAsAt(filesOf(join(FIXTURES, 'dirty-2026')))).toBe('2026-03-31');
    expect(suggestAsAt([file('header.csv', HEADER)])).toBeNull();
    expect(suggestAsAt([])).toBeNull();
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
