import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { stageFeed } from '../../../domain/feeds/ssd/stage.ts';
import { FEED, SSD_TABLES } from '../../../domain/feeds/ssd/tables.ts';
import { CODED } from '../../../domain/feeds/ssda903/coded-columns.ts';
import { stageReturn } from '../../../domain/feeds/ssda903/stage.ts';
import { TABLES } from '../../../domain/feeds/ssda903/tables.ts';
import type { StagedReturn } from '../../../domain/feeds/staged.ts';
import type { Table } from '../../../domain/feeds/table.ts';
import { finished } from '../../../domain/in-steps.ts';
import { readCsv } from '../../../platform/csv.ts';
import { feedFiles } from './ssd-feed.ts';

/** What a row says that is right by itself, by column; the child is told in the header, and in care. */
type Row = Readonly<Record<string, string>>;

const columnsOf = ({ headings, optional }: Table): readonly string[] => [...headings, ...optional];
const csv = (table: Table, rows: readonly Row[]): string =>
  [columnsOf(table), ...rows.map((row) => columnsOf(table).map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
const read = (name: string, text: string) => readCsv(name, new TextEncoder().encode(text));

const ofReturn: Kind = {
  tables: TABLES.filter(({ table }) => table !== 'header'),
  row: (table) => ({
    ...Object.fromEntries(table.dates.map((column) => [column, '01/02/2027'])),
    ...Object.fromEntries(
      columnsOf(table).flatMap((column) => coded(CODED.get(`${table.table}.${column}`)?.codes, column)),
    ),
    ...{ CHILD: '9000001', SW_ID: 'SW1', RNE: 'S', REVIEW_CODE: 'PN1', REC: '', DEC: '' },
    ...(table.headings.includes('DOB') ? { DOB: '02/03/2012' } : {}),
  }),
  stage: (table, rows) => {
    const files = {
      header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9000001,F,02/03/2012,WBRI,UN1,0,\n',
      episodes: `${TABLES[1]?.headings.join(',') ?? ''}\n9000001,01/09/2024,S,C1,N1,U6,PR1,,,,,,\n`,
      [table.files[0] ?? '']: csv(table, rows),
    };
    const delivered = Object.entries(files).map(([name, text]) => read(`${name}.csv`, text));
    return finished(stageReturn(delivered, { asAt: calendarDate('2027-03-31') }));
  },
};

const ofFeed: Kind = {
  tables: SSD_TABLES.filter(({ table }) => table !== 'ssd-person'),
  row: (table) => ({
    ...Object.fromEntries(table.dates.map((column) => [column, '2026-02-01'])),
    ...Object.fromEntries(
      columnsOf(table).flatMap((column) => coded(FEED.coded.get(`${table.table}.${column}`)?.codes, column)),
    ),
    ...Object.fromEntries(
      table.headings.filter((column) => column.endsWith('_PERSON_ID')).map((column) => [column, '9970001']),
    ),
    ...{ [table.headings[0] ?? '']: 'X1', CLAR_CLA_ID: 'C1', CLAE_CLA_ID: 'C1', INVO_PROFESSIONAL_ID: 'W7' },
    ...{ CLAE_CLA_EPISODE_CEASED_DATE: '', CLAE_CLA_EPISODE_CEASED_REASON: '' },
    ...{ CLAR_CLA_REVIEW_CANCELLED: 'N', CLAR_CLA_REVIEW_PARTICIPATION: 'PN1' },
  }),
  stage: (table, rows) => {
    const files = feedFiles().map(({ name, bytes }) => readCsv(name, bytes));
    const name = `${table.files[0] ?? ''}.csv`;
    const delivered = files.map((file) => (file.name === name ? read(name, csv(table, rows)) : file));
    return finished(stageFeed(delivered, { asAt: calendarDate('2026-04-20') })).staged;
  },
};

type Kind = {
  readonly tables: readonly Table[];
  readonly row: (table: Table) => Row;
  readonly stage: (table: Table, rows: readonly Row[]) => StagedReturn;
};

function coded(
  codes: ReadonlyMap<string, unknown> | undefined,
  column: string,
): readonly (readonly [string, string])[] {
  const [first] = codes?.keys() ?? [];
  return first === undefined ? [] : [[column, first]];
}

/** First and last day in tables that have both. */
const SPANS: readonly (readonly [start: string, end: string, code: string])[] = [
  ['DECOM', 'DEC', 'DEC_BEFORE_DECOM'],
  ['MIS_START', 'MIS_END', 'END_BEFORE_START'],
  ['SW_DECOM', 'SW_DEC', 'END_BEFORE_START'],
  ['DOLO_START', 'DOLO_END', 'END_BEFORE_START'],
  ['DATE_PLACED', 'DATE_PLACED_CEASED', 'END_BEFORE_START'],
  ['CLAE_CLA_EPISODE_START_DATE', 'CLAE_CLA_EPISODE_CEASED_DATE', 'DEC_BEFORE_DECOM'],
  ['CLAP_CLA_PLACEMENT_START_DATE', 'CLAP_CLA_PLACEMENT_END_DATE', 'END_BEFORE_START'],
  ['LEGA_LEGAL_STATUS_START_DATE', 'LEGA_LEGAL_STATUS_END_DATE', 'END_BEFORE_START'],
  ['LACP_CLA_CARE_PLAN_START_DATE', 'LACP_CLA_CARE_PLAN_END_DATE', 'END_BEFORE_START'],
  ['INVO_INVOLVEMENT_START_DATE', 'INVO_INVOLVEMENT_END_DATE', 'END_BEFORE_START'],
  ['MISS_MISSING_EPISODE_START_DATE', 'MISS_MISSING_EPISODE_END_DATE', 'END_BEFORE_START'],
];
/** Days that may lie ahead: an eighteenth birthday, what the vendor thinks is due, and what is planned to end. */
const AHEAD: readonly string[] = [
  ...['DUC', 'CLAR_CLA_REVIEW_DUE_DATE', 'CLAP_CLA_PLACEMENT_END_DATE', 'LEGA_LEGAL_STATUS_END_DATE'],
  'LACP_CLA_CARE_PLAN_END_DATE',
];

describe.each([ofReturn, ofFeed].flatMap((kind) => kind.tables.map((table) => [table.table, table, kind] as const)))(
  'a row of %s beside others',
  (_name, table, { row, stage }) => {
    const right = row(table);
    /** What is said of the last row, and what becomes of it. */
    const last = (...rows: readonly Row[]): readonly string[] => {
      const { problems, rows: staged } = stage(table, rows);
      const name = `${table.files[0] ?? ''}.csv`;
      const line = rows.length + 1;
      const own = staged.filter((each) => each.file === name && each.line === line);
      expect(own).toHaveLength(1);
      return [
        ...problems.filter((said) => said.file === name && said.line === line).map(({ code }) => code),
        ...own.map(({ status }) => status),
      ];
    };
    const feed = table.table.startsWith('ssd-');

    test('is taken where it is right', () => {
      expect(last(right)).toEqual(['taken']);
    });

    test('waits where nobody knows whose it is', () => {
      const stranger = feed && table.child === null ? { CLAR_CLA_ID: 'C9' } : { [table.child ?? '']: '9000009' };
      const said = last({ ...right, ...stranger });
      expect(said).toContain(table.child === null ? 'CARE_UNKNOWN' : 'CHILD_NOT_IN_HEADER');
      expect(said.at(-1)).toBe('queried');
    });

    test('counts once where it stands twice', () => {
      expect(last(right, right)).toEqual(['DUPLICATE_ROW', 'taken']);
    });

    test.each(table.dates.filter((column) => column !== 'DOB'))('with a day to come in %s', (column) => {
      const open = SPANS.flatMap(([start, end]) => (start === column ? [[end, '']] : []));
      const said = last({ ...right, ...Object.fromEntries(open), [column]: '01/02/2031' });
      if (AHEAD.includes(column)) expect(said).toEqual(['taken']);
      else expect([said.includes('FUTURE_DATE'), said.at(-1)]).toEqual([true, 'queried']);
    });

    test.each(table.dates.filter((column) => column === 'DOB'))(
      'waits where %s is not that of the header',
      (column) => {
        expect(last({ ...right, [column]: '03/03/2012' })).toEqual(['DOB_NOT_AS_HEADER', 'queried']);
      },
    );

    test.each(SPANS.filter(([start, end]) => table.dates.includes(start) && table.dates.includes(end)))(
      'waits where %s lies after %s',
      (start, end, code) => {
        const on = feed
          ? { [start]: '2026-02-02', [end]: '2026-02-01' }
          : { [start]: '02/02/2027', [end]: '01/02/2027' };
        const said = last({ ...right, ...on });
        expect([said.includes(code), said.at(-1)]).toEqual([true, 'queried']);
      },
    );

    test.each(feed ? table.dates.slice(0, 1) : [])('waits with another of the same key and another %s', (column) => {
      const said = last(right, { ...right, [column]: '2026-02-03' });
      expect([said.includes('KEY_TWICE'), said.at(-1)]).toEqual([true, 'queried']);
    });
  },
);
