import type { FeedBounds } from '../../domain/processes/authority/feed.ts';
import type { Queries } from '../read-stream.ts';

/** What the latest applied feed said of each child, in short. */
export async function fedDigests(queries: Queries): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.$queryRawUnsafe<{ child: string; digest: string }[]>(
    `SELECT local_reference AS child, digest FROM feed_child`,
  );
  return new Map(rows.map(({ child, digest }) => [child, digest]));
}

/** Notes what an applied feed says of children; what an earlier feed kept of them has served its time. */
export async function noteFed(queries: Queries, importId: string, references: readonly string[]): Promise<void> {
  await queries.$executeRawUnsafe(
    `DELETE FROM import_row r USING feed_child c
      WHERE c.local_reference = ANY($2::text[]) AND c.import_id <> $1 AND r.import_id = c.import_id AND r.child = c.local_reference
        AND r.status = 'taken' AND EXISTS (SELECT FROM import_child n WHERE n.import_id = $1 AND n.local_reference = c.local_reference AND n.digest IS NOT NULL)`,
    importId,
    references,
  );
  await queries.$executeRawUnsafe(
    `INSERT INTO feed_child (local_reference, import_id, digest, review_due_on)
     SELECT local_reference, import_id, digest, review_due_on FROM import_child
      WHERE import_id = $1 AND local_reference = ANY($2::text[]) AND digest IS NOT NULL
     ON CONFLICT (local_reference) DO UPDATE SET import_id = excluded.import_id, digest = excluded.digest, review_due_on = excluded.review_due_on`,
    importId,
    references,
  );
}

/** A feed that is taken back said nothing: the next one is compared in full. */
export async function forgetFed(queries: Queries, importId: string, references: readonly string[]): Promise<void> {
  await queries.$executeRawUnsafe(
    `DELETE FROM feed_child WHERE import_id = $1 AND local_reference = ANY($2::text[])`,
    importId,
    references,
  );
}

/** What an administrator asked for of a daily feed. */
export type ExpectedFeedView = {
  readonly bounds: FeedBounds | null;
  /** When the last feed was taken; before the first, since when it is expected; null: none is expected. */
  readonly takenAt: string | null;
};

export async function expectedFeed(queries: Queries): Promise<ExpectedFeedView> {
  const [row] = await queries.$queryRawUnsafe<ExpectedFeedView[]>(
    `SELECT kept #> '{state,feed,bounds}' AS bounds, kept #>> '{state,feed,takenAt}' AS "takenAt" FROM process WHERE kind = 'authority' ORDER BY id LIMIT 1`,
  );
  return row ?? { bounds: null, takenAt: null };
}

/** Feeds that have not been applied yet, the earliest first. */
export async function openFeeds(queries: Queries): Promise<readonly { readonly id: string; readonly stage: string }[]> {
  return queries.$queryRawUnsafe<{ id: string; stage: string }[]>(
    `SELECT id, stage FROM process WHERE kind = 'feed-import' AND NOT closed AND kept #>> '{state,by}' = 'feed' ORDER BY opened_at`,
  );
}

/** The delivered files of a feed are not kept longer than it takes to apply it: its rows are the vendor's to keep. */
export async function dropUploads(queries: Queries, importId: string): Promise<void> {
  await queries.$executeRawUnsafe(`DELETE FROM import_upload WHERE import_id = $1`, importId);
}
