import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, type CalendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { Coded } from '../../../domain/feeds/coded.ts';
import type { ReadFile } from '../../../domain/feeds/read-file.ts';
import { stageFeed } from '../../../domain/feeds/ssd/stage.ts';
import { FEED, SSD_TABLES } from '../../../domain/feeds/ssd/tables.ts';
import { CODED } from '../../../domain/feeds/ssda903/coded-columns.ts';
import { childrenOf, workersIn } from '../../../domain/feeds/ssda903/periods.ts';
import { stageReturn } from '../../../domain/feeds/ssda903/stage.ts';
import { TABLES } from '../../../domain/feeds/ssda903/tables.ts';
import type { StagedReturn } from '../../../domain/feeds/staged.ts';
import type { Table } from '../../../domain/feeds/table.ts';
import { readCsv } from '../../../platform/csv.ts';
import { anyBytes, hostileFiles, type Headed } from '../../support/hostile-files.ts';
import { finished } from '../../../domain/in-steps.ts';

/** The returns of the years whose codes and tables differ (timescales §16), and a day of a daily feed. */
const YEARS = ['2017-03-31', '2018-03-31', '2019-03-31', '2021-03-31', '2024-03-31', '2026-03-31', '2027-03-31'];
const FEED_DAY = calendarDate('2026-04-20');

const isOfFeed = ({ table }: Table): boolean => table.startsWith('ssd-');
const fileOf = ({ files: [name = ''] }: Table): string => `${name}.csv`;
const stage = (files: readonly ReadFile[], table: Table, asAt: CalendarDate): StagedReturn =>
  isOfFeed(table) ? finished(stageFeed(files, { asAt })).staged : finished(stageReturn(files, { asAt }));

/** Every row is counted, and each that is not taken has a word of its own or of its file. */
function addsUp({ rows, files, problems }: StagedReturn, given: readonly ReadFile[]): void {
  expect(rows).toHaveLength(given.reduce((sum, file) => sum + file.rows.length, 0));
  for (const [place, file] of files.entries()) {
    expect(file.in).toBe(given[place]?.rows.length);
    expect(file.taken + file.queried + file.rejected).toBe(file.in);
  }
  const said = new Set(problems.map(({ file, line }) => `${file}:${String(line)}`));
  const silent = rows.filter(
    ({ status, file, line }) => status !== 'taken' && !said.has(`${file}:${String(line)}`) && !said.has(`${file}:null`),
  );
  expect(silent).toEqual([]);
}

/** A row that is right by itself, by column. */
function aRow(table: Table): Record<string, string> {
  const coded: ReadonlyMap<string, Coded> = isOfFeed(table) ? FEED.coded : CODED;
  return Object.fromEntries(
    columnsOf(table).map((column) => {
      const [code] = coded.get(`${table.table}.${column}`)?.codes.keys() ?? [];
      const text = table.dates.includes(column) ? '01/02/2016' : column === table.child ? '9000001' : '1';
      return [column, code ?? text];
    }),
  );
}

const columnsOf = ({ headings, optional }: Table): readonly string[] => [...headings, ...optional];

/** What is done to a column of a row, the word by which it is noticed, and what becomes of the row. */
type Hostility = { readonly what: string; readonly column: string; readonly text: string; readonly noticed: string };

function hostilitiesOf(table: Table): readonly Hostility[] {
  const coded = isOfFeed(table) ? FEED.coded : CODED;
  const of = (columns: readonly string[], what: string, [text, noticed]: readonly [string, string]) =>
    columns.map((column): Hostility => ({ what, column, text, noticed }));
  const codes = (unknown: Coded['unknown']) =>
    columnsOf(table).filter((column) => coded.get(`${table.table}.${column}`)?.unknown === unknown);
  const child = table.child === null ? [] : [table.child];
  const first = table.headings.slice(0, 1);
  return [
    ...of(child, 'no child', ['', 'CHILD_MISSING reject-row']),
    ...of(child, 'a formula for a child', ['=1+1', 'FORMULA_LIKE_TEXT query']),
    ...of(table.dates, 'a day that does not exist', ['31/02/2016', 'IMPOSSIBLE_DATE reject-row']),
    ...of(table.dates, 'words for a day', ['yesterday', 'IMPOSSIBLE_DATE reject-row']),
    ...of(table.dates, 'a year of two digits', ['01/02/16', 'TWO_DIGIT_YEAR reject-row']),
    ...of(table.dates, 'the day number of a spreadsheet', ['42401', 'EXCEL_SERIAL_DATE reject-row']),
    ...of(codes('UNKNOWN_CODE'), 'a code that is none', ['?', 'UNKNOWN_CODE reject-row']),
    ...of(codes('UNKNOWN_CODE_TAKEN'), 'a code that is none', ['?', 'UNKNOWN_CODE warning']),
    ...of(first, 'a control character', ['\u0001', 'CONTROL_CHARACTER reject-row']),
    ...of(first, 'a quotation mark that is not closed', ['"', 'QUOTE_NOT_CLOSED reject-row']),
    ...of(first, 'more fields than the heading', ['1,1', 'TOO_MANY_FIELDS reject-row']),
  ];
}

const noticedIn = ({ problems }: StagedReturn): readonly string[] =>
  problems.filter(({ line }) => line === 2).map(({ code, severity }) => `${code} ${severity}`);
const read = (table: Table, rows: readonly string[]): ReadFile =>
  readCsv(fileOf(table), new TextEncoder().encode(`${[columnsOf(table).join(','), ...rows].join('\n')}\n`));
const written = (table: Table, changed: Record<string, string> = {}): string =>
  Object.values({ ...aRow(table), ...changed }).join(',');

describe.each([...TABLES, ...SSD_TABLES].map((table) => [table.table, table] as const))(
  'a row of %s',
  (_name, table) => {
    const days = isOfFeed(table) ? [FEED_DAY] : YEARS.map(calendarDate);
    const after = days.filter((asAt) => table.since === null || asAt >= table.since);

    test('that is right by itself has no fault of its own, in every year that has the table', () => {
      expect(after.length).toBeGreaterThan(0);
      for (const asAt of after) {
        const said = noticedIn(stage([read(table, [written(table)])], table, asAt));
        const own = new Set(hostilitiesOf(table).map(({ noticed }) => noticed));
        expect(said.filter((noticed) => own.has(noticed))).toEqual([]);
      }
    });

    test.each(hostilitiesOf(table))('with $what in $column is noticed as $noticed, and stays visible', (hostility) => {
      for (const asAt of after) {
        const file = read(table, [written(table, { [hostility.column]: hostility.text })]);
        const staged = stage([file], table, asAt);
        expect(noticedIn(staged)).toContain(hostility.noticed);
        expect(staged.rows).toHaveLength(1);
        addsUp(staged, [file]);
      }
    });

    test('with too few fields, in bytes that are no UTF-8, or the heading again, costs that row and no other', () => {
      const bytes = (row: Uint8Array): ReadFile => {
        const [head, tail] = [`${columnsOf(table).join(',')}\n`, `\n${written(table)}\n`].map((text) =>
          Buffer.from(text),
        );
        return readCsv(fileOf(table), new Uint8Array(Buffer.concat([head ?? row, row, tail ?? row])));
      };
      for (const [row, code] of [
        [Buffer.from('9000001'), 'TOO_FEW_FIELDS'],
        [Buffer.from(written(table, { [table.headings[0] ?? '']: 'Zo\u00eb' }), 'latin1'), 'NOT_UTF8'],
        [Buffer.from(columnsOf(table).join(',')), 'HEADING_REPEATED'],
      ] as const) {
        const file = bytes(row);
        const staged = stage([file], table, after[0] ?? FEED_DAY);
        expect(staged.problems.find(({ line }) => line === 2)?.code).toBe(code);
        expect(staged.rows.map(({ line }) => line)).toEqual([2, 3]);
        expect(staged.problems.filter(({ line }) => line === 3).map((said) => said.code)).not.toContain(code);
      }
    });
  },
);

describe('whatever bytes come', () => {
  const tables = [...TABLES, ...SSD_TABLES].map((table): Headed => ({
    name: fileOf(table),
    headings: columnsOf(table),
    right: [written(table)],
  }));
  const known = ['NULL', '9970001', 'C1', 'E1', 'P1', '2026-01-05', '05/01/2026', 'S', 'V2', 'U6', 'X1', 'PN1', 'Y'];
  const year = fc.constantFrom(...YEARS).map(calendarDate);

  test('no reader falls over, no row vanishes, and each that is not taken has a word, in every year', () => {
    fc.assert(
      fc.property(hostileFiles(tables, known), year, (files, asAt) => {
        const feed = finished(stageFeed(files, { asAt: FEED_DAY }));
        addsUp(feed.staged, files);
        const told = finished(stageReturn(files, { asAt }));
        addsUp(told, files);
        for (const staged of [feed.told, told]) {
          const workers = new Map(workersIn(staged).map((worker) => [worker, { ref: worker, person: null }]));
          const children = finished(childrenOf(staged, { by: 'feed', importId: 'import-1', workers }));
          expect(children.every(({ periods }) => periods.every(({ facts }) => facts.length > 0))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('nor by bytes that are no file at all', () => {
    fc.assert(
      fc.property(anyBytes(tables), year, (file, asAt) => {
        addsUp(finished(stageFeed([file], { asAt: FEED_DAY })).staged, [file]);
        addsUp(finished(stageReturn([file], { asAt })), [file]);
      }),
      { numRuns: 500 },
    );
  });
});
