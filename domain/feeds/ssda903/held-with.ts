import { eachInSteps, type Steps } from '../../in-steps.ts';
import { careTimesOf, dayInCare, IN_CARE_ON, isWithin } from './care-times.ts';
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

/**
 * What happened in a time of which no episode was taken waits: what is taken is told, and what is not told is not taken. A
 * review waits with its episode; absences and visits of a child who was not in care then are nothing that is told here.
 */
export function* holdOutsideCare({ rows, problems }: Held): Steps<Held> {
  const episodes = takenByChild(rows, 'episodes');
  const times = new Map(yield* eachInSteps(episodes, ([child, taken]) => [child, careTimesOf(taken)] as const));
  const held = yield* holding(rows, (row) => {
    const on = dayInCare(row);
    if (row.status !== 'taken' || on === null || row.child === null) return null;
    const inCare = times.get(row.child)?.some((time) => isWithin(time, on)) ?? false;
    if (inCare) return null;
    return row.table === 'reviews' ? 'EPISODE_NOT_TAKEN' : 'OUTSIDE_CARE';
  });
  return { rows: held.rows, problems: [...problems, ...held.problems] };
}

type Why = 'CHILD_NOT_IN_HEADER' | 'HEADER_NOT_TAKEN' | 'EPISODE_NOT_TAKEN' | 'OUTSIDE_CARE';

function* holding(rows: readonly StagedRow[], why: (row: StagedRow) => Why | null): Steps<Held> {
  const problems: Problem[] = [];
  const kept = yield* eachInSteps(rows, (row) => {
    const code = row.status === 'rejected' ? null : why(row);
    if (code === null) return row;
    const isOfDay = code === 'EPISODE_NOT_TAKEN' || code === 'OUTSIDE_CARE';
    const column = isOfDay ? (IN_CARE_ON[row.table] ?? null) : 'CHILD';
    problems.push(problem(code, { file: row.file, line: row.line, column }));
    return { ...row, status: 'queried' as const };
  });
  return { rows: kept, problems };
}
