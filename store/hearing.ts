import type { Instant } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import { announcementOf } from '../domain/heart/announcing.ts';
import type { Process } from '../domain/heart/process.ts';
import type { HeardChange } from '../domain/heart/turn-input.ts';
import { readText } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { refuseUnknownKinds } from './newer-build.ts';
import { readTold, type Queries } from './read-stream.ts';
import type { Record } from './record.ts';

export type HearingDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly processes: readonly Process<JsonObject>[];
  readonly now: () => Instant;
  /** Told of what could not be delivered; it is tried again. */
  readonly onFailure: (error: unknown, pair: Pair) => void;
};

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

export type Hearing = {
  /** Lets processes hear what is new; of these only (as source or listener), or of all. Says how many heard something. */
  deliver(ids: readonly string[] | null): Promise<number>;
};

/** As many as a change of one household can concern; what is left the next round or the sweep sees to. */
const PAIRS_AT_ONCE = 500;
/** What is heard may be heard of in its turn; the graph of who hears whom has no cycle, so this is never reached. */
const MOST_ROUNDS = 5;

/**
 * A process that spans several children and the processes of each of them hear each other after the commit: each pair has a
 * cursor that is moved on in the transaction in which the listener makes something of what it heard (design §3.2.5).
 */
export function createHearing(deps: HearingDeps): Hearing {
  const { prisma, processes, onFailure } = deps;
  const listening = processes.filter((process) => process.hears.length > 0).map(({ kind }) => kind);
  const deliverOne = async (pair: Pair): Promise<boolean> => {
    try {
      return await hear(pair, deps);
    } catch (error) {
      onFailure(error, pair);
      return false;
    }
  };
  return {
    deliver: async (ids) => {
      if (ids === null) await prisma.$executeRawUnsafe(PASS_OVER);
      let delivered = 0;
      let about = ids;
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const pairs = await behindPairs(prisma, { listening, ids: about });
        const heard: string[] = [];
        for (const pair of pairs) if (await deliverOne(pair)) heard.push(pair.listenerId);
        delivered += heard.length;
        if (heard.length === 0) break;
        about = heard;
      }
      return delivered;
    },
  };
}

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

function behindPairs(
  queries: Queries,
  { listening, ids }: { readonly listening: readonly string[]; readonly ids: readonly string[] | null },
): Promise<readonly Pair[]> {
  return ids === null
    ? queries.$queryRawUnsafe<Pair[]>(BEHIND, listening)
    : queries.$queryRawUnsafe<Pair[]>(BEHIND_OF, listening, ids);
}

/** Somebody else let it hear this meanwhile; nothing is written. */
class HeardElsewhere extends Error {
  override readonly name = 'HeardElsewhere';
}

/** Moves the cursor on, from where it was read only: of two that deliver the same, one writes nothing. */
const MOVE_ON = `
INSERT INTO hearing (listener_id, source_id, heard_through) VALUES ($1, $2, $4)
ON CONFLICT (listener_id, source_id) DO UPDATE SET heard_through = $4 WHERE hearing.heard_through = $3`;

/** Lets one process hear what another one told since; says whether there was anything to hear. */
async function hear(pair: Pair, { prisma, record, processes, now }: HearingDeps): Promise<boolean> {
  const heard = await newsOf(pair, { prisma, processes });
  const moveOn = async (queries: Queries): Promise<void> => {
    const moved = await queries.$executeRawUnsafe(MOVE_ON, pair.listenerId, pair.sourceId, pair.through, pair.sequence);
    if (moved === 0) throw new HeardElsewhere();
  };
  try {
    if (heard.length === 0) await moveOn(prisma);
    else await tell(pair.listenerId, { heard, moveOn, record, now });
    return heard.length > 0;
  } catch (error) {
    if (error instanceof HeardElsewhere) return false;
    throw error;
  }
}

async function tell(
  processId: string,
  {
    heard,
    moveOn,
    record,
    now,
  }: Pick<HearingDeps, 'record' | 'now'> & {
    readonly heard: readonly HeardChange[];
    readonly moveOn: (queries: Queries) => Promise<void>;
  },
): Promise<void> {
  const [outcome] = await record.changeAll([{ processId, now: now(), actor: HOLDFAST, heard }], moveOn);
  if (outcome?.status !== 'accepted') throw new Error(`${processId} did not hear: ${outcome?.status ?? 'no answer'}`);
}

/** What the listener has not heard yet, the latest of each fact, in the order in which it was told. */
async function newsOf(
  pair: Pair,
  { prisma, processes }: Pick<HearingDeps, 'prisma' | 'processes'>,
): Promise<readonly HeardChange[]> {
  const { sourceId: processId, sourceRef: subjectRef, listenerRef } = pair;
  const listener = processes.find(({ kind }) => kind === pair.listenerKind);
  const process = processes.find(({ kind }) => kind === pair.sourceKind);
  if (listener === undefined || process === undefined) return [];
  const events = await readTold(prisma, processId, { after: pair.through, through: pair.sequence });
  refuseUnknownKinds(processId, process, events);
  const spans = process.about !== undefined;
  const news = new Map<string, HeardChange>();
  for (const event of events) {
    const change = announcementOf(event, { processId, subjectRef, process });
    if (change === null || !listener.hears.includes(change.kind)) continue;
    news.delete(change.key);
    news.set(change.key, spans && isOfAnother(change, listenerRef) ? { ...change, announcement: null } : change);
  }
  return [...news.values()];
}

/** What a process that spans several children says of one of them the others do not hear; nor what it no longer says of them. */
function isOfAnother({ announcement }: HeardChange, listenerRef: string): boolean {
  const childRef = readText(announcement?.payload ?? {}, 'childRef');
  return childRef !== null && childRef !== listenerRef;
}
