import { eachInSteps, type Steps } from '../../in-steps.ts';
import { careTimesOf, isWithin } from './care-times.ts';
import { problem, type Problem } from '../problem.ts';
import { takenByChild, type StagedRow } from '../staged.ts';

export type Held = { readonly rows: readonly StagedRow[]; readonly problems: readonly Problem[] };

/** A child whose header row was not taken, or is not there, waits whole. */
export function* holdDependents(rows: readonly StagedRow[]): Steps<Held> {
  const headers = rows.filter((row) => row.table === 'header' && row.child !== null);
  const known = new Set(headers.map((row) => row.child));
  const held = new Set(headers.filter((row) => row.status !== 'taken').map((row) => row.child));
  return yield* holding(rows, (row) => {
    if (row.table === '' || row.table === 'header' || row.child === null) return null;
    if (!known.has(row.child)) return 'CHILD_NOT_IN_HEADER';
    return held.has(row.child) ? 'HEADER_NOT_TAKEN' : null;
  });
}

/** A review in a time of which no episode was taken waits with the episode: what is taken is told, and what is not told is not taken. */
export function* holdReviews({ rows, problems }: Held): Steps<Held> {
  const episodes = takenByChild(rows, 'episodes');
  const times = new Map(yield* eachInSteps(episodes, ([child, taken]) => [child, careTimesOf(taken)] as const));
  const held = yield* holding(rows, (row) => {
    const on = row.dates['REVIEW'];
    if (row.table !== 'reviews' || row.status !== 'taken' || on === undefined || row.child === null) return null;
    const inCare = times.get(row.child)?.some((time) => isWithin(time, on)) ?? false;
    return inCare ? null : 'EPISODE_NOT_TAKEN';
  });
  return { rows: held.rows, problems: [...problems, ...held.problems] };
}

type Why = 'CHILD_NOT_IN_HEADER' | 'HEADER_NOT_TAKEN' | 'EPISODE_NOT_TAKEN';

function* holding(rows: readonly StagedRow[], why: (row: StagedRow) => Why | null): Steps<Held> {
  const problems: Problem[] = [];
  const kept = yield* eachInSteps(rows, (row) => {
    const code = row.status === 'rejected' ? null : why(row);
    if (code === null) return row;
    const column = code === 'EPISODE_NOT_TAKEN' ? 'REVIEW' : 'CHILD';
    problems.push(problem(code, { file: row.file, line: row.line, column }));
    return { ...row, status: 'queried' as const };
  });
  return { rows: kept, problems };
}
