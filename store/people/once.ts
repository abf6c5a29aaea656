import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';

export type OnceCommand = {
  readonly id: string;
  readonly actor: string;
  readonly kind: string;
  readonly bodyDigest: string;
  readonly at: Instant;
};

/** Does something that is no change of a process once for its command id: a repeat gets the same answer, another body is refused (null). */
export async function once<Answer extends object>(
  queries: Queries,
  { id, actor, kind, bodyDigest, at }: OnceCommand,
  act: () => Promise<Answer>,
): Promise<{ readonly answer: Answer | object; readonly repeated: boolean } | null> {
  // Two requests under one key: the second waits for the first.
  await queries.$queryRawUnsafe('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text', id);
  const [before] = await queries.$queryRawUnsafe<{ digest: string; answer: object }[]>(
    'SELECT body_digest AS digest, answer FROM command WHERE id = $1',
    id,
  );
  if (before !== undefined) return before.digest === bodyDigest ? { answer: before.answer, repeated: true } : null;
  const answer = await act();
  await queries.$executeRawUnsafe(
    `INSERT INTO command (id, process_id, actor, kind, body_digest, answer, answered_at) VALUES ($1, NULL, $2, $3, $4, $5::jsonb, $6::timestamptz)`,
    id,
    actor,
    kind,
    bodyDigest,
    JSON.stringify(answer),
    at,
  );
  return { answer, repeated: false };
}
