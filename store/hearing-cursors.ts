import type { Queries } from './read-stream.ts';

/** A process that hears another one, and how far it has heard it. */
export type Pair = {
  readonly listenerId: string;
  readonly listenerKind: string;
  readonly listenerRef: string;
  readonly sourceId: string;
  readonly sourceKind: string;
  readonly sourceRef: string;
  readonly through: number;
  readonly sequence: number;
};

/** As many as a change of one household can concern; what is left the next round or the sweep sees to. */
const PAIRS_AT_ONCE = 500;

/** A process that spans children, and a process of one of them. */
const SPANNING = 'process_child c JOIN process p ON p.subject_ref = c.child_ref JOIN process s ON s.id = c.process_id';

/** Each of them as the one that is concerned by itself, so that few ids are looked up and nothing else is read. */
const CONCERNED = ['s.id', 'p.id'].map((column) => `${column} = ANY($2::text[])`);

/** Events that make anything known to others (`announcementOf`): what is done, and what is owed, is nobody else's. */
const ANNOUNCED = `e.class <> 'done' AND e.kind NOT LIKE 'duty-%' AND e.kind NOT LIKE 'heard%'`;

/** Most of what a process records concerns nobody else: such cursors move on at once, and no stream is read for them. */
const PASS_OVER = `
UPDATE hearing h SET heard_through = s.sequence FROM process s
 WHERE s.id = h.source_id AND s.sequence > h.heard_through
   AND NOT EXISTS (SELECT FROM event e WHERE e.process_id = s.id AND e.sequence > h.heard_through AND ${ANNOUNCED})`;

/**
 * Who has not heard all of whom: a process that spans children and the processes of each of them, both ways; and who has heard
 * another before, so that what is corrected is taken back even where a child is no longer named.
 */
function behind(spanning: readonly string[], heard: string): string {
  const pairs = spanning.flatMap((where) => [
    `SELECT s.id AS listener_id, p.id AS source_id FROM ${SPANNING} WHERE ${where}`,
    `SELECT p.id, s.id FROM ${SPANNING} WHERE ${where}`,
  ]);
  return `
WITH pair AS (${[...pairs, `SELECT listener_id, source_id FROM hearing WHERE ${heard}`].join(' UNION ')})
SELECT l.id AS "listenerId", l.kind AS "listenerKind", l.subject_ref AS "listenerRef",
       s.id AS "sourceId", s.kind AS "sourceKind", s.subject_ref AS "sourceRef",
       coalesce(h.heard_through, 0) AS through, s.sequence
  FROM pair JOIN process l ON l.id = pair.listener_id JOIN process s ON s.id = pair.source_id
  LEFT JOIN hearing h ON h.listener_id = l.id AND h.source_id = s.id
 WHERE l.id <> s.id AND l.kind = ANY($1::text[]) AND s.sequence > coalesce(h.heard_through, 0)
   AND EXISTS (SELECT FROM event e WHERE e.process_id = s.id AND e.sequence > coalesce(h.heard_through, 0) AND ${ANNOUNCED})
 ORDER BY l.id, s.id LIMIT ${String(PAIRS_AT_ONCE)}`;
}

const BEHIND = behind(['true'], 'true');
const BEHIND_OF = behind(CONCERNED, 'listener_id = ANY($2::text[]) OR source_id = ANY($2::text[])');

/** Pairs whose listener has not heard all that its source announced; of these processes only, or of all. */
export function behindPairs(
  queries: Queries,
  { listening, ids }: { readonly listening: readonly string[]; readonly ids: readonly string[] | null },
): Promise<readonly Pair[]> {
  return ids === null
    ? queries.$queryRawUnsafe<Pair[]>(BEHIND, listening)
    : queries.$queryRawUnsafe<Pair[]>(BEHIND_OF, listening, ids);
}

/** Moves on what has nothing to hear. */
export async function passOver(queries: Queries): Promise<void> {
  await queries.$executeRawUnsafe(PASS_OVER);
}

/** Moves cursors on, each from where it was read only: of two that deliver the same, one writes nothing. */
const MOVE_ON = `
WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[]) AS asked(listener_id, source_id, through, sequence))
INSERT INTO hearing (listener_id, source_id, heard_through) SELECT listener_id, source_id, sequence FROM asked
ON CONFLICT (listener_id, source_id) DO UPDATE SET heard_through = EXCLUDED.heard_through
  WHERE hearing.heard_through = (SELECT through FROM asked a WHERE a.listener_id = hearing.listener_id AND a.source_id = hearing.source_id)`;

/** Says how many were moved: fewer than there are where somebody else moved some of them meanwhile. */
export function moveCursors(queries: Queries, pairs: readonly Pair[]): Promise<number> {
  return queries.$executeRawUnsafe(
    MOVE_ON,
    pairs.map(({ listenerId }) => listenerId),
    pairs.map(({ sourceId }) => sourceId),
    pairs.map(({ through }) => through),
    pairs.map(({ sequence }) => sequence),
  );
}
