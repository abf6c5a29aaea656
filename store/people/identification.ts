import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';

/** Under what a child stands here, and the open period of care with the fact of its entry. */
export type Standing = {
  readonly childRef: string;
  readonly localReference: string;
  readonly processId: string | null;
  readonly entryFactId: string | null;
};

const FIND = `
SELECT s.ref AS "childRef", s.local_reference AS "localReference", p.id AS "processId", p.kept #>> '{state,care,entry,factId}' AS "entryFactId"
  FROM subject s LEFT JOIN process p ON p.subject_ref = s.ref AND p.kind = 'period-of-care' AND NOT p.closed
 WHERE s.kind = 'child'`;

export async function findChildByRef(queries: Queries, childRef: string): Promise<Standing | null> {
  const [row] = await queries.$queryRawUnsafe<Standing[]>(`${FIND} AND s.ref = $1`, childRef);
  return row ?? null;
}

export async function findChildByLocalReference(queries: Queries, localReference: string): Promise<Standing | null> {
  const [row] = await queries.$queryRawUnsafe<Standing[]>(`${FIND} AND s.local_reference = $1`, localReference);
  return row ?? null;
}

/** Gives a child that was not known the reference by which the other systems know it; who did it stays in the log. */
export async function nameChild(
  queries: Queries,
  {
    childRef,
    from,
    to,
    actor,
    at,
  }: {
    readonly childRef: string;
    readonly from: string;
    readonly to: string;
    readonly actor: string;
    readonly at: Instant;
  },
): Promise<void> {
  await queries.$executeRawUnsafe(
    `WITH named AS (UPDATE subject SET local_reference = $3 WHERE ref = $1 AND local_reference = $2),
          shown AS (UPDATE child_overview SET local_reference = $3 WHERE child_ref = $1)
     INSERT INTO directory_change (at, actor, kind, ref, before, after)
     VALUES ($5::timestamptz, $4, 'child', $1, jsonb_build_object('localReference', $2::text), jsonb_build_object('localReference', $3::text))`,
    childRef,
    from,
    to,
    actor,
    at,
  );
}
