import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { eachInSteps, type Steps } from '../../in-steps.ts';
import { problem, type Problem, type ProblemCode } from '../problem.ts';
import type { ReadFile } from '../read-file.ts';
import { stageFiles } from '../stage-file.ts';
import { checkRows, countOf } from '../ssda903/stage.ts';
import { valueIn, type StagedReturn, type StagedRow } from '../staged.ts';
import { asReturn, childrenOfCare, LEGAL_STATUS_DAYS, PLACEMENT_DAYS } from './as-return.ts';
import { FEED, SSD_TABLES } from './tables.ts';

/** A daily feed as read: what became of each row, and the same in the columns of the return, of which facts are made. */
export type StagedFeed = {
  readonly staged: StagedReturn;
  readonly told: StagedReturn;
  /** When the vendor thinks that each child's next review is due: the earliest of those not held. */
  readonly reviewsDue: ReadonlyMap<string, CalendarDate>;
};

/** Reads a daily feed by the same path as the return: every row ends as taken, queried or rejected. */
export function* stageFeed(files: readonly ReadFile[], { asAt }: { readonly asAt: CalendarDate }): Steps<StagedFeed> {
  const delivered = yield* stageFiles(files, { format: FEED, asAt, decisions: [] });
  const own = yield* beforeTranslation(delivered.flatMap((file) => file.rows));
  const translated = yield* withStatuses(yield* asReturn(own.rows));
  const checked = yield* checkRows(translated.rows, asAt);
  const rows = yield* statusesFrom(own.rows, checked.rows);
  const staged: StagedReturn = {
    asAt,
    rows,
    problems: [
      ...delivered.flatMap((file) => file.problems),
      ...own.problems,
      ...translated.problems,
      ...checked.problems,
    ],
    files: yield* eachInSteps(delivered, (file) => countOf(file.name, file.table?.table ?? null, rows), 1),
  };
  const due = yield* reviewsDue(rows);
  const lost = rows.filter(({ status }) => status !== 'taken');
  yield;
  const taken = checked.rows.filter(({ status }) => status === 'taken');
  yield;
  return {
    staged,
    told: { ...staged, rows: [...taken, ...lost] },
    reviewsDue: due,
  };
}

type Judged = { readonly rows: readonly StagedRow[]; readonly problems: readonly Problem[] };

/** First and last day of what would hold on no day where they stand the wrong way round. */
const SPANS = [
  PLACEMENT_DAYS,
  LEGAL_STATUS_DAYS,
  ['LACP_CLA_CARE_PLAN_START_DATE', 'LACP_CLA_CARE_PLAN_END_DATE'],
] as const;

function endsBeforeItBegins({ dates }: StagedRow): boolean {
  return SPANS.some(([first, last]) => {
    const { [first]: from, [last]: to } = dates;
    return from !== undefined && to !== undefined && to < from;
  });
}

/** Rows of one table that share a key and differ, days the wrong way round, and reviews of a period of care that no episode tells. */
function* beforeTranslation(rows: readonly StagedRow[]): Steps<Judged> {
  const first = new Map<string, string>();
  const twice = new Set<string>();
  yield* eachInSteps(rows, (row) => {
    const [key, said] = [keyOf(row), JSON.stringify(row.values)];
    const before = first.get(key);
    if (before === undefined) first.set(key, said);
    else if (before !== said) twice.add(key);
  });
  const children = yield* childrenOfCare(rows);
  return yield* querying(rows, (row) => {
    if (twice.has(keyOf(row))) return 'KEY_TWICE';
    if (endsBeforeItBegins(row)) return 'END_BEFORE_START';
    return row.table === 'ssd-reviews' && !children.has(valueIn(row, 'CLAR_CLA_ID')) ? 'CARE_UNKNOWN' : null;
  });
}

/** The first column of each table is the row's own key. */
function keyOf({ table, values, file, line }: StagedRow): string {
  const column = SSD_TABLES.find((candidate) => candidate.table === table)?.headings[0] ?? '';
  const key = values[column] ?? '';
  return key === '' ? `${file}|${String(line)}` : `${table}|${key}`;
}

/** An episode says nothing without the legal status of its first day. */
function* withStatuses(rows: readonly StagedRow[]): Steps<Judged> {
  return yield* querying(rows, (row) =>
    row.table === 'episodes' && valueIn(row, 'LS') === '' ? 'LEGAL_STATUS_UNKNOWN' : null,
  );
}

function* querying(rows: readonly StagedRow[], why: (row: StagedRow) => ProblemCode | null): Steps<Judged> {
  const problems: Problem[] = [];
  const judged = yield* eachInSteps(rows, (row) => {
    const code = row.status === 'taken' ? why(row) : null;
    if (code === null) return row;
    problems.push(problem(code, { file: row.file, line: row.line }));
    return { ...row, status: 'queried' as const };
  });
  return { rows: judged, problems };
}

/** Rows as delivered, each with what became of it once it was checked beside others, and with its child. */
function* statusesFrom(rows: readonly StagedRow[], checked: readonly StagedRow[]): Steps<readonly StagedRow[]> {
  const became = new Map<string, StagedRow>();
  yield* eachInSteps(checked, (row) => void became.set(`${row.file}|${String(row.line)}`, row));
  const children = yield* childrenOfCare(rows);
  return yield* eachInSteps(rows, (row) => {
    const { status, repeated } = became.get(`${row.file}|${String(row.line)}`) ?? row;
    const child = row.table === 'ssd-reviews' ? (children.get(valueIn(row, 'CLAR_CLA_ID')) ?? null) : row.child;
    return { ...row, status, repeated, child };
  });
}

function* reviewsDue(rows: readonly StagedRow[]): Steps<ReadonlyMap<string, CalendarDate>> {
  const due = new Map<string, CalendarDate>();
  yield* eachInSteps(rows, (row) => {
    const on = row.dates['CLAR_CLA_REVIEW_DUE_DATE'];
    const isOpen = row.dates['CLAR_CLA_REVIEW_DATE'] === undefined && valueIn(row, 'CLAR_CLA_REVIEW_CANCELLED') !== 'Y';
    if (row.status !== 'taken' || row.child === null || on === undefined || !isOpen) return;
    const before = due.get(row.child);
    if (before === undefined || on < before) due.set(row.child, on);
  });
  return due;
}
