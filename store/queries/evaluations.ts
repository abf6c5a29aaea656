import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';
import { cursorValues, pageOf, type Page, type PageWish } from './page.ts';
import { DUTY_OVERDUE } from './states.ts';

export type EvaluationRow = {
  readonly processId: string;
  readonly childRef: string;
  readonly theme: string | null;
  readonly grade: string;
  readonly evaluatedOn: CalendarDate;
  readonly stage: string;
  readonly closed: boolean;
  readonly actions: number;
  readonly openActions: number;
  readonly overdueActions: number;
  /** How often findings recurred after their action was carried out. */
  readonly recurrences: number;
};

/** What a themed audit comes to over the whole of its set. */
export type EvaluationTotals = {
  readonly evaluations: number;
  readonly closed: number;
  readonly byGrade: Readonly<Record<string, number>>;
  readonly actions: number;
  readonly openActions: number;
  readonly overdueActions: number;
  readonly recurrences: number;
};

export type Evaluations = Page<EvaluationRow> & { readonly totals: EvaluationTotals };

/** $1 is now, $2 the theme (null: all of them). */
const ROWS = `
SELECT p.id AS "processId", p.subject_ref AS "childRef", p.kept #>> '{state,evaluation,theme}' AS theme,
       p.kept #>> '{state,evaluation,grade}' AS grade, p.kept #>> '{state,evaluation,on}' AS "evaluatedOn", p.stage, p.closed,
       jsonb_array_length(p.kept #> '{state,actions}') AS actions,
       (SELECT count(*)::int FROM duty d WHERE d.process_id = p.id AND d.status = 'open' AND d.rule_id = ANY($3::text[])) AS "openActions",
       (SELECT count(*)::int FROM duty d WHERE d.process_id = p.id AND d.status = 'open' AND d.rule_id = ANY($3::text[])
           AND (${DUTY_OVERDUE.replaceAll('?', '$1')})) AS "overdueActions",
       (SELECT coalesce(sum(jsonb_array_length(a -> 'rounds') - 1), 0)::int
          FROM jsonb_array_elements(p.kept #> '{state,actions}') a) AS recurrences
  FROM process p
 WHERE p.kind = 'practice-evaluation' AND p.kept #>> '{state,evaluation,grade}' IS NOT NULL
   AND ($2::text IS NULL OR p.kept #>> '{state,evaluation,theme}' = $2)`;

const TOTALS = `
SELECT count(*)::int AS evaluations, count(*) FILTER (WHERE closed)::int AS closed, coalesce(sum(actions), 0)::int AS actions,
       coalesce(sum("openActions"), 0)::int AS "openActions", coalesce(sum("overdueActions"), 0)::int AS "overdueActions",
       coalesce(sum(recurrences), 0)::int AS recurrences,
       (SELECT coalesce(jsonb_object_agg(grade, number), '{}') FROM (SELECT grade, count(*)::int AS number FROM r GROUP BY grade) g) AS "byGrade"
  FROM r`;

const ACTION_RULES = ['audit.immediate', 'audit.inadequate', 'audit.requires-improvement'];

const NONE: EvaluationTotals = {
  ...{ evaluations: 0, closed: 0, byGrade: {}, actions: 0, openActions: 0, overdueActions: 0, recurrences: 0 },
};

export async function listEvaluations(
  queries: Queries,
  { theme, now, limit, after }: PageWish & { readonly theme: string | null; readonly now: Instant },
): Promise<Evaluations> {
  const [from = ''] = after === null ? [] : cursorValues(after, ['text']);
  const values = [now, theme, ACTION_RULES];
  const [rows, [totals]] = await Promise.all([
    queries.$queryRawUnsafe<EvaluationRow[]>(
      `SELECT * FROM (${ROWS}) r WHERE "processId" > $4 ORDER BY "processId" LIMIT $5`,
      ...values,
      from,
      limit + 1,
    ),
    queries.$queryRawUnsafe<EvaluationTotals[]>(`WITH r AS (${ROWS}) ${TOTALS}`, ...values),
  ]);
  return { ...pageOf(rows, limit, (row) => [row.processId]), totals: totals ?? NONE };
}
