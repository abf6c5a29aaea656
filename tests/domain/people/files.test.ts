import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../domain/feeds/read-file.ts';
import { stageAllocations } from '../../../domain/people/allocation-file.ts';
import { stageOldDates } from '../../../domain/people/old-dates-file.ts';
import { stagePeople } from '../../../domain/people/people-files.ts';
import { cellOf, tableOf } from '../../../domain/people/table.ts';
import type { Directory } from '../../../domain/people/directory.ts';
import { readCsv } from '../../../platform/csv.ts';

const file = (name: string, ...lines: readonly string[]): ReadFile =>
  readCsv(name, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
const people = (...lines: readonly string[]): ReadFile =>
  file('people.csv', 'person,name,email,role,team,from,to', ...lines);
const teams = (...lines: readonly string[]): ReadFile => file('teams.csv', 'team,name,above', ...lines);
const said = (
  problems: readonly {
    readonly file: string;
    readonly line: number | null;
    readonly column: string | null;
    readonly code: string;
  }[],
) => problems.map(({ file: name, line, column, code }) => `${name} ${String(line)} ${column ?? '-'} ${code}`);

describe('files of people and teams', () => {
  test('become entries of the directory: one person, a post for each role', () => {
    const staged = stagePeople(
      [
        teams('north,North team,children', 'children,Children in care,'),
        people(
          'p-1,Test Person One,one@example.org,Team Manager,north,01/02/2026,',
          'p-1,Test Person One,one@example.org,social-worker,north,2026-01-01,31/03/2026',
          'p-2,Test Person Two,,fallback,,01/01/2026,',
          'p-3,Test Person Three,three@example.org,,,01/01/2026,30/06/2026',
          'p-3,Test Person Three,three@example.org,auditor,,01/02/2026,31/07/2026',
        ),
      ],
      [
        {
          ...{ ref: 'north', name: 'before', above: null, recovery: 'two days a week' },
          ...{ liveFrom: calendarDate('2026-05-01'), recoverBy: calendarDate('2026-08-28') },
        },
      ],
    );
    expect(staged.problems).toEqual([]);
    expect([staged.rows, staged.taken]).toEqual([7, 7]);
    expect(staged.savings.map(({ entry }) => entry)).toEqual([
      {
        ...{ ref: 'north', name: 'North team', above: 'children' },
        ...{ liveFrom: '2026-05-01', recoverBy: '2026-08-28', recovery: 'two days a week' },
      },
      {
        ...{ ref: 'children', name: 'Children in care', above: null },
        ...{ liveFrom: null, recoverBy: null, recovery: null },
      },
      { ref: 'p-1', name: 'Test Person One', email: 'one@example.org', fromOn: '2026-01-01', toOn: null },
      { ref: 'p-2', name: 'Test Person Two', email: null, fromOn: '2026-01-01', toOn: null },
      { ref: 'p-3', name: 'Test Person Three', email: 'three@example.org', fromOn: '2026-01-01', toOn: '2026-07-31' },
      {
        ref: 'p-1 team-manager north 2026-02-01',
        person: 'p-1',
        role: 'team-manager',
        team: 'north',
        fromOn: '2026-02-01',
        toOn: null,
      },
      {
        ref: 'p-1 social-worker north 2026-01-01',
        person: 'p-1',
        role: 'social-worker',
        team: 'north',
        fromOn: '2026-01-01',
        toOn: '2026-03-31',
      },
      {
        ref: 'p-2 fallback  2026-01-01',
        person: 'p-2',
        role: 'fallback',
        team: null,
        fromOn: '2026-01-01',
        toOn: null,
      },
      {
        ref: 'p-3 auditor  2026-02-01',
        person: 'p-3',
        role: 'auditor',
        team: null,
        fromOn: '2026-02-01',
        toOn: '2026-07-31',
      },
    ]);
  });

  test.each([
    ['an empty reference', ',Test Person,,iro,,01/01/2026,', 'person MISSING_VALUE'],
    ['a name for a reference', 'Test Person,Test Person,,iro,,01/01/2026,', 'person NOT_A_REFERENCE'],
    ['an empty name', 'p-1,,,iro,,01/01/2026,', 'name MISSING_VALUE'],
    ['an address that is none', 'p-1,Test Person,one at example,iro,,01/01/2026,', 'email NOT_AN_ADDRESS'],
    ['a role that is none', 'p-1,Test Person,,wizard,,01/01/2026,', 'role UNKNOWN_ROLE'],
    ['a team that nobody knows', 'p-1,Test Person,,iro,west,01/01/2026,', 'team UNKNOWN_TEAM'],
    ['no first day', 'p-1,Test Person,,iro,,,', 'from MISSING_VALUE'],
    ['a day that does not exist', 'p-1,Test Person,,iro,,31/02/2026,', 'from NOT_A_DATE'],
    ['an end before the beginning', 'p-1,Test Person,,iro,,01/02/2026,31/01/2026', 'to ENDS_BEFORE_IT_BEGINS'],
    ['a name that is too long', `p-1,${'x'.repeat(101)},,iro,,01/01/2026,`, 'name TOO_LONG'],
    ['too few fields', 'p-1,Test Person', '- ROW_UNREADABLE'],
  ])('a row with %s is left out, and the others are taken', (_what, row, problem) => {
    const staged = stagePeople([people(row, 'p-9,Test Person Nine,,iro,,01/01/2026,')], []);
    expect(said(staged.problems)).toEqual([`people.csv 2 ${problem}`]);
    expect([staged.rows, staged.taken, staged.savings.length]).toEqual([2, 1, 2]);
    expect(staged.problems[0]?.sentence).toContain('not taken');
  });

  test('a reference that stands for two people is said, and the first row counts', () => {
    const staged = stagePeople([people('p-1,Test One,,iro,,01/01/2026,', 'p-1,Test Two,,iro,,01/01/2026,')], []);
    expect(said(staged.problems)).toEqual(['people.csv 3 name NAMED_OTHERWISE']);
    expect(staged.savings).toHaveLength(2);
  });

  test('say by which code returns and feeds name somebody: one person may have several, a code one person', () => {
    const coded = (...lines: readonly string[]): ReadFile =>
      file('people.csv', 'person,name,email,role,team,from,to,Code', ...lines);
    const staged = stagePeople(
      [
        coded(
          'p-1,Test One,,iro,,01/01/2026,, SW-1 ',
          'p-1,Test One,,social-worker,,01/01/2026,,SW-2',
          'p-2,Test Two,,iro,,01/01/2026,,',
          'p-2,Test Two,,auditor,,01/01/2026,,SW-1',
          'p-1,Test One,,auditor,,01/01/2026,,SW-1',
        ),
      ],
      [],
    );
    expect([...staged.codes]).toEqual([
      ['SW-1', 'p-1'],
      ['SW-2', 'p-1'],
    ]);
    expect(said(staged.problems)).toEqual(['people.csv 5 code CODE_OF_ANOTHER']);
    expect([staged.rows, staged.taken]).toEqual([5, 4]);
    expect(stagePeople([people('p-1,Test One,,iro,,01/01/2026,')], []).codes.size).toBe(0);
  });

  test('a team below one that nobody knows is left out', () => {
    expect(said(stagePeople([teams('north,North,nowhere')], []).problems)).toEqual(['teams.csv 2 above UNKNOWN_TEAM']);
  });

  test('a team that would stand below itself is left out, whether at once, by way of another or of the directory', () => {
    const south = { ref: 'south', name: 'South', above: 'north', liveFrom: null, recoverBy: null, recovery: null };
    const below = (...rows: string[]) => said(stagePeople([teams(...rows)], [south]).problems);
    expect(below('west,West,west')).toEqual(['teams.csv 2 above TEAM_BELOW_ITSELF']);
    expect(below('west,West,east', 'east,East,west', 'far,Far,west')).toEqual([
      'teams.csv 2 above TEAM_BELOW_ITSELF',
      'teams.csv 3 above TEAM_BELOW_ITSELF',
    ]);
    expect(below('north,North,south')).toEqual(['teams.csv 2 above TEAM_BELOW_ITSELF']);
    expect(below('north,North,', 'west,West,south')).toEqual([]);
  });

  test('a file of other columns, and an empty one, are said as such', () => {
    const staged = stagePeople([file('other.csv', 'a,b', '1,2'), readCsv('empty.csv', new Uint8Array())], []);
    expect(said(staged.problems)).toEqual(['other.csv null - UNKNOWN_FILE', 'empty.csv null - EMPTY_FILE']);
    expect(staged.savings).toEqual([]);
  });
});

describe('a file of allocations', () => {
  const since = calendarDate('2026-01-01');
  const DIRECTORY: Directory = {
    people: ['w-1', 'w-2', 'i-1'].map((ref) => ({ ref, fromOn: since, toOn: null })),
    teams: [{ ref: 'north', above: null, liveFrom: null }],
    posts: [],
    covers: [],
    onCall: [],
  };
  const known = { directory: DIRECTORY, children: new Set(['9000001', '9000002']), today: calendarDate('2026-04-01') };
  const allocations = (...lines: readonly string[]) =>
    stageAllocations(file('allocations.csv', 'child,role,who,from,to', ...lines), known);

  test('tells each child in order of days; nobody follows only where no other row fills the place', () => {
    const staged = allocations(
      '9000001,social worker,w-2,11/03/2026,',
      '9000001,social-worker,w-1,02/03/2026,10/03/2026',
      '9000001,team,north,02/03/2026,01/04/2026',
      '9000002,iro,i-1,02/03/2026,20/03/2026',
      '9000002,social worker,,02/03/2026,',
      '9000001,iro,i-1,02/03/2026,01/04/2026',
    );
    expect(staged.problems).toEqual([]);
    expect([staged.rows, staged.taken]).toEqual([6, 6]);
    expect([...staged.children]).toEqual([
      [
        '9000001',
        [
          { on: '2026-03-02', role: 'social-worker', who: 'w-1' },
          { on: '2026-03-02', role: 'team', who: 'north' },
          { on: '2026-03-02', role: 'iro', who: 'i-1' },
          { on: '2026-03-11', role: 'social-worker', who: 'w-2' },
        ],
      ],
      [
        '9000002',
        [
          { on: '2026-03-02', role: 'iro', who: 'i-1' },
          { on: '2026-03-02', role: 'social-worker', who: null },
          { on: '2026-03-21', role: 'iro', who: null },
        ],
      ],
    ]);
  });

  test.each([
    ['a child who is not in care here', '9000009,iro,i-1,02/03/2026,', 'child CHILD_NOT_IN_CARE'],
    ['no child', ',iro,i-1,02/03/2026,', 'child MISSING_VALUE'],
    ['no role', '9000001,,i-1,02/03/2026,', 'role MISSING_VALUE'],
    ['a role that is none', '9000001,wizard,i-1,02/03/2026,', 'role UNKNOWN_ROLE'],
    ['a person who is not in the directory', '9000001,iro,i-9,02/03/2026,', 'who UNKNOWN_PERSON'],
    ['a team that is not in the directory', '9000001,team,west,02/03/2026,', 'who UNKNOWN_TEAM'],
    ['a day in the future', '9000001,iro,i-1,02/04/2026,', 'from IN_THE_FUTURE'],
    ['an end before the beginning', '9000001,iro,i-1,02/03/2026,01/03/2026', 'to ENDS_BEFORE_IT_BEGINS'],
    ['a quotation mark that is not closed', '9000001,"iro,i-1,02/03/2026,', '- ROW_UNREADABLE'],
  ])('a row with %s is left out', (_what, row, problem) => {
    const staged = allocations(row);
    expect(said(staged.problems)).toEqual([`allocations.csv 2 ${problem}`]);
    expect([staged.taken, staged.children.size]).toEqual([0, 0]);
  });

  test.each([
    ['other columns', file('allocations.csv', 'a,b', '1,2'), 'UNKNOWN_FILE'],
    ['nothing in it', readCsv('allocations.csv', new Uint8Array()), 'EMPTY_FILE'],
  ])('with %s is no file of allocations', (_what, given, code) => {
    expect(said(stageAllocations(given, known).problems)).toEqual([`allocations.csv null - ${code}`]);
  });
});

describe('a file of dates of the system before', () => {
  const known = { children: new Set(['9000001']), rules: new Set(['review.first', 'review.second']) };
  const dates = (...lines: readonly string[]) => stageOldDates(file('old.csv', 'child,rule,due', ...lines), known);

  test('tells one date for each child and rule, the last where it stands twice', () => {
    const staged = dates(
      '9000001,review.first,30/03/2026',
      '9000001,review.second,01/06/2026',
      '9000001,review.first,31/03/2026',
    );
    expect(staged).toMatchObject({ rows: 3, taken: 3, problems: [] });
    expect(staged.dates).toEqual([
      { localReference: '9000001', ruleId: 'review.first', dueOn: '2026-03-31' },
      { localReference: '9000001', ruleId: 'review.second', dueOn: '2026-06-01' },
    ]);
  });

  test.each([
    ['a child who is not in care here', '9000009,review.first,30/03/2026', 'child CHILD_NOT_IN_CARE'],
    ['no child', ',review.first,30/03/2026', 'child MISSING_VALUE'],
    ['a rule that is none', '9000001,review.last,30/03/2026', 'rule UNKNOWN_RULE'],
    ['no rule', '9000001,,30/03/2026', 'rule MISSING_VALUE'],
    ['no date', '9000001,review.first,', 'due MISSING_VALUE'],
    ['too many fields', '9000001,review.first,30/03/2026,x', '- ROW_UNREADABLE'],
  ])('a row with %s is left out', (_what, row, problem) => {
    const staged = dates(row);
    expect(said(staged.problems)).toEqual([`old.csv 2 ${problem}`]);
    expect([staged.taken, staged.dates]).toEqual([0, []]);
  });

  test.each([
    ['other columns', file('old.csv', 'a,b', '1,2'), 'UNKNOWN_FILE'],
    ['nothing in it', readCsv('old.csv', new Uint8Array()), 'EMPTY_FILE'],
  ])('with %s is none', (_what, given, code) => {
    expect(said(stageOldDates(given, known).problems)).toEqual([`old.csv null - ${code}`]);
  });
});

describe('a row of a file', () => {
  test('with more fields than the heading keeps those that have a name, and has nothing in a column that is not there', () => {
    const heading = ['Team', 'name'];
    const rows = [{ line: 2, fields: ['north', ' North ', 'beyond'], fault: null }];
    const { rows: read } = tableOf({ ...file('teams.csv'), heading, rows });
    expect(read.map((row) => [cellOf(row, 'team'), cellOf(row, 'name'), cellOf(row, 'above')])).toEqual([
      ['north', 'North', ''],
    ]);
  });
});
