import { eachInSteps, type Steps } from '../../in-steps.ts';
import { careTimesOf, dayInCare, IN_CARE_ON, isWithin, type CareTime } from './care-times.ts';
import { timeOf } from './deprivations.ts';
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
    if (row.status !== 'taken' || row.child === null) return null;
    if (!isOutsideCare(row, times.get(row.child) ?? [])) return null;
    return row.table === 'reviews' ? 'EPISODE_NOT_TAKEN' : 'OUTSIDE_CARE';
  });
  return { rows: held.rows, problems: [...problems, ...held.problems] };
}

/** Whether a row is of a day on which the child has to be in care to be told of, and was not. */
function isOutsideCare(row: StagedRow, times: readonly CareTime[]): boolean {
  const on = dayInCare(row);
  return on !== null && timeOf(row, times) === null && !times.some((time) => isWithin(time, on));
}

/** An absence, a visit or an order outside every time in care: as nothing would be told of it, nothing that is told is missing with it. */
export function isBeside(row: StagedRow, times: readonly CareTime[]): boolean {
  return row.status === 'queried' && row.table !== 'reviews' && isOutsideCare(row, times);
}

type Why = 'CHILD_NOT_IN_HEADER' | 'HEADER_NOT_TAKEN' | 'EPISODE_NOT_TAKEN' | 'OUTSIDE_CARE';

function* holding(rows: readonly StagedRow[], why: (row: StagedRow) => Why | null): Steps<Held> {
  const problems: Problem[] = [];
  const kept = yield* eachInSteps(rows, (row) => {
    const code = row.status === 'rejected' ? null : why(row);
    if (code === null) return row;
    const isOfDay = code === 'EPISODE_NOT_TAKEN' || code === 'OUTSIDE_CARE';
    const column = IN_CARE_ON[isOfDay ? row.table : ''] ?? 'CHILD';
    problems.push(problem(code, { file: row.file, line: row.line, column }));
    return { ...row, status: 'queried' as const };
  });
  return { rows: kept, problems };
}
