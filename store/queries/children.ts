import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Knowledge } from '../../domain/heart/duty.ts';
import type { ReviewView } from '../../domain/heart/views.ts';
import type { Queries } from '../read-stream.ts';
import { conditions, pageOf, cursorValues, type Page, type PageWish } from './page.ts';
import { openStates, TODAY } from './states.ts';

export type ChildRow = {
  readonly childRef: string;
  readonly localReference: string;
  readonly dateOfBirth: CalendarDate | null;
  readonly processId: string;
  readonly stage: string;
  readonly regime: string;
  readonly inCare: boolean;
  readonly enteredOn: CalendarDate | null;
  readonly leftOn: CalendarDate | null;
  readonly legalStatus: string | null;
  readonly placement: string | null;
  readonly allocatedWorker: string | null;
  readonly workerChanges: number;
  readonly team: string | null;
  readonly toBeCompleted: boolean;
  readonly iro: string | null;
  /** Workers whom a delivery names and of whom nobody has said who they are. */
  readonly workersToIdentify: readonly string[];
  readonly nextReviewRule: string | null;
  readonly nextReviewDueOn: CalendarDate | null;
  readonly reviewBookedOn: CalendarDate | null;
  readonly reviewOverdueFrom: CalendarDate | null;
  readonly reviewKnowledge: Knowledge | null;
  readonly nextVisitRule: string | null;
  readonly nextVisitDueOn: CalendarDate | null;
  /** The role that owes it. */
  readonly visitOwner: string | null;
  readonly visitBookedOn: CalendarDate | null;
  readonly visitOverdueFrom: CalendarDate | null;
  readonly visitKnowledge: Knowledge | null;
};

export type ChildFilter = PageWish & {
  readonly localReference?: string | undefined;
  readonly iro?: string | undefined;
  readonly worker?: string | undefined;
  readonly team?: string | undefined;
  readonly inCare?: boolean | undefined;
  readonly dueBefore?: CalendarDate | undefined;
  /** The next visit is due before this day. */
  readonly visitDueBefore?: CalendarDate | undefined;
  /** The state of the next review. */
  readonly state?: string | undefined;
  readonly now: Instant;
};

/** A worker whom a delivery names by a code that nobody has explained yet is not known: not recorded, and no gap. */
export const known = (column: string): string =>
  `CASE WHEN EXISTS (SELECT FROM subject w WHERE w.kind = 'worker' AND w.ref = ${column}) THEN NULL ELSE ${column} END`;

const COLUMNS = `child_ref AS "childRef", local_reference AS "localReference", date_of_birth::text AS "dateOfBirth", process_id AS "processId",
  stage, regime, in_care AS "inCare", entered_on::text AS "enteredOn", left_on::text AS "leftOn", legal_status AS "legalStatus", placement,
  ${known('allocated_worker')} AS "allocatedWorker", worker_changes AS "workerChanges", team, to_be_completed AS "toBeCompleted", ${known('iro')} AS iro,
  ARRAY(SELECT w.ref FROM subject w WHERE w.kind = 'worker' AND w.ref IN (allocated_worker, iro)) AS "workersToIdentify", next_review_rule AS "nextReviewRule", next_review_due_on::text AS "nextReviewDueOn",
  review_booked_on::text AS "reviewBookedOn", review_overdue_from::text AS "reviewOverdueFrom", review_knowledge AS "reviewKnowledge",
  next_visit_rule AS "nextVisitRule", next_visit_due_on::text AS "nextVisitDueOn", visit_owner AS "visitOwner",
  visit_booked_on::text AS "visitBookedOn", visit_overdue_from::text AS "visitOverdueFrom", visit_knowledge AS "visitKnowledge"`;

const STATES = openStates({
  knowledge: 'review_knowledge',
  overdue: `review_overdue_from <= ${TODAY}`,
  overdueFrom: 'review_overdue_from',
  bookedOn: 'review_booked_on',
});

/** Stands in a cursor for "no review is due". */
const NONE_DUE = '9999-12-31';

/**
 * Children by the day their next review is due; those without one come last. Two queries, because an index that is read in
 * order serves each of them and no expression over both.
 */
export async function listChildren(queries: Queries, filter: ChildFilter): Promise<Page<ChildRow>> {
  const { after, limit } = filter;
  const [dueOn = '0001-01-01', ref = ''] = after === null ? [] : cursorValues(after, ['day', 'text']);
  const rows = dueOn === NONE_DUE ? [] : await part(queries, filter, { ...WITH_REVIEW, after: [dueOn, ref] });
  const isDone = rows.length > limit || filter.dueBefore !== undefined || filter.state !== undefined;
  const rest = isDone ? [] : await part(queries, filter, { ...WITHOUT_REVIEW, after: [dueOn === NONE_DUE ? ref : ''] });
  return pageOf([...rows, ...rest], limit, (row) => [row.nextReviewDueOn ?? NONE_DUE, row.childRef]);
}

type Part = { readonly from: (first: number) => string; readonly order: string };

const WITH_REVIEW: Part = {
  from: (first) => `(next_review_due_on, child_ref) > ($${String(first)}::date, $${String(first + 1)})`,
  order: 'next_review_due_on, child_ref',
};
const WITHOUT_REVIEW: Part = {
  from: (first) => `next_review_due_on IS NULL AND child_ref > $${String(first)}`,
  order: 'child_ref',
};

function part(
  queries: Queries,
  filter: ChildFilter,
  { from, order, after }: Part & { readonly after: readonly string[] },
): Promise<readonly ChildRow[]> {
  const { where, values } = conditions([
    ['local_reference = ?', filter.localReference],
    ['iro = ?', filter.iro],
    ['allocated_worker = ?', filter.worker],
    ['team = ?', filter.team],
    ['in_care = ?', filter.inCare],
    ['next_review_due_on < ?::date', filter.dueBefore],
    ['next_visit_due_on < ?::date', filter.visitDueBefore],
    [STATES[filter.state ?? ''] ?? '', filter.state === undefined ? null : filter.now],
  ]);
  const sql = `SELECT ${COLUMNS} FROM child_overview WHERE ${where} AND ${from(values.length + 1)} ORDER BY ${order} LIMIT ${String(filter.limit + 1)}`;
  return queries.$queryRawUnsafe<ChildRow[]>(sql, ...values, ...after);
}

export type ReviewRow = ReviewView & { readonly processId: string };

/** All reviews held for a child, the latest first. */
export function reviewsOfChild(queries: Queries, childRef: string): Promise<readonly ReviewRow[]> {
  return queries.$queryRawUnsafe<ReviewRow[]>(
    `SELECT process_id AS "processId", fact_id AS "factId", ordinal, held_on::text AS "heldOn", completed_on::text AS "completedOn",
            kind, participation, chaired, due_on::text AS "dueOn"
       FROM review WHERE subject_ref = $1 ORDER BY held_on DESC, fact_id`,
    childRef,
  );
}

export async function findChild(queries: Queries, childRef: string): Promise<ChildRow | null> {
  const [row] = await queries.$queryRawUnsafe<ChildRow[]>(
    `SELECT ${COLUMNS} FROM child_overview WHERE child_ref = $1`,
    childRef,
  );
  return row ?? null;
}

/** Whether a reference stands for a child. */
export async function isChild(queries: Queries, ref: string): Promise<boolean> {
  const rows = await queries.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM subject WHERE ref = $1 AND kind = 'child'`, ref);
  return rows.length > 0;
}
