import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import { CHILDREN_OF_A_STEP, eachInSteps, type Steps } from '../../in-steps.ts';
import type { Format } from '../format.ts';
import type { ReadFile } from '../read-file.ts';
import { episodeProblems, futureDates, reversedDates, reviewProblems, type ChildRows, type Found } from './checks.ts';
import { asTaken, problem, type Problem } from '../problem.ts';
import { readReturnDate } from '../read-value.ts';
import { stageFiles } from '../stage-file.ts';
import { CODED, NUMBERED } from './coded-columns.ts';
import { overlappingDeprivations } from './deprivations.ts';
import { holdDependents, holdOutsideCare, type Held } from './held-with.ts';
import {
  byChild,
  dated,
  takenByChild,
  type FileCount,
  type RowDecision,
  type StagedReturn,
  type StagedRow,
} from '../staged.ts';
import { TABLES } from './tables.ts';

const RETURN: Format = {
  tables: TABLES,
  coded: CODED,
  numbered: NUMBERED,
  readDate: readReturnDate,
  saysExtraColumns: true,
  nullWord: null,
};

/**
 * Reads a whole return: every row ends as taken, queried or rejected, and counts in = taken + queried + rejected per file.
 * `asAt` is the day to which the return speaks (a 31 March); `decisions` are those of persons about its rows.
 */
export function* stageReturn(
  files: readonly ReadFile[],
  { asAt, decisions = [] }: { readonly asAt: CalendarDate; readonly decisions?: readonly RowDecision[] },
): Steps<StagedReturn> {
  const staged = yield* stageFiles(files, { format: RETURN, asAt, decisions });
  const checked = yield* checkRows(
    staged.flatMap((file) => file.rows),
    asAt,
  );
  return {
    asAt,
    rows: checked.rows,
    problems: [...staged.flatMap((file) => file.problems), ...checked.problems],
    files: yield* eachInSteps(staged, (file) => countOf(file.name, file.table?.table ?? null, checked.rows), 1),
  };
}

/** Looks at rows beside each other: repeats, children in the header, times in care; what depends on a row that is held is held with it. */
export function* checkRows(given: readonly StagedRow[], asAt: CalendarDate): Steps<Held> {
  const own = yield* markRepeats(given);
  const headers = yield* judge(own.rows, [
    ...(yield* headerProblems(own.rows)),
    ...own.rows.filter((row) => row.table === 'header').flatMap((row) => futureDates(row, asAt)),
  ]);
  const children = yield* childrenOf(headers.rows, asAt);
  const ofEpisodes = (yield* eachInSteps(children.values(), episodeProblems, CHILDREN_OF_A_STEP)).flat();
  const doubtful = new Set(ofEpisodes.map(({ row }) => row.child));
  const ofRows = yield* eachInSteps(headers.rows, (row) =>
    rowProblems(row, { asAt, child: childOf(row, children, doubtful) }),
  );
  const beside = [...ofEpisodes, ...overlappingDeprivations(headers.rows)];
  const judged = yield* judge(headers.rows, [...own.found, ...beside, ...ofRows.flat()]);
  const rows = yield* holdOutsideCare(yield* holdDependents(judged.rows));
  return { rows: rows.rows, problems: [...headers.problems, ...judged.problems, ...rows.problems] };
}

function* markRepeats(
  rows: readonly StagedRow[],
): Steps<{ readonly rows: readonly StagedRow[]; readonly found: readonly Found[] }> {
  const seen = new Set<string>();
  const marked = yield* eachInSteps(rows, (row) => {
    const key = `${row.file}|${JSON.stringify(row.values)}`;
    const repeated = row.status !== 'rejected' && seen.has(key);
    seen.add(key);
    return repeated ? { ...row, repeated } : row;
  });
  return {
    rows: marked,
    found: marked.filter((row) => row.repeated).map((row) => ({ row, column: null, code: 'DUPLICATE_ROW' })),
  };
}

/** Header and episodes of each child whose header was taken, for the checks across rows. */
function* childrenOf(rows: readonly StagedRow[], asAt: CalendarDate): Steps<ReadonlyMap<string, ChildRows>> {
  const episodes = byChild(rows.filter((row) => row.table === 'episodes' && !row.repeated));
  yield;
  const headers = [...takenByChild(rows, 'header')].flatMap(([child, taken]) =>
    taken.flatMap((row) => dated(row, 'DOB')).map(({ on }) => ({ child, dateOfBirth: on })),
  );
  const told = yield* eachInSteps(
    headers,
    ({ child, dateOfBirth }) => [child, { dateOfBirth, ...timesOf(episodes.get(child) ?? [], asAt) }] as const,
  );
  return new Map(told);
}

function timesOf(rows: readonly StagedRow[], asAt: CalendarDate): Pick<ChildRows, 'episodes' | 'incomplete'> {
  const episodes = rows
    .flatMap((row) => dated(row, 'DECOM'))
    .filter(({ row, on }) => row.status !== 'rejected' && on <= asAt)
    .toSorted(by(({ on }) => on));
  return { episodes, incomplete: episodes.length < rows.length };
}

/** What a row may be held against: nothing of a child whose header was not taken; no times in care where episodes are in doubt. */
function childOf(
  row: StagedRow,
  children: ReadonlyMap<string, ChildRows>,
  doubtful: ReadonlySet<string | null>,
): ChildRows | null {
  const child = children.get(row.child ?? '');
  return child === undefined ? null : { ...child, incomplete: child.incomplete || doubtful.has(row.child) };
}

function rowProblems(
  row: StagedRow,
  { asAt, child }: { readonly asAt: CalendarDate; readonly child: ChildRows | null },
): readonly Found[] {
  if (row.status === 'rejected' || row.repeated || child === null || row.table === 'header') return [];
  const { DOB } = row.dates;
  return [
    ...futureDates(row, asAt),
    ...reversedDates(row),
    ...(DOB === undefined || DOB === child.dateOfBirth
      ? []
      : [{ row, column: 'DOB', code: 'DOB_NOT_AS_HEADER' } as const]),
    ...(row.table === 'reviews' ? dated(row, 'REVIEW').flatMap((review) => reviewProblems(review, child)) : []),
  ];
}

/** A child twice with other particulars, and identifiers that have lost their leading zeros. */
function* headerProblems(rows: readonly StagedRow[]): Steps<readonly Found[]> {
  const headers = byChild(rows.filter((row) => row.table === 'header' && !row.repeated));
  const stripped = new Map<string, string>();
  yield* eachInSteps(rows, (row) => {
    if (row.table !== 'header' && row.child?.startsWith('0') === true)
      stripped.set(row.child.replace(/^0+/, ''), row.child);
  });
  return [...headers].flatMap(([child, own]): readonly Found[] => {
    const found = (code: Found['code']): readonly Found[] => own.map((row) => ({ row, column: 'CHILD', code }));
    if (own.length > 1) return found('CHILD_TWICE_DIFFERENT');
    const other = stripped.get(child);
    return other !== undefined && !headers.has(other) ? found('LEADING_ZERO_LOST') : [];
  });
}

/** Turns what was found into statuses and sentences; a rejected row stays rejected. */
function* judge(rows: readonly StagedRow[], findings: readonly Found[]): Steps<Held> {
  const problems = new Map<string, Problem>();
  const queried = new Set<string>();
  yield* eachInSteps(findings, ({ row, column, code }) => {
    const found = problem(code, { file: row.file, line: row.line, column });
    const said = row.decided === 'take' ? asTaken(found, code) : found;
    problems.set(`${row.file}|${row.line}|${code}`, said);
    if (said.severity === 'query') queried.add(`${row.file}|${row.line}`);
  });
  const judged = yield* eachInSteps(rows, (row) =>
    row.status === 'taken' && queried.has(`${row.file}|${row.line}`) ? { ...row, status: 'queried' as const } : row,
  );
  return { rows: judged, problems: [...problems.values()] };
}

export function countOf(file: string, table: string | null, rows: readonly StagedRow[]): FileCount {
  const own = rows.filter((row) => row.file === file);
  const count = (status: StagedRow['status']): number => own.filter((row) => row.status === status).length;
  return { file, table, in: own.length, taken: count('taken'), queried: count('queried'), rejected: count('rejected') };
}
