import type { KnownWorker } from '../../domain/feeds/ssda903/allocations.ts';
import { conditions, cursorValues, pageOf, type Page, type PageWish } from '../queries/page.ts';
import type { Queries } from '../read-stream.ts';

/** Workers by the codes that deliveries give them, each with the person of the directory where that was said; who is new gets a random reference. */
export async function knownWorkers(
  queries: Queries,
  codes: readonly string[],
  newRef: () => string,
): Promise<ReadonlyMap<string, KnownWorker>> {
  if (codes.length === 0) return new Map();
  const given = codes.map((code) => ({ ref: newRef(), local_reference: code }));
  await queries.$executeRawUnsafe(
    `INSERT INTO subject (ref, kind, local_reference)
     SELECT ref, 'worker', local_reference FROM jsonb_to_recordset($1::jsonb) AS given(ref text, local_reference text)
     ON CONFLICT (kind, local_reference) DO NOTHING`,
    JSON.stringify(given),
  );
  const rows = await queries.$queryRawUnsafe<{ ref: string; person: string | null; code: string }[]>(
    `SELECT s.ref, w.person, s.local_reference AS code FROM subject s LEFT JOIN worker w ON w.ref = s.ref
      WHERE s.kind = 'worker' AND s.local_reference = ANY($1::text[])`,
    codes,
  );
  return new Map(rows.map(({ code, ref, person }) => [code, { ref, person }]));
}

/** A worker whom an import names: the code there, who it is (null: nobody has said), and for how many children it is responsible now. */
export type ImportWorkerRow = KnownWorker & { readonly code: string; readonly children: number };

/** Workers of an import, those first of whom nobody has said who they are. */
export async function listWorkers(
  queries: Queries,
  importId: string,
  { identified, after, limit }: PageWish & { readonly identified?: boolean | undefined },
): Promise<Page<ImportWorkerRow>> {
  const { where, values } = conditions([
    ['i.import_id = ?', importId],
    ['(w.person IS NOT NULL) = ?', identified],
    ['s.local_reference > ?', after === null ? undefined : cursorValues(after, ['text'])[0]],
  ]);
  const rows = await queries.$queryRawUnsafe<ImportWorkerRow[]>(
    `SELECT s.ref, s.local_reference AS code, w.person,
            (SELECT count(*)::int FROM child_overview o WHERE o.in_care AND coalesce(w.person, s.ref) IN (o.allocated_worker, o.iro)) AS children
       FROM import_worker i JOIN subject s ON s.ref = i.worker LEFT JOIN worker w ON w.ref = s.ref
      WHERE ${where} ORDER BY s.local_reference LIMIT ${String(limit + 1)}`,
    ...values,
  );
  return pageOf(rows, limit, (row) => [row.code]);
}

/** Whether a reference stands for a worker of deliveries. */
export async function isWorker(queries: Queries, ref: string): Promise<boolean> {
  const rows = await queries.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM subject WHERE kind = 'worker' AND ref = $1`,
    ref,
  );
  return rows.length > 0;
}

/** Who each of these workers is said to be; who is left out nobody has said. */
export async function personsOf(queries: Queries, workers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.$queryRawUnsafe<{ ref: string; person: string }[]>(
    'SELECT ref, person FROM worker WHERE ref = ANY($1::text[])',
    workers,
  );
  return new Map(rows.map(({ ref, person }) => [ref, person]));
}

/** Periods of care in whose record a delivery named one of these workers, now or before. */
export async function periodsNaming(queries: Queries, workers: readonly string[]): Promise<readonly string[]> {
  const rows = await queries.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT e.process_id AS id
       FROM event e JOIN event_content c USING (process_id, sequence)
      WHERE e.class = 'told' AND e.kind IN ('allocated', 'fact-corrected') AND c.payload LIKE ANY($1::text[]) ORDER BY 1`,
    workers.map((ref) => `%"${ref}"%`),
  );
  return rows.map(({ id }) => id);
}
