import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { ReadFile, ReadRow } from '../read-file.ts';
import { CODED, type Coded } from './coded-columns.ts';
import { SEX_BEFORE_2025, SEX_CHANGED_ON } from './codes.ts';
import { problem, type Problem, type ProblemCode } from './problem.ts';
import { isFormulaLike, isPostcode, readReturnDate } from './read-value.ts';
import { valueIn, type StagedRow } from './staged.ts';
import { tableOf, type Table } from './tables.ts';

export type StagedFile = {
  readonly name: string;
  readonly table: Table | null;
  readonly rows: readonly StagedRow[];
  readonly problems: readonly Problem[];
};

/** Reads one file by itself: headings, fields, codes and dates. What depends on other rows is looked at later. */
export function stageFile(
  file: ReadFile,
  { asAt, isTwice }: { readonly asAt: CalendarDate; readonly isTwice: boolean },
): StagedFile {
  const table = tableOf(file.name);
  const at = { file: file.name };
  if (table === null) return wholeFile(file, null, [problem('UNKNOWN_FILE', at)]);
  if (isTwice) return wholeFile(file, table, [problem('TABLE_TWICE', at)]);
  const said = file.faults.map((code) => problem(code, at));
  const headings = (file.heading ?? []).map((heading) => heading.toUpperCase());
  const isReadable = !said.some((item) => item.severity === 'reject-file');
  const missing = isReadable ? table.headings.filter((heading) => !headings.includes(heading)) : [];
  const problems = [
    ...said,
    ...missing.map((column) => problem('MISSING_COLUMN', { ...at, column })),
    ...headingProblems(file, { table, headings }),
  ];
  if (problems.some((item) => item.severity === 'reject-file')) return wholeFile(file, table, problems);
  const staged = file.rows.map((row) => stageRow(row, { file: file.name, table, headings, asAt }));
  return {
    name: file.name,
    table,
    rows: staged.map((item) => item.row),
    problems: [...problems, ...staged.flatMap((item) => item.problems)],
  };
}

function wholeFile(file: ReadFile, table: Table | null, problems: readonly Problem[]): StagedFile {
  const rows = file.rows.map(({ line }) => ({ ...EMPTY_ROW, file: file.name, table: table?.table ?? '', line }));
  return { name: file.name, table, rows, problems };
}

const EMPTY_ROW = { child: null, values: {}, dates: {}, status: 'rejected', repeated: false } as const;

function headingProblems(
  file: ReadFile,
  { table, headings }: { readonly table: Table; readonly headings: readonly string[] },
): readonly Problem[] {
  const extra = headings
    .filter((heading) => !table.headings.includes(heading))
    .map((column) => problem('EXTRA_COLUMN', { file: file.name, column }));
  const known = headings.filter((heading) => table.headings.includes(heading));
  const inOrder =
    known.every((heading, place) => heading === table.headings[place]) &&
    (file.heading ?? []).every((heading, place) => heading === headings[place]);
  return inOrder ? extra : [...extra, problem('HEADINGS_REORDERED', { file: file.name })];
}

type Of = {
  readonly file: string;
  readonly table: Table;
  readonly headings: readonly string[];
  readonly asAt: CalendarDate;
};
type Staging = { readonly row: StagedRow; readonly problems: readonly Problem[] };

function stageRow(row: ReadRow, of: Of): Staging {
  const { file, table } = of;
  const { line } = row;
  const empty = { ...EMPTY_ROW, file, table: table.table, line };
  const given = (column: string): string => row.fields?.[of.headings.lastIndexOf(column)] ?? '';
  const child = row.fault === 'HEADING_REPEATED' || given('CHILD') === '' ? null : given('CHILD');
  if (row.fault !== null) return { row: { ...empty, child }, problems: [problem(row.fault, { file, line })] };
  const cells = table.headings.map((column) => readCell(column, given(column), table));
  const problems = cells.flatMap((cell) =>
    cell.codes.map((code) => problem(code, { file, line, column: cell.column })),
  );
  const values = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
  const dates = Object.fromEntries(cells.flatMap((cell) => (cell.on === null ? [] : [[cell.column, cell.on]])));
  const all = [
    ...problems,
    ...missingValues(table, values).map(({ code, column }) => problem(code, { file, line, column })),
    ...(isOfEarlierYear({ values }, of) ? [problem('CODE_NOT_OF_THIS_YEAR', { file, line, column: 'SEX' })] : []),
  ];
  const rejected = all.some((item) => item.severity === 'reject-row');
  const queried = all.some((item) => item.severity === 'query');
  return {
    row: { ...empty, child, values, dates, status: rejected ? 'rejected' : queried ? 'queried' : 'taken' },
    problems: all,
  };
}

/** SEX was 1 or 2 until the return of 2023/24, then M, F or U; a system may still write it the old way. */
function isOfEarlierYear(row: Pick<StagedRow, 'values'>, { table, asAt }: Of): boolean {
  return table.table === 'header' && SEX_BEFORE_2025.has(valueIn(row, 'SEX')) && asAt >= SEX_CHANGED_ON;
}

function missingValues(
  table: Table,
  values: Readonly<Record<string, string>>,
): readonly { readonly code: ProblemCode; readonly column: string }[] {
  return table.required
    .filter((column) => values[column] === '')
    .map((column) => ({
      column,
      code: column === 'CHILD' ? 'CHILD_MISSING' : column === 'REVIEW' ? 'REVIEW_DATE_MISSING' : 'DATE_MISSING',
    }));
}

type Cell = {
  readonly column: string;
  readonly value: string;
  readonly on: CalendarDate | null;
  readonly codes: readonly ProblemCode[];
};

function readCell(column: string, given: string, table: Table): Cell {
  const text = given.trim();
  if (table.dates.includes(column)) {
    const { on, code } = readReturnDate(text);
    return { column, value: text, on, codes: code === null ? [] : [code] };
  }
  const coded = CODED.get(`${table.table}.${column}`);
  if (coded !== undefined) return readCode(column, { given, text, coded });
  return { column, value: column === 'CHILD' ? given : text, on: null, codes: textProblems(column, given) };
}

function readCode(
  column: string,
  { given, text, coded }: { readonly given: string; readonly text: string; readonly coded: Coded },
): Cell {
  const value = text.toUpperCase();
  const spaces: readonly ProblemCode[] = given === text ? [] : ['SPACES_AROUND_CODE'];
  if (value === '' || coded.codes.has(value))
    return { column, value, on: null, codes: value === text ? spaces : [...spaces, 'LOWER_CASE_CODE'] };
  return { column, value: coded.unknown === 'UNKNOWN_CODE' ? text : '', on: null, codes: [coded.unknown] };
}

function textProblems(column: string, text: string): readonly ProblemCode[] {
  if (column === 'CHILD') return isFormulaLike(text) ? ['FORMULA_LIKE_CHILD'] : [];
  if (column === 'UPN' && /^\d(\.\d+)?E\+\d+$/i.test(text)) return ['EXCEL_SCIENTIFIC_NUMBER'];
  if ((column === 'HOME_POST' || column === 'PL_POST') && text !== '' && !isPostcode(text)) return ['BAD_POSTCODE'];
  return isFormulaLike(text) ? ['FORMULA_LIKE_TEXT'] : [];
}
