import type { Instant } from '../domain/calendar/instant.ts';
import { isJsonObject } from '../domain/json-reading.ts';
import type { Standing } from '../domain/heart/standing.ts';
import type { Queries } from './read-stream.ts';

/** A row that needs a workflow: to be started, or to be nudged. */
export type ToArm = {
  readonly processId: string;
  readonly kind: string;
  readonly standing: Standing;
  readonly nextChangeAt: Instant | null;
};

/** A process whose workflow an engine has acknowledged, and which engine. */
export type Started = { readonly processId: string; readonly nextChangeAt: Instant | null; readonly by: string };

/** What is behind, told from the record alone. */
export type Behind = {
  /** Open processes that no workflow is known to wait for. */
  readonly unarmed: number;
  /** Armed for later than their next step. */
  readonly armedTooLate: number;
  /** More than two minutes past their next step. */
  readonly pastTime: number;
  readonly oldestAt: Date | null;
};

export type Arming = {
  /** A workflow waits for the process until this instant (null: until it is nudged). */
  armed(processId: string, waiting: { readonly for: Instant | null; readonly by: string }): Promise<void>;
  /** Starts were acknowledged: written only where nothing is known yet, because a look may have known better since. */
  started(starts: readonly Started[]): Promise<void>;
  /** Rows that no workflow of this engine is known to wait for, claimed for a short while: two starters share the work. */
  claimUnarmed(
    engineId: string,
    most: { readonly kinds: readonly string[]; readonly rows: number },
  ): Promise<readonly ToArm[]>;
  /** Rows that were claimed and not started after all. */
  release(processIds: readonly string[]): Promise<void>;
  /** Rows to be revived now; each is given its next time, so that a stuck one is not signalled each minute. */
  late(engineId: string, limit: number): Promise<readonly ToArm[]>;
  /** Rows that a workflow of this engine waits for, whose next step is due, the longest due first. */
  due(engineId: string, most: { readonly now: Instant; readonly rows: number }): Promise<readonly ToArm[]>;
  /** Open processes in order of their ids, for comparing with what runs. */
  open(after: string, limit: number): Promise<readonly { readonly id: string; readonly armed: boolean }[]>;
  /** What was thought to be armed is not: the starter will see to it. */
  forget(processIds: readonly string[]): Promise<void>;
  /** Open processes, and those of them that are armed in this engine. */
  count(engineId: string): Promise<{ readonly open: number; readonly armed: number }>;
  behind(engineId: string | null): Promise<Behind>;
};

/** Armed for "until nudged": later than any instant of a life. */
const UNTIL_NUDGED = '9999-12-31T00:00:00.000Z';

const ARMED = `UPDATE process SET armed_for = $2::timestamptz, armed_by = $3, revivals = 0, revive_after = NULL
 WHERE id = $1 AND (armed_for IS DISTINCT FROM $2::timestamptz OR armed_by IS DISTINCT FROM $3 OR revivals > 0)`;

/** Waits for nobody: a row that is being changed stays unarmed, and being started again is a nudge. */
const STARTED = `WITH locked AS (SELECT id FROM process WHERE id = ANY($1::text[]) FOR UPDATE SKIP LOCKED)
UPDATE process p SET armed_for = s.until, armed_by = s.by, revivals = 0, revive_after = NULL
  FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS s(id, until, by) JOIN locked USING (id)
 WHERE p.id = s.id AND (p.armed_for IS NULL OR p.armed_by IS DISTINCT FROM s.by)`;

const COLUMNS = `id, kind, standing, to_char(next_change_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS next_change_at`;

/**
 * A claim is a `revive_after` at most 15 seconds ahead: a starter that is killed holds its rows no longer than that, and what
 * lies further ahead is the sweep's back-off in an engine that is gone. Locked rows are being changed: next time.
 */
/**
 * An import that is being recorded, and moved on lately. Recording takes seconds and starting minutes of the same machine:
 * everything is recorded first. One that has stopped moving holds nobody up.
 */
const RECORDING = `SELECT 1 FROM process i WHERE i.kind = 'feed-import' AND i.stage = 'applying'
   AND (SELECT max(c.applied_at) FROM import_child c WHERE c.import_id = i.id) > now() - interval '30 seconds'`;

const CLAIM = `UPDATE process SET revive_after = now() + interval '15 seconds'
 WHERE id IN (SELECT id FROM process
               WHERE NOT closed AND kind = ANY($2::text[]) AND (armed_for IS NULL OR armed_by IS DISTINCT FROM $1)
                 AND (kind = 'feed-import' OR NOT EXISTS (${RECORDING}))
                 AND (revive_after IS NULL OR revive_after <= now() OR revive_after > now() + interval '15 seconds')
               ORDER BY next_change_at NULLS FIRST LIMIT $3 FOR UPDATE SKIP LOCKED)
 RETURNING ${COLUMNS}`;

/** Back-off doubles from one minute to an hour; a look that arms in time clears it. */
const LATE = `UPDATE process SET revivals = revivals + 1,
       revive_after = now() + least(interval '1 hour', interval '1 minute' * power(2, least(revivals, 10)))
 WHERE id IN (SELECT id FROM process
               WHERE NOT closed AND armed_for IS NOT NULL AND armed_by = $1 AND (revive_after IS NULL OR revive_after <= now())
                 AND (armed_for > next_change_at OR next_change_at < now() - interval '2 minutes')
               ORDER BY next_change_at LIMIT $2 FOR UPDATE SKIP LOCKED)
 RETURNING ${COLUMNS}`;

const DUE = `SELECT ${COLUMNS} FROM process
 WHERE NOT closed AND next_change_at <= $2::timestamptz AND armed_for IS NOT NULL AND armed_by = $1
 ORDER BY next_change_at, id LIMIT $3`;

const OPEN = `SELECT id, armed_for IS NOT NULL AS armed FROM process WHERE NOT closed AND id > $1 ORDER BY id LIMIT $2`;

const FORGET = `UPDATE process SET armed_for = NULL, revivals = 0, revive_after = NULL WHERE id = ANY($1::text[])`;

const COUNT = `SELECT count(*)::int AS open, count(*) FILTER (WHERE armed_for IS NOT NULL AND armed_by = $1)::int AS armed
  FROM process WHERE NOT closed`;

const BEHIND = `SELECT count(*) FILTER (WHERE armed_for IS NULL OR ($1::text IS NOT NULL AND armed_by IS DISTINCT FROM $1))::int AS unarmed,
       count(*) FILTER (WHERE armed_for > next_change_at)::int AS armed_too_late,
       count(*) FILTER (WHERE next_change_at < now() - interval '2 minutes')::int AS past_time,
       min(next_change_at) FILTER (WHERE next_change_at < now() - interval '2 minutes') AS oldest_at
  FROM process WHERE NOT closed`;

type ArmRow = {
  readonly id: string;
  readonly kind: string;
  readonly standing: unknown;
  readonly next_change_at: Instant | null;
};
type BehindRow = {
  readonly unarmed: number;
  readonly armed_too_late: number;
  readonly past_time: number;
  readonly oldest_at: Date | null;
};

/** The columns by which the record knows what waits for each process (design §3.5.2). */
export function createArming(queries: Queries): Arming {
  return {
    armed: async (processId, { for: until, by }) => {
      await queries.$executeRawUnsafe(ARMED, processId, until ?? UNTIL_NUDGED, by);
    },
    started: async (starts) => {
      await queries.$executeRawUnsafe(
        STARTED,
        starts.map(({ processId }) => processId),
        starts.map(({ nextChangeAt }) => nextChangeAt ?? UNTIL_NUDGED),
        starts.map(({ by }) => by),
      );
    },
    claimUnarmed: async (engineId, { kinds, rows }) =>
      (await queries.$queryRawUnsafe<ArmRow[]>(CLAIM, engineId, kinds, rows)).flatMap(toArm),
    release: async (processIds) => {
      await queries.$executeRawUnsafe('UPDATE process SET revive_after = NULL WHERE id = ANY($1::text[])', processIds);
    },
    late: async (engineId, limit) => (await queries.$queryRawUnsafe<ArmRow[]>(LATE, engineId, limit)).flatMap(toArm),
    due: async (engineId, { now, rows }) =>
      (await queries.$queryRawUnsafe<ArmRow[]>(DUE, engineId, now, rows)).flatMap(toArm),
    open: (after, limit) => queries.$queryRawUnsafe(OPEN, after, limit),
    forget: async (processIds) => {
      await queries.$executeRawUnsafe(FORGET, processIds);
    },
    count: async (engineId) => {
      const [row] = await queries.$queryRawUnsafe<{ open: number; armed: number }[]>(COUNT, engineId);
      return row ?? { open: 0, armed: 0 };
    },
    behind: async (engineId) => {
      const [row] = await queries.$queryRawUnsafe<BehindRow[]>(BEHIND, engineId);
      return {
        unarmed: row?.unarmed ?? 0,
        armedTooLate: row?.armed_too_late ?? 0,
        pastTime: row?.past_time ?? 0,
        oldestAt: row?.oldest_at ?? null,
      };
    },
  };
}

function toArm(row: ArmRow): readonly ToArm[] {
  return isStanding(row.standing)
    ? [{ processId: row.id, kind: row.kind, standing: row.standing, nextChangeAt: row.next_change_at }]
    : [];
}

/** What the record wrote itself, in the transaction that changed the process. */
function isStanding(value: unknown): value is Standing {
  return isJsonObject(value) && Array.isArray(value['steps']) && Array.isArray(value['duties']);
}
