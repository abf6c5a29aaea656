import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Queries } from '../read-stream.ts';

/** A decision of supervision that is not carried out: it opens the next discussion of the child. */
export type UnfinishedDecision = {
  readonly processId: string;
  /** Id of the fact that told it. */
  readonly decision: string;
  readonly what: string | null;
  readonly owner: string;
  readonly decidedOn: CalendarDate;
  readonly byOn: CalendarDate;
  /** How often its day was moved. */
  readonly moved: number;
  /** In days, since it was decided. */
  readonly age: number;
};

/** What was decided as it was told last: a correction counts. */
const WHAT = `
SELECT coalesce(c.payload::jsonb -> 'payload' ->> 'what', '') FROM event e JOIN event_content c USING (process_id, sequence)
 WHERE e.process_id = p.id AND e.class = 'told' AND e.kind IN ('supervision-decided', 'fact-corrected')
   AND c.payload::jsonb ->> 'factId' = d.value ->> 'factId'
 ORDER BY e.sequence DESC LIMIT 1`;

/** Decisions that the next discussion begins with, the oldest first. */
export function unfinishedDecisions(
  queries: Queries,
  { childRef, today }: { readonly childRef: string; readonly today: CalendarDate },
): Promise<readonly UnfinishedDecision[]> {
  return queries.$queryRawUnsafe<UnfinishedDecision[]>(
    `SELECT p.id AS "processId", d.value ->> 'factId' AS decision, (${WHAT}) AS what, d.value ->> 'owner' AS owner,
            d.value ->> 'on' AS "decidedOn", d.value ->> 'byOn' AS "byOn", (d.value ->> 'moved')::int AS moved,
            $2::date - (d.value ->> 'on')::date AS age
       FROM process p, jsonb_array_elements(p.kept #> '{state,supervision,decisions}') d
      WHERE p.subject_ref = $1 AND p.kind = 'period-of-care' AND NOT p.closed
        AND d.value -> 'doneOn' = 'null'::jsonb AND NOT (d.value ->> 'dropped')::boolean
      ORDER BY d.value ->> 'on', d.value ->> 'factId'`,
    childRef,
    today,
  );
}
