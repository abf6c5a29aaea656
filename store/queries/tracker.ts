import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { DUTY_OVERDUE, TODAY } from './states.ts';
import type { Queries } from '../read-stream.ts';

export type RuleCount = { readonly ruleId: string; readonly state: string; readonly count: number };

const numbered = (sql: string): string => sql.replaceAll('?', '$1');

/** Counted first by what a state is worked out from, in the order of the index; there are few of those. */
const BY_RULE = `
SELECT rule_id AS "ruleId", state, sum(count)::int AS count FROM (
  SELECT rule_id, count, CASE WHEN knowledge <> 'recorded' THEN knowledge WHEN ${numbered(DUTY_OVERDUE)} THEN 'overdue'
                              WHEN booked_on < ${numbered(TODAY)} THEN 'awaiting-record' ELSE 'due' END AS state
    FROM (SELECT rule_id, knowledge, overdue_from, booked_on, due_at, count(*) AS count FROM duty WHERE status = 'open'
           GROUP BY rule_id, knowledge, overdue_from, booked_on, due_at) c) s
 GROUP BY rule_id, state ORDER BY rule_id, state`;

const RATIFIED = `p.status = 'met' AND p.met_on <= d.last_defensible_on`;

/** The children whom inspectors look at: under section 20, or with relatives, friends or other foster carers, as they are now. */
const COHORT = `(c.legal_status = 'V2' OR c.placement LIKE 'U_')`;

/** Ratified plans whose target date lies in the period, and how many were achieved by it. */
const TARGETS = `
SELECT count(*)::int AS due, count(*) FILTER (WHERE status = 'met' AND met_on <= last_defensible_on)::int AS achieved
  FROM duty WHERE rule_id = 'permanence.target' AND status <> 'ended' AND due_on BETWEEN $1::date AND $2::date`;

/** Second reviews DUE in the period (timescales §0.1.1), and how many of those children had the plan ratified by then. */
const PERMANENCE = `
SELECT count(*)::int AS due, count(*) FILTER (WHERE ${RATIFIED})::int AS ratified,
       count(*) FILTER (WHERE p.knowledge = 'not-recorded' AND p.status = 'open')::int AS "notRecorded",
       count(*) FILTER (WHERE ${COHORT})::int AS "cohortDue", count(*) FILTER (WHERE ${COHORT} AND ${RATIFIED})::int AS "cohortRatified"
  FROM duty d JOIN duty p ON p.process_id = d.process_id AND p.rule_id = 'permanence.plan'
  LEFT JOIN child_overview c ON c.process_id = d.process_id
 WHERE d.rule_id = 'review.second' AND d.status <> 'ended' AND d.due_on BETWEEN $1::date AND $2::date`;

/** Reviews on time three ways (timescales §14.1): by child, by review, and what is overdue today. Short breaks are left out. */
const ON_TIME = `
WITH owed AS (
  SELECT process_id, status, met_on, last_defensible_on, due_on FROM duty
   WHERE rule_id IN ('review.first', 'review.second', 'review.subsequent') AND status <> 'ended' AND knowledge = 'recorded'
     AND due_on BETWEEN $1::date AND $2::date),
by_child AS (SELECT process_id, bool_and(status = 'met' AND met_on <= last_defensible_on) AS all_on_time FROM owed GROUP BY process_id)
SELECT (SELECT count(*)::int FROM by_child) AS children, (SELECT count(*)::int FROM by_child WHERE all_on_time) AS "childrenAllOnTime",
       (SELECT count(*)::int FROM owed) AS reviews,
       (SELECT count(*)::int FROM owed WHERE status = 'met' AND met_on <= last_defensible_on) AS "reviewsOnTime",
       (SELECT count(*)::int FROM duty WHERE rule_id IN ('review.first', 'review.second', 'review.subsequent') AND status = 'open' AND overdue_from <= $3::date) AS "overdueToday"`;

export type Tracker = {
  readonly byRule: readonly RuleCount[];
  readonly permanence: {
    readonly due: number;
    readonly ratified: number;
    readonly notRecorded: number;
    readonly cohortDue: number;
    readonly cohortRatified: number;
  };
  /** Plans for permanence by their target date. */
  readonly targets: { readonly due: number; readonly achieved: number };
  readonly reviews: {
    readonly children: number;
    readonly childrenAllOnTime: number;
    readonly reviews: number;
    readonly reviewsOnTime: number;
    readonly overdueToday: number;
  };
};

export async function readTracker(
  queries: Queries,
  { now, from }: { readonly now: Instant; readonly from: CalendarDate },
): Promise<Tracker> {
  const today = londonDateOf(now);
  const [byRule, [permanence], [targets], [reviews]] = await Promise.all([
    queries.$queryRawUnsafe<RuleCount[]>(BY_RULE, now),
    queries.$queryRawUnsafe<Tracker['permanence'][]>(PERMANENCE, from, today),
    queries.$queryRawUnsafe<Tracker['targets'][]>(TARGETS, from, today),
    queries.$queryRawUnsafe<Tracker['reviews'][]>(ON_TIME, from, today, today),
  ]);
  return {
    byRule,
    permanence: permanence ?? { due: 0, ratified: 0, notRecorded: 0, cohortDue: 0, cohortRatified: 0 },
    targets: targets ?? { due: 0, achieved: 0 },
    reviews: reviews ?? { children: 0, childrenAllOnTime: 0, reviews: 0, reviewsOnTime: 0, overdueToday: 0 },
  };
}
