import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../domain/feeds/read-file.ts';
import { ALLOCATION_COLUMNS, stageAllocations } from '../../../domain/people/allocation-file.ts';
import { OLD_DATE_COLUMNS, stageOldDates } from '../../../domain/people/old-dates-file.ts';
import { PEOPLE_COLUMNS, stagePeople, TEAM_COLUMNS } from '../../../domain/people/people-files.ts';
import type { FileProblem } from '../../../domain/people/table.ts';
import { anyBytes, hostileFiles, type Headed } from '../../support/hostile-files.ts';

const TABLES: readonly Headed[] = [
  {
    name: 'people.csv',
    headings: [...PEOPLE_COLUMNS, 'code'],
    right: ['p-1,Test Person,one@example.org,iro,north,02/03/2026,,SW-1', 'p-2,Test Person Two,,,,2026-03-02,,SW-2'],
  },
  { name: 'teams.csv', headings: TEAM_COLUMNS, right: ['south,South,north', 'south,South team,'] },
  {
    name: 'allocations.csv',
    headings: ALLOCATION_COLUMNS,
    right: ['9000001,iro,p-1,02/03/2026,', '9000001,team,north,2026-03-02,31/03/2026'],
  },
  { name: 'old-dates.csv', headings: OLD_DATE_COLUMNS, right: ['9000001,review.first,30/03/2026'] },
];
const KNOWN = ['9000001', 'p-1', 'north', 'iro', 'team', 'review.first', '02/03/2026', '2026-03-02', 'Test Person'];
const day = calendarDate('2026-01-01');
const directory = {
  ...{ people: [{ ref: 'p-1', fromOn: day, toOn: null }], posts: [], covers: [], onCall: [] },
  teams: [{ ref: 'north', name: 'North', above: null, liveFrom: null, recoverBy: null, recovery: null }],
};
const children = new Set(['9000001']);

type Staged = { readonly rows: number; readonly taken: number; readonly problems: readonly FileProblem[] };

/** Every row is taken or has a word: of its own, or of its file. */
function addsUp({ rows, taken, problems }: Staged, files: readonly ReadFile[]): void {
  expect(rows).toBe(files.reduce((sum, file) => sum + file.rows.length, 0));
  const said = files.flatMap(({ name, rows: read }): readonly unknown[] => {
    const own = problems.filter(({ file }) => file === name);
    return own.some(({ line }) => line === null) ? read : [...new Set(own.map(({ line }) => line))];
  });
  expect(taken + said.length).toBe(rows);
}

function allAddUp(files: readonly ReadFile[]): void {
  addsUp(stagePeople(files, directory.teams), files);
  for (const file of files) {
    addsUp(stageAllocations(file, { directory, children, today: calendarDate('2026-04-01') }), [file]);
    addsUp(stageOldDates(file, { children, rules: new Set(['review.first']) }), [file]);
  }
}

describe('whatever bytes come for people, teams, allocations and old dates', () => {
  test('no reader falls over, no row vanishes, and each that is not taken has a word', () => {
    fc.assert(fc.property(hostileFiles(TABLES, KNOWN), allAddUp), { numRuns: 500 });
  });

  test('nor by bytes that are no file at all', () => {
    fc.assert(
      fc.property(anyBytes(TABLES), (file) => {
        allAddUp([file]);
      }),
      { numRuns: 500 },
    );
  });

  test('what is drawn is not always refused: rows of each table are taken too', () => {
    const taken = new Set<string>();
    fc.assert(
      fc.property(hostileFiles(TABLES, KNOWN), (files) => {
        for (const file of files) {
          if (stagePeople([file], directory.teams).taken > 0) taken.add(file.name);
          if (stageAllocations(file, { directory, children, today: calendarDate('2026-04-01') }).taken > 0)
            taken.add(file.name);
          if (stageOldDates(file, { children, rules: new Set(['review.first']) }).taken > 0) taken.add(file.name);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    expect([...taken].sort()).toEqual(TABLES.map(({ name }) => name).sort());
  });
});
