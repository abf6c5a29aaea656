import { isCalendarDate } from '../domain/calendar/calendar-date.ts';
import { instantFromEpochMs } from '../domain/calendar/instant.ts';
import type { EventClass, StreamEvent } from '../domain/heart/event.ts';
import { isJsonObject } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ChainedEvent } from '../domain/record/chain.ts';

/** What a query may be sent to: Prisma's client, or a transaction. */
export type Queries = {
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: readonly unknown[]): Promise<Rows>;
  $executeRawUnsafe(sql: string, ...values: readonly unknown[]): Promise<number>;
};

/** Runs one transaction: committed when `run` is done, undone when it throws. */
export type Transact = <Value>(run: (queries: Queries) => Promise<Value>) => Promise<Value>;

/** An event with its chain; salt and content are null where the content was destroyed. */
export type RecordedEvent = Omit<ChainedEvent, 'salt' | 'content'> & {
  readonly salt: string | null;
  readonly content: string | null;
};

type EventRow = {
  readonly process_id: string;
  readonly sequence: number;
  readonly class: string;
  readonly kind: string;
  readonly occurred_on: string;
  readonly recorded_at: Date;
  readonly actor: string;
  readonly command_id: string | null;
  readonly cause: string | null;
  readonly payload: string | null;
};

type ChainedRow = EventRow & {
  readonly rulebook: string;
  readonly previous_hash: string;
  readonly content_digest: string;
  readonly hash: string;
  readonly salt: string | null;
};

const EVENT = `e.process_id, e.sequence, e.class, e.kind, to_char(e.occurred_on, 'YYYY-MM-DD') AS occurred_on, e.recorded_at,
         e.actor, e.command_id, e.cause, c.payload`;
const FROM = 'FROM event e LEFT JOIN event_content c USING (process_id, sequence)';

/** What folding asks of events; their chain is half of what is stored of them. */
const SELECT = `SELECT ${EVENT} ${FROM}`;
const SELECT_CHAINED = `SELECT ${EVENT}, e.rulebook, e.previous_hash, e.content_digest, e.hash, c.salt ${FROM}`;

/** The whole stream of a process in order, the content where it still exists. */
export async function readStream(queries: Queries, processId: string): Promise<readonly RecordedEvent[]> {
  const rows = await queries.$queryRawUnsafe<ChainedRow[]>(
    `${SELECT_CHAINED} WHERE e.process_id = $1 ORDER BY e.sequence`,
    processId,
  );
  return rows.map(recordedEvent);
}

/** Whole streams of several processes, for checking them: content that cannot even be read is left to the chain to find. */
export async function readStreams(
  queries: Queries,
  processIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  const rows = await queries.$queryRawUnsafe<ChainedRow[]>(
    `${SELECT_CHAINED} WHERE e.process_id = ANY($1) ORDER BY e.process_id, e.sequence`,
    processIds,
  );
  const streams = new Map<string, RecordedEvent[]>(processIds.map((id) => [id, []]));
  for (const row of rows)
    streams.get(row.process_id)?.push({ ...recordedEvent({ ...row, payload: null }), ...readable(row.payload) });
  return streams;
}

function readable(payload: string | null): Pick<RecordedEvent, 'payload' | 'content'> {
  try {
    return { payload: payload === null ? {} : contentOf(payload), content: payload };
  } catch {
    return { payload: {}, content: payload };
  }
}

/** Told and derived events of several streams, for folding again. */
export async function readHistories(
  queries: Queries,
  processIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StreamEvent[]>> {
  const rows = await queries.$queryRawUnsafe<EventRow[]>(
    `${SELECT} WHERE e.process_id = ANY($1) AND e.class <> 'done' ORDER BY e.process_id, e.sequence`,
    processIds,
  );
  const histories = new Map<string, StreamEvent[]>(processIds.map((id) => [id, []]));
  for (const row of rows) histories.get(row.process_id)?.push(streamEvent(row));
  return histories;
}

/** Part of a stream: after one sequence and through another. */
export type Stretch = { readonly processId: string; readonly after: number; readonly through: number };

/** Told and derived events of parts of several streams, each in order, in the order of the parts. */
export async function readStretches(
  queries: Queries,
  stretches: readonly Stretch[],
): Promise<readonly (readonly StreamEvent[])[]> {
  type Placed = EventRow & { readonly place: number };
  const rows = await queries.$queryRawUnsafe<Placed[]>(
    `SELECT ${EVENT}, asked.place::int AS place
       FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY AS asked(id, after, through, place)
       JOIN event e ON e.process_id = asked.id AND e.sequence > asked.after AND e.sequence <= asked.through
       LEFT JOIN event_content c USING (process_id, sequence)
      WHERE e.class <> 'done' ORDER BY asked.place, e.sequence`,
    stretches.map(({ processId }) => processId),
    stretches.map(({ after }) => after),
    stretches.map(({ through }) => through),
  );
  const parts = stretches.map((): StreamEvent[] => []);
  for (const row of rows) parts[row.place - 1]?.push(streamEvent(row));
  return parts;
}

function recordedEvent(row: ChainedRow): RecordedEvent {
  return {
    ...streamEvent(row),
    rulebook: row.rulebook,
    previousHash: row.previous_hash,
    contentDigest: row.content_digest,
    hash: row.hash,
    salt: row.salt,
    content: row.payload,
  };
}

function streamEvent(row: EventRow): StreamEvent {
  if (!isCalendarDate(row.occurred_on)) throw new Error(`event ${row.process_id}/${row.sequence}: its day is no date`);
  return {
    sequence: row.sequence,
    class: classOf(row.class),
    kind: row.kind,
    occurredOn: row.occurred_on,
    recordedAt: instantFromEpochMs(row.recorded_at.getTime()),
    actor: row.actor,
    commandId: row.command_id,
    cause: row.cause,
    payload: row.payload === null ? {} : contentOf(row.payload),
  };
}

function classOf(text: string): EventClass {
  return text === 'told' || text === 'derived' ? text : 'done';
}

function contentOf(text: string): JsonObject {
  const content: unknown = JSON.parse(text);
  return isJsonObject(content) ? content : {};
}
