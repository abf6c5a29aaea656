import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Queries } from '../read-stream.ts';
import { cursorValues, pageOf, type Page, type PageWish } from './page.ts';

/** The mean of a measure in days, with the children it is of; null: of nobody. */
export type Mean = { readonly days: number | null; readonly children: number };

export type AdoptedMeasures = { readonly adopted: number; readonly a1: Mean; readonly a2: Mean; readonly a10: Mean };

const day = (name: string): string => `(milestones ->> '${name}On')::date AS "${name}"`;

const MILESTONES = `SELECT ${['entered', 'order', 'matched', 'placed', 'livesThereSince', 'adopted', 'ended', 'stageSince', 'lastMoved'].map(day).join(', ')},
       milestones ->> 'togetherOrApart' AS "togetherOrApart", id, subject_ref, stage, closed FROM process WHERE kind = 'family-finding'`;

/** Whoever is left out of A2: no order, no decision on a match, or not placed before the adoption order. */
const IN_A2 = `"order" IS NOT NULL AND matched IS NOT NULL AND placed < adopted`;

/** Only of children adopted in the period; a match before authority counts as nought days (timescales §10). */
const ADOPTED = `
WITH adopted AS (SELECT * FROM (${MILESTONES}) m WHERE adopted BETWEEN $1::date AND $2::date)
SELECT count(*)::int AS adopted,
       round(avg(placed - entered), 1)::float8 AS a1, count(placed - entered)::int AS "a1Children",
       round(avg(greatest(matched - "order", 0)) FILTER (WHERE ${IN_A2}), 1)::float8 AS a2, count(*) FILTER (WHERE ${IN_A2})::int AS "a2Children",
       round(avg(greatest("livesThereSince" - entered, 0)), 1)::float8 AS a10, count("livesThereSince" - entered)::int AS "a10Children"
  FROM adopted`;

type AdoptedRow = {
  readonly adopted: number;
  readonly a1: number | null;
  readonly a1Children: number;
  readonly a2: number | null;
  readonly a2Children: number;
  readonly a10: number | null;
  readonly a10Children: number;
};

export async function readAdoptedMeasures(
  queries: Queries,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<AdoptedMeasures> {
  const [row] = await queries.$queryRawUnsafe<AdoptedRow[]>(ADOPTED, from, to);
  return {
    adopted: row?.adopted ?? 0,
    a1: { days: row?.a1 ?? null, children: row?.a1Children ?? 0 },
    a2: { days: row?.a2 ?? null, children: row?.a2Children ?? 0 },
    a10: { days: row?.a10 ?? null, children: row?.a10Children ?? 0 },
  };
}

/** Searches that are open: no order is made yet, and adoption is still the plan. */
const OPEN = `SELECT * FROM (${MILESTONES}) m WHERE NOT closed AND adopted IS NULL AND ended IS NULL`;

const BY_STAGE = `
SELECT stage, count(*)::int AS cases, round(avg($1::date - "stageSince"), 1)::float8 AS "meanDaysInStage",
       max($1::date - "stageSince") AS "longestDaysInStage"
  FROM (${OPEN}) o GROUP BY stage ORDER BY stage`;

export type StageSpan = {
  readonly stage: string;
  readonly cases: number;
  readonly meanDaysInStage: number | null;
  readonly longestDaysInStage: number | null;
};

export function readOpenStages(queries: Queries, today: CalendarDate): Promise<readonly StageSpan[]> {
  return queries.$queryRawUnsafe<StageSpan[]>(BY_STAGE, today);
}

/**
 * The days of an open search, counted as the measures beside it will be: from entry until the placement (A1), from the placement
 * order until the match (A2; before the order it counts as nought), until today while that has not happened; null: where it counts
 * from is not recorded.
 */
export type OpenSpan = {
  readonly processId: string;
  readonly childRef: string;
  readonly stage: string;
  readonly stageSinceOn: CalendarDate;
  readonly daysInStage: number;
  readonly daysSinceMovement: number | null;
  readonly daysFromEntry: number | null;
  readonly daysFromPlacementOrder: number | null;
  /** What was decided of brothers and sisters last; null: nothing, or there are none. */
  readonly togetherOrApart: string | null;
};

const SPANS = `
SELECT id AS "processId", subject_ref AS "childRef", stage, "stageSince"::text AS "stageSinceOn", $1::date - "stageSince" AS "daysInStage",
       $1::date - "lastMoved" AS "daysSinceMovement", coalesce(placed, $1::date) - entered AS "daysFromEntry",
       CASE WHEN "order" IS NOT NULL THEN greatest(coalesce(matched, $1::date) - "order", 0) END AS "daysFromPlacementOrder",
       "togetherOrApart"
  FROM (${OPEN}) o WHERE ("stageSince", id) > ($2::date, $3) ORDER BY "stageSince", id LIMIT $4`;

/** Open searches, the longest in its stage first. */
export async function listOpenSpans(
  queries: Queries,
  { today, after, limit }: PageWish & { readonly today: CalendarDate },
): Promise<Page<OpenSpan>> {
  const [since = '0001-01-01', id = ''] = after === null ? [] : cursorValues(after, ['day', 'text']);
  const rows = await queries.$queryRawUnsafe<OpenSpan[]>(SPANS, today, since, id, limit + 1);
  return pageOf(rows, limit, (row) => [row.stageSinceOn, row.processId]);
}
