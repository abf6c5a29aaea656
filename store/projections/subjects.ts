import type { Queries } from '../read-stream.ts';

/** The next subjects in order of their refs: the order in which every change locks them. */
export async function nextSubjects(queries: Queries, after: string, limit: number): Promise<readonly string[]> {
  const rows = await queries.$queryRawUnsafe<{ ref: string }[]>(
    'SELECT ref FROM subject WHERE ref > $1 ORDER BY ref LIMIT $2',
    after,
    limit,
  );
  return rows.map((row) => row.ref);
}

/** Processes of the subjects after one, for showing progress. */
export async function countProcesses(queries: Queries, after: string): Promise<number> {
  const [row] = await queries.$queryRawUnsafe<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM process WHERE subject_ref > $1',
    after,
  );
  return row?.count ?? 0;
}
