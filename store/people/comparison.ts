import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { OldDate } from '../../domain/people/old-dates-file.ts';
import type { Queries } from '../read-stream.ts';

/** Puts the dates of the system before; other rules and children keep theirs. */
export async function saveOldDates(queries: Queries, dates: readonly OldDate[]): Promise<void> {
  await queries.$executeRawUnsafe(
    `INSERT INTO old_date (local_reference, rule_id, due_on)
     SELECT "localReference", "ruleId", "dueOn" FROM jsonb_to_recordset($1::jsonb) AS given("localReference" text, "ruleId" text, "dueOn" date)
     ON CONFLICT (local_reference, rule_id) DO UPDATE SET due_on = excluded.due_on`,
    JSON.stringify(dates),
  );
}

/** One child and rule: the date of the system before beside ours. */
export type Compared = {
  readonly childRef: string;
  readonly ruleId: string;
  readonly oldDueOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  /** Days by which ours is later; null: one of the two has no date. */
  readonly laterByDays: number | null;
};

/** For each child of a team and each rule of which the system before has dates: both dates, where neither is missing or one. */
export function compareTeam(queries: Queries, team: string): Promise<readonly Compared[]> {
  return queries.$queryRawUnsafe<Compared[]>(
    `WITH ours AS (
       SELECT subject_ref, rule_id, min(due_on) AS due_on FROM duty WHERE status = 'open' GROUP BY subject_ref, rule_id
     )
     SELECT o.child_ref AS "childRef", r.rule_id AS "ruleId", d.due_on::text AS "oldDueOn", ours.due_on::text AS "dueOn", ours.due_on - d.due_on AS "laterByDays"
       FROM child_overview o CROSS JOIN (SELECT DISTINCT rule_id FROM old_date) r
       LEFT JOIN old_date d ON d.local_reference = o.local_reference AND d.rule_id = r.rule_id
       LEFT JOIN ours ON ours.subject_ref = o.child_ref AND ours.rule_id = r.rule_id
      WHERE o.team = $1 AND o.in_care AND (d.due_on IS NOT NULL OR ours.due_on IS NOT NULL)
      ORDER BY abs(ours.due_on - d.due_on) DESC NULLS FIRST, o.child_ref, r.rule_id`,
    team,
  );
}

export type TeamChildren = { readonly processIds: readonly string[]; readonly withoutDate: readonly string[] };

/** The children of a team who are in care, and those of them for whom no review is due by any date. */
export async function childrenOfTeam(queries: Queries, team: string): Promise<TeamChildren> {
  const rows = await queries.$queryRawUnsafe<{ processId: string; childRef: string; hasDate: boolean }[]>(
    `SELECT process_id AS "processId", child_ref AS "childRef", next_review_due_on IS NOT NULL AS "hasDate"
       FROM child_overview WHERE team = $1 AND in_care ORDER BY child_ref`,
    team,
  );
  return {
    processIds: rows.map(({ processId }) => processId),
    withoutDate: rows.filter(({ hasDate }) => !hasDate).map(({ childRef }) => childRef),
  };
}

const WORKERS_OF_TEAM = `SELECT p.id FROM process p JOIN subject s ON s.ref = p.subject_ref JOIN post ON post.person = s.local_reference
  WHERE p.kind = 'worker-supervision' AND NOT p.closed AND post.team = $1`;

/** Everything that a going live is told to: periods of care, and the supervision of those who hold a post in the team on that day. */
export async function toldOfGoingLive(queries: Queries, team: string, on: CalendarDate): Promise<readonly string[]> {
  const rows = await queries.$queryRawUnsafe<{ processId: string }[]>(
    `SELECT process_id AS "processId" FROM child_overview WHERE team = $1 AND in_care
     UNION ${WORKERS_OF_TEAM} AND $2::date BETWEEN post.from_on AND coalesce(post.to_on, 'infinity') ORDER BY 1`,
    team,
    on,
  );
  return rows.map(({ processId }) => processId);
}

export type BaselineLine = { readonly ruleId: string; readonly open: number; readonly oldestDueOn: CalendarDate };

/** What is left of a team's baseline, rule by rule: of its children, of households in which one of them lives, of its workers. */
export function baselineOf(queries: Queries, team: string): Promise<readonly BaselineLine[]> {
  return queries.$queryRawUnsafe<BaselineLine[]>(
    `SELECT d.rule_id AS "ruleId", count(*)::int AS open, min(d.due_on)::text AS "oldestDueOn"
       FROM duty d
      WHERE d.status = 'open' AND d.quiet_until IS NOT NULL
        AND (d.subject_ref IN (SELECT child_ref FROM child_overview WHERE team = $1)
          OR d.process_id IN (SELECT c.process_id FROM process_child c JOIN child_overview o ON o.child_ref = c.child_ref WHERE o.team = $1)
          OR d.process_id IN (${WORKERS_OF_TEAM}))
      GROUP BY d.rule_id ORDER BY 2 DESC, 1`,
    team,
  );
}
