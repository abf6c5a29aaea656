import type { CalendarDate } from '../calendar/calendar-date.ts';
import { eachInSteps, type Steps } from '../in-steps.ts';
import type { Format } from './format.ts';
import { asTaken, problem, type Problem, type ProblemCode } from './problem.ts';
import { columnsOfAnotherYear, readCell } from './read-cell.ts';
import type { ReadFile, ReadRow } from './read-file.ts';
import type { RowDecision, StagedRow } from './staged.ts';
import { tableOf, type Table } from './table.ts';

export type StagedFile = {
  readonly name: string;
  readonly table: Table | null;
  readonly rows: readonly StagedRow[];
  readonly problems: readonly Problem[];
};

export type Staging = {
  readonly format: Format;
  /** The day to which the delivery speaks. */
  readonly asAt: CalendarDate;
  /** What persons decided about rows of this delivery. */
  readonly decisions: readonly RowDecision[];
};

/** Reads the files of a delivery, each by itself: headings, fields, codes and dates. What depends on other rows is looked at later. */
export function* stageFiles(files: readonly ReadFile[], staging: Staging): Steps<readonly StagedFile[]> {
  const brought = new Set<Table>();
  const staged: StagedFile[] = [];
  for (const file of files) {
    const table = tableOf(file.name, staging.format.tables);
    const at = { file: file.name };
    if (table === null) staged.push(wholeFile(file, null, [problem('UNKNOWN_FILE', at)]));
    // Files of a table that another one has brought already: which of them is meant is not guessed.
    else if (brought.has(table)) staged.push(wholeFile(file, table, [problem('TABLE_TWICE', at)]));
    else staged.push(yield* stageFile(file, table, staging));
    if (table !== null) brought.add(table);
  }
  return staged;
}

function* stageFile(file: ReadFile, table: Table, staging: Staging): Steps<StagedFile> {
  const at = { file: file.name };
  const said = file.faults.map((code) => problem(code, at));
  const headings = (file.heading ?? []).map((heading) => heading.toUpperCase());
  const isReadable = !said.some((item) => item.severity === 'reject-file');
  const missing = isReadable ? table.headings.filter((heading) => !headings.includes(heading)) : [];
  const problems = [
    ...said,
    ...missing.map((column) => problem('MISSING_COLUMN', { ...at, column })),
    ...(table.since !== null && staging.asAt < table.since ? [problem('TABLE_NOT_OF_THIS_YEAR', at)] : []),
    ...headingProblems(file, { table, headings, says: staging.format.saysExtraColumns }),
  ];
  if (problems.some((item) => item.severity === 'reject-file')) return wholeFile(file, table, problems);
  const decisions = new Map(
    staging.decisions.filter((item) => item.file === file.name).map((item) => [item.line, item]),
  );
  const staged = yield* eachInSteps(file.rows, (row) =>
    stageRow(row, { file: file.name, table, headings, staging, decision: decisions.get(row.line) ?? null }),
  );
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

const EMPTY_ROW = {
  child: null,
  values: {},
  dates: {},
  status: 'rejected',
  repeated: false,
  decided: null,
} as const;

function headingProblems(
  file: ReadFile,
  { table, headings, says }: { readonly table: Table; readonly headings: readonly string[]; readonly says: boolean },
): readonly Problem[] {
  if (!says) return [];
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
  readonly staging: Staging;
  readonly decision: RowDecision | null;
};
type Staged = { readonly row: StagedRow; readonly problems: readonly Problem[] };

function stageRow(row: ReadRow, of: Of): Staged {
  const { file, table, decision } = of;
  const { line } = row;
  const isCorrected = decision?.decision === 'correct';
  const empty = { ...EMPTY_ROW, file, table: table.table, line, decided: decision?.decision ?? null };
  const given = (column: string): string => {
    const text =
      (isCorrected ? decision.values[column] : undefined) ?? row.fields?.[of.headings.lastIndexOf(column)] ?? '';
    return text === of.staging.format.nullWord ? '' : text;
  };
  const named = table.child === null || row.fault === 'HEADING_REPEATED' ? '' : given(table.child);
  const child = named === '' ? null : named;
  const refused: ProblemCode | null = decision?.decision === 'leave-out' ? 'LEFT_OUT' : isCorrected ? null : row.fault;
  if (refused !== null) return { row: { ...empty, child }, problems: [problem(refused, { file, line })] };
  return readRow({ ...empty, child }, given, of);
}

function readRow(
  empty: Omit<StagedRow, 'status'>,
  given: (column: string) => string,
  { file, table, staging }: Of,
): Staged {
  const { line, decided } = empty;
  const { format, asAt } = staging;
  const cells = [...table.headings, ...table.optional].map((column) =>
    readCell(column, given(column), { table, format }),
  );
  const values = Object.fromEntries(cells.map((cell) => [cell.column, cell.value]));
  const dates = Object.fromEntries(cells.flatMap((cell) => (cell.on === null ? [] : [[cell.column, cell.on]])));
  const found = [
    ...cells.flatMap(({ column, codes }) => codes.map((code) => ({ column, code }))),
    ...missingValues(table, values),
    ...columnsOfAnotherYear(cells, { table, format, asAt }).map(
      (column) => ({ column, code: 'CODE_NOT_OF_THIS_YEAR' }) as const,
    ),
  ].map(({ column, code }) => {
    const said = problem(code, { file, line, column });
    return decided === 'take' ? asTaken(said, code) : said;
  });
  const problems = decided === 'correct' ? [...found, problem('CORRECTED', { file, line })] : found;
  const rejected = problems.some((item) => item.severity === 'reject-row');
  const queried = problems.some((item) => item.severity === 'query');
  return { row: { ...empty, values, dates, status: rejected ? 'rejected' : queried ? 'queried' : 'taken' }, problems };
}

function missingValues(
  table: Table,
  values: Readonly<Record<string, string>>,
): readonly { readonly code: ProblemCode; readonly column: string }[] {
  return table.required
    .filter((column) => values[column] === '')
    .map((column) => ({ column, code: missingCode(column, table) }));
}

function missingCode(column: string, table: Table): ProblemCode {
  if (column === table.child) return 'CHILD_MISSING';
  if (column === 'REVIEW') return 'REVIEW_DATE_MISSING';
  return table.dates.includes(column) ? 'DATE_MISSING' : 'VALUE_MISSING';
}
