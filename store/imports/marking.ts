import { forgetFed, noteFed } from './fed.ts';
import { refuseIfLeft, unlessLeft, type Progress } from '../bulk.ts';
import type { Queries } from '../read-stream.ts';
import type { ChangeOutcome, ChangeRequest, Record } from '../record.ts';

/** One call of the workflow sees to so many children. */
const CHILDREN_A_CALL = 300;

export type ChildRow = { readonly local_reference: string; readonly content: unknown };

export type Mark = {
  readonly importId: string;
  readonly column: 'applied_at' | 'withdrawn_at';
  readonly stage: string;
};

/**
 * The processes of several children and the marks of these children in one transaction; an import that is no longer asked
 * for writes nothing. Children whom somebody is changing are passed over, unmarked. Says how many were marked.
 */
export async function together(
  batch: readonly ChildRow[],
  { requests, mark }: { readonly requests: readonly (readonly ChangeRequest[])[]; readonly mark: Mark },
  record: Record,
): Promise<number> {
  const owners = requests.flatMap((some, place) => some.map(() => batch[place]?.local_reference));
  return unlessLeft(async () => {
    let marked = 0;
    await record.changeAll(
      requests.flat(),
      async (queries, outcomes) => {
        const passedOver = new Set(owners.filter((_owner, place) => isPassedOver(outcomes[place])));
        const done = referencesOf(batch).filter((reference) => !passedOver.has(reference));
        await markAs(queries, done, mark);
        marked = done.length;
      },
      { skipLocked: true },
    );
    return marked;
  });
}

/** What was not recorded must not count as applied: the next attempt compares with what is recorded by then. */
function isPassedOver(outcome: ChangeOutcome | undefined): boolean {
  if (outcome?.status === 'accepted') return false;
  if (outcome?.status === 'unknown-process') return true;
  throw new Error(`a batch was not recorded: ${outcome?.status ?? 'no answer'}`);
}

async function markAs(
  queries: Queries,
  references: readonly string[],
  { importId, column, stage }: Mark,
): Promise<void> {
  await refuseIfLeft(queries, importId, stage);
  const sql = `UPDATE import_child SET ${column} = now() WHERE import_id = $1 AND local_reference = ANY($2::text[])`;
  await queries.$executeRawUnsafe(sql, importId, references);
  await (column === 'applied_at' ? noteFed(queries, importId, references) : forgetFed(queries, importId, references));
}

export async function nextChildren(
  queries: Queries,
  importId: string,
  column: Mark['column'],
): Promise<readonly ChildRow[]> {
  const sql = `SELECT local_reference, content FROM import_child WHERE import_id = $1 AND ${column} IS NULL ORDER BY place LIMIT $2`;
  return queries.$queryRawUnsafe<ChildRow[]>(sql, importId, CHILDREN_A_CALL);
}

export function referencesOf(children: readonly ChildRow[]): readonly string[] {
  return children.map((child) => child.local_reference);
}

export async function progressOf(queries: Queries, { importId, column }: Mark, isHeldUp: boolean): Promise<Progress> {
  const sql = `SELECT count(${column})::int AS done, count(*)::int AS total FROM import_child WHERE import_id = $1`;
  const [row] = await queries.$queryRawUnsafe<{ done: number; total: number }[]>(sql, importId);
  return { done: 0, total: 0, ...row, isHeldUp };
}
