import { conditions, cursorValues, pageOf, type Page, type PageWish } from './page.ts';
import type { Queries } from '../read-stream.ts';

/** The next review of a child in care: our date beside the vendor's, by the latest daily feed that spoke of the child. */
export type ComparisonRow = {
  readonly childRef: string;
  readonly localReference: string;
  readonly rule: string | null;
  readonly dueOn: string | null;
  readonly vendorDueOn: string | null;
  /** Days by which the vendor's date is later than ours; below 0: earlier. Null where one of both is not known. */
  readonly daysLater: number | null;
};

export type Comparison = Page<ComparisonRow> & {
  readonly counts: {
    readonly inCare: number;
    readonly same: number;
    /** By how many of these the vendor's date is later: these children would be reviewed late. */
    readonly later: number;
    readonly earlier: number;
    /** No date of the vendor at all. */
    readonly without: number;
    readonly mostDaysLater: number;
  };
};

const ROWS = `
SELECT o.child_ref AS "childRef", o.local_reference AS "localReference", o.next_review_rule AS rule, o.next_review_due_on::text AS "dueOn",
       f.review_due_on::text AS "vendorDueOn", f.review_due_on - o.next_review_due_on AS "daysLater"
  FROM child_overview o LEFT JOIN feed_child f ON f.local_reference = o.local_reference`;

const COUNTS = `
SELECT count(*)::int AS "inCare", (count(*) FILTER (WHERE "daysLater" = 0))::int AS same, (count(*) FILTER (WHERE "daysLater" > 0))::int AS later,
       (count(*) FILTER (WHERE "daysLater" < 0))::int AS earlier, (count(*) FILTER (WHERE "vendorDueOn" IS NULL))::int AS without,
       coalesce(max("daysLater"), 0)::int AS "mostDaysLater"
  FROM (${ROWS} WHERE o.in_care) compared`;

export type ComparisonFilter = PageWish & { readonly what?: 'later' | 'earlier' | 'without' | undefined };

const WHAT = {
  later: 'f.review_due_on > o.next_review_due_on',
  earlier: 'f.review_due_on < o.next_review_due_on',
  without: 'f.review_due_on IS NULL',
} as const;

/** Children in care whose dates differ or who have none at the vendor, by local reference; `what` narrows it to one of these. */
export async function compareWithVendor(
  queries: Queries,
  { what, limit, after }: ComparisonFilter,
): Promise<Comparison> {
  const from = after === null ? null : (cursorValues(after, ['text'])[0] ?? null);
  const differs = what === undefined ? 'f.review_due_on IS DISTINCT FROM o.next_review_due_on' : WHAT[what];
  const { where, values } = conditions([['o.local_reference > ?', from]], ['o.in_care', differs]);
  const [[counts], rows] = await Promise.all([
    queries.$queryRawUnsafe<Comparison['counts'][]>(COUNTS),
    queries.$queryRawUnsafe<ComparisonRow[]>(
      `${ROWS} WHERE ${where} ORDER BY o.local_reference LIMIT ${String(limit + 1)}`,
      ...values,
    ),
  ]);
  const none = { inCare: 0, same: 0, later: 0, earlier: 0, without: 0, mostDaysLater: 0 };
  return { ...pageOf(rows, limit, (row) => [row.localReference]), counts: counts ?? none };
}
