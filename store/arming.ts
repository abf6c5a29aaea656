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
  /** A start was acknowledged: only if nothing is known yet, because a look may have known better since. */
  started(toArm: ToArm, by: string): Promise<void>;
  /** Rows that no workflow of this engine is known to wait for. */
  unarmed(engineId: string, limit: number): Promise<readonly ToArm[]>;
  /** Rows to be revived now; each is given its next time, so that a stuck one is not signalled each minute. */
  late(engineId: string, limit: number): Promise<readonly ToArm[]>;
  /** Ids of open processes that are known to be armed, for comparing with what runs. */
  openArmed(after: string, limit: number): Promise<readonly string[]>;
  /** What was thought to be armed is not: the starter will see to it. */
  forget(processIds: readonly string[]): Promise<void>;
  behind(engineId: string | null): Promise<Behind>;
};

/** Armed for "until nudged": later than any instant of a life. */
const UNTIL_NUDGED = '9999-12-31T00:00:00.000Z';

const ARMED = `UPDATE process SET armed_for = $2::timestamptz, armed_by = $3, revivals = 0, revive_after = NULL
 WHERE id = $1 AND (armed_for IS DISTINCT FROM $2::timestamptz OR armed_by IS DISTINCT FROM $3 OR revivals > 0)`;

const STARTED = `UPDATE process SET armed_for = $2::timestamptz, armed_by = $3
 WHERE id = $1 AND (armed_for IS NULL OR armed_by IS DISTINCT FROM $3)`;

const COLUMNS = `id, kind, standing, to_char(next_change_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS next_change_at`;

const UNARMED = `SELECT ${COLUMNS} FROM process
 WHERE NOT closed AND (armed_for IS NULL OR armed_by IS DISTINCT FROM $1)
 ORDER BY next_change_at NULLS LAST LIMIT $2`;

/** Back-off doubles from one minute to an hour; a look that arms in time clears it. */
const LATE = `UPDATE process SET revivals = revivals + 1,
       revive_after = now() + least(interval '1 hour', interval '1 minute' * power(2, least(revivals, 10)))
 WHERE id IN (SELECT id FROM process
               WHERE NOT closed AND armed_for IS NOT NULL AND armed_by = $1 AND (revive_after IS NULL OR revive_after <= now())
                 AND (armed_for > next_change_at OR next_change_at < now() - interval '2 minutes')
               ORDER BY next_change_at LIMIT $2 FOR UPDATE SKIP LOCKED)
 RETURNING ${COLUMNS}`;

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
    started: async ({ processId, nextChangeAt }, by) => {
      await queries.$executeRawUnsafe(STARTED, processId, nextChangeAt ?? UNTIL_NUDGED, by);
    },
    unarmed: async (engineId, limit) =>
      (await queries.$queryRawUnsafe<ArmRow[]>(UNARMED, engineId, limit)).flatMap(toArm),
    late: async (engineId, limit) => (await queries.$queryRawUnsafe<ArmRow[]>(LATE, engineId, limit)).flatMap(toArm),
    openArmed: async (after, limit) => {
      const rows = await queries.$queryRawUnsafe<{ id: string }[]>(
        'SELECT id FROM process WHERE NOT closed AND armed_for IS NOT NULL AND id > $1 ORDER BY id LIMIT $2',
        after,
        limit,
      );
      return rows.map((row) => row.id);
    },
    forget: async (processIds) => {
      await queries.$executeRawUnsafe('UPDATE process SET armed_for = NULL WHERE id = ANY($1::text[])', processIds);
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
