import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Queries } from '../read-stream.ts';
import { conditions, pageOf, readCursor, type Page, type PageWish } from './page.ts';

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
  readonly iro: string | null;
  readonly nextReviewRule: string | null;
  readonly nextReviewDueOn: CalendarDate | null;
  readonly reviewBookedOn: CalendarDate | null;
  readonly reviewOverdueFrom: CalendarDate | null;
  readonly reviewKnowledge: 'recorded' | 'not-recorded' | 'unconfirmed' | null;
};

export type ChildFilter = PageWish & {
  readonly localReference?: string | undefined;
  readonly iro?: string | undefined;
  readonly worker?: string | undefined;
  readonly inCare?: boolean | undefined;
  readonly dueBefore?: CalendarDate | undefined;
  /** The next review is overdue on this day. */
  readonly overdueOn?: CalendarDate | undefined;
};

const COLUMNS = `child_ref AS "childRef", local_reference AS "localReference", date_of_birth::text AS "dateOfBirth", process_id AS "processId",
  stage, regime, in_care AS "inCare", entered_on::text AS "enteredOn", left_on::text AS "leftOn", legal_status AS "legalStatus", placement,
  allocated_worker AS "allocatedWorker", iro, next_review_rule AS "nextReviewRule", next_review_due_on::text AS "nextReviewDueOn",
  review_booked_on::text AS "reviewBookedOn", review_overdue_from::text AS "reviewOverdueFrom", review_knowledge AS "reviewKnowledge"`;

/** Children by the day their next review is due; those without one come last. */
const SORT = `(coalesce(next_review_due_on, DATE '9999-12-31'), child_ref)`;

export async function listChildren(queries: Queries, filter: ChildFilter): Promise<Page<ChildRow>> {
  const after = filter.after === null ? null : readCursor(filter.after);
  const { where, values } = conditions([
    ['local_reference = ?', filter.localReference],
    ['iro = ?', filter.iro],
    ['allocated_worker = ?', filter.worker],
    ['in_care = ?', filter.inCare],
    ['next_review_due_on < ?::date', filter.dueBefore],
    ['review_overdue_from <= ?::date', filter.overdueOn],
  ]);
  const from =
    after === null ? '' : ` AND ${SORT} > ($${String(values.length + 1)}::date, $${String(values.length + 2)})`;
  const sql = `SELECT ${COLUMNS} FROM child_overview WHERE ${where}${from} ORDER BY coalesce(next_review_due_on, DATE '9999-12-31'), child_ref LIMIT ${String(filter.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<ChildRow[]>(sql, ...values, ...(after ?? []));
  return pageOf(rows, filter.limit, (row) => [row.nextReviewDueOn ?? '9999-12-31', row.childRef]);
}

export async function findChild(queries: Queries, childRef: string): Promise<ChildRow | null> {
  const [row] = await queries.$queryRawUnsafe<ChildRow[]>(
    `SELECT ${COLUMNS} FROM child_overview WHERE child_ref = $1`,
    childRef,
  );
  return row ?? null;
}
