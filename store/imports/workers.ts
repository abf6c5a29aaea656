import type { Queries } from '../read-stream.ts';

/** Random references of workers by the identifiers that deliveries give them; who is new gets one. */
export async function workerRefs(
  queries: Queries,
  identifiers: readonly string[],
  newRef: () => string,
): Promise<ReadonlyMap<string, string>> {
  if (identifiers.length === 0) return new Map();
  const given = identifiers.map((identifier) => ({ ref: newRef(), local_reference: identifier }));
  await queries.$executeRawUnsafe(
    `INSERT INTO subject (ref, kind, local_reference)
     SELECT ref, 'worker', local_reference FROM jsonb_to_recordset($1::jsonb) AS given(ref text, local_reference text)
     ON CONFLICT (kind, local_reference) DO NOTHING`,
    JSON.stringify(given),
  );
  const rows = await queries.$queryRawUnsafe<{ ref: string; identifier: string }[]>(
    `SELECT ref, local_reference AS identifier FROM subject WHERE kind = 'worker' AND local_reference = ANY($1::text[])`,
    identifiers,
  );
  return new Map(rows.map(({ ref, identifier }) => [identifier, ref]));
}
