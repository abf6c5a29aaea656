import { type CalendarDate, dateOf, partsOf } from '../../calendar/calendar-date.ts';
import type { ReadFile } from '../read-file.ts';
import {
  decomOf,
  episodeProblems,
  futureDates,
  reversedDates,
  reviewProblems,
  type ChildRows,
  type Found,
} from './checks.ts';
import { problem, type Problem } from './problem.ts';
import { holdDependents, holdReviews } from './held-with.ts';
import { readReturnDate } from './read-value.ts';
import { stageFile } from './stage-file.ts';
import type { FileCount, StagedReturn, StagedRow } from './staged.ts';
import { tableOf } from './tables.ts';

/**
 * Reads a whole return: every row ends as taken, queried or rejected, and counts in = taken + queried + rejected per file.
 * `asAt` is the day to which the return speaks (a 31 March).
 */
export function stageReturn(files: readonly ReadFile[], { asAt }: { readonly asAt: CalendarDate }): StagedReturn {
  const twice = tablesTwice(files);
  const staged = files.map((file) => stageFile(file, { asAt, isTwice: twice.has(file) }));
  const own = markRepeats(staged.flatMap((file) => file.rows));
  const headers = judge(own.rows, [
    ...headerProblems(own.rows),
    ...own.rows.filter((row) => row.table === 'header').flatMap((row) => futureDates(row, asAt)),
  ]);
  const children = childrenOf(headers.rows, asAt);
  const ofEpisodes = [...children.values()].flatMap(episodeProblems);
  const doubtful = new Set(ofEpisodes.map(({ row }) => row.child));
  const ofRows = headers.rows.flatMap((row) => rowProblems(row, { asAt, child: childOf(row, children, doubtful) }));
  const judged = judge(headers.rows, [...own.found, ...ofEpisodes, ...ofRows]);
  const rows = holdReviews(holdDependents(judged.rows));
  return {
    asAt,
    rows: rows.rows,
    problems: [...staged.flatMap((file) => file.problems), ...headers.problems, ...judged.problems, ...rows.problems],
    files: staged.map((file) => countOf(file.name, file.table?.table ?? null, rows.rows)),
  };
}

/** The end of the year that the latest readable date of the files lies in; null where there is none. */
export function suggestAsAt(files: readonly ReadFile[]): CalendarDate | null {
  const days = files.flatMap((file) =>
    file.rows.flatMap((row) =>
      (row.fields ?? []).flatMap((field) =>
        /^\d\d\/\d\d\/\d{4}$/.test(field) ? (readReturnDate(field).on ?? []) : [],
      ),
    ),
  );
  const written = files.filter((file) => /^(episodes|reviews)\./i.test(file.name)).length > 0 ? days : [];
  const years = written.map((on) => yearEnd(on)).sort();
  // A few dates may be nonsense; the year that holds the last hundredth of them is not decided by those.
  return years[Math.max(0, Math.floor(years.length * 0.995) - 1)] ?? null;
}

function yearEnd(on: CalendarDate): CalendarDate {
  const { year, month } = partsOf(on);
  return dateOf({ year: month <= 3 ? year : year + 1, month: 3, day: 31 });
}

function markRepeats(rows: readonly StagedRow[]): {
  readonly rows: readonly StagedRow[];
  readonly found: readonly Found[];
} {
  const seen = new Set<string>();
  const marked = rows.map((row) => {
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
function childrenOf(rows: readonly StagedRow[], asAt: CalendarDate): ReadonlyMap<string, ChildRows> {
  const children = new Map<string, ChildRows>();
  const nothing: ChildRows = { dateOfBirth: null, episodes: [], incomplete: false };
  for (const row of rows) {
    if (row.child === null || row.repeated) continue;
    const child = children.get(row.child) ?? nothing;
    if (row.table === 'header') children.set(row.child, { ...child, dateOfBirth: row.dates['DOB'] ?? null });
    else if (row.table === 'episodes') children.set(row.child, withEpisode(child, row, asAt));
  }
  const taken = new Set(rows.filter((row) => row.table === 'header' && row.status === 'taken').map((row) => row.child));
  const sorted = [...children]
    .filter(([id]) => taken.has(id))
    .map(([id, child]) => [id, { ...child, episodes: child.episodes.toSorted(byStart) }] as const);
  return new Map(sorted);
}

function withEpisode(child: ChildRows, row: StagedRow, asAt: CalendarDate): ChildRows {
  const on = decomOf(row);
  const unreadable = on === null || on > asAt || row.status === 'rejected';
  return {
    ...child,
    episodes: unreadable ? child.episodes : [...child.episodes, row],
    incomplete: child.incomplete || unreadable,
  };
}

function byStart(a: StagedRow, b: StagedRow): number {
  return `${decomOf(a) ?? ''}|${String(a.line).padStart(9, '0')}` <
    `${decomOf(b) ?? ''}|${String(b.line).padStart(9, '0')}`
    ? -1
    : 1;
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
  const differs =
    child.dateOfBirth !== null && row.dates['DOB'] !== undefined && row.dates['DOB'] !== child.dateOfBirth;
  return [
    ...futureDates(row, asAt),
    ...reversedDates(row),
    ...(differs ? [{ row, column: 'DOB', code: 'DOB_NOT_AS_HEADER' } as const] : []),
    ...(row.table === 'reviews' ? reviewProblems(row, child) : []),
  ];
}

/** A child twice with other particulars, and identifiers that have lost their leading zeros. */
function headerProblems(rows: readonly StagedRow[]): readonly Found[] {
  const headers = rows.filter((row) => row.table === 'header' && row.child !== null && !row.repeated);
  const times = new Map<string, number>();
  for (const row of headers) times.set(row.child ?? '', (times.get(row.child ?? '') ?? 0) + 1);
  const stripped = new Map<string, string>();
  for (const row of rows)
    if (row.table !== 'header' && row.child?.startsWith('0') === true)
      stripped.set(row.child.replace(/^0+/, ''), row.child);
  return headers.flatMap((row): Found[] => {
    if ((times.get(row.child ?? '') ?? 0) > 1) return [{ row, column: 'CHILD', code: 'CHILD_TWICE_DIFFERENT' }];
    const other = stripped.get(row.child ?? '');
    return other !== undefined && !times.has(other) ? [{ row, column: 'CHILD', code: 'LEADING_ZERO_LOST' }] : [];
  });
}

/** Turns what was found into statuses and sentences; a rejected row stays rejected. */
function judge(
  rows: readonly StagedRow[],
  found: readonly Found[],
): { readonly rows: readonly StagedRow[]; readonly problems: readonly Problem[] } {
  const problems = new Map<string, Problem>();
  const queried = new Set<string>();
  for (const { row, column, code } of found) {
    const said = problem(code, { file: row.file, line: row.line, column });
    problems.set(`${row.file}|${row.line}|${code}`, said);
    if (said.severity === 'query') queried.add(`${row.file}|${row.line}`);
  }
  const judged = rows.map((row) =>
    row.status === 'taken' && queried.has(`${row.file}|${row.line}`) ? { ...row, status: 'queried' as const } : row,
  );
  return { rows: judged, problems: [...problems.values()] };
}

/** Files of a table that another one has brought already: which of them is meant is not guessed. */
function tablesTwice(files: readonly ReadFile[]): ReadonlySet<ReadFile> {
  const tables = files.map((file) => tableOf(file.name)?.table ?? null);
  return new Set(files.filter((_, place) => tables[place] !== null && tables.indexOf(tables[place] ?? '') < place));
}

function countOf(file: string, table: string | null, rows: readonly StagedRow[]): FileCount {
  const own = rows.filter((row) => row.file === file);
  const count = (status: StagedRow['status']): number => own.filter((row) => row.status === status).length;
  return { file, table, in: own.length, taken: count('taken'), queried: count('queried'), rejected: count('rejected') };
}
