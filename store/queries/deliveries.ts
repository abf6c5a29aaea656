import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';
import { conditions, cursorValues, pageOf, type Page, type PageWish } from './page.ts';

export type DeliveryRow = {
  readonly id: string;
  readonly person: string;
  readonly kind: string;
  readonly messageId: string;
  readonly state: 'waiting' | 'sent' | 'failed' | 'dropped';
  readonly createdAt: string;
  readonly dueAt: string;
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly failedAt: string | null;
  readonly failure: string | null;
  readonly alerts: number;
};

const AT = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const STATE = `CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN failed_at IS NOT NULL THEN 'failed' WHEN dropped_at IS NOT NULL THEN 'dropped' ELSE 'waiting' END`;
const COLUMNS = `id, person, kind, message_id AS "messageId", ${STATE} AS state, ${AT('created_at')} AS "createdAt", ${AT('due_at')} AS "dueAt", attempts,
  ${AT('sent_at')} AS "sentAt", ${AT('failed_at')} AS "failedAt", failure,
  (SELECT count(*)::int FROM delivery_alert da WHERE da.delivery_id = delivery.id) AS alerts`;

/** Mails, the latest first. */
export async function listDeliveries(
  queries: Queries,
  {
    state,
    person,
    after,
    limit,
  }: PageWish & { readonly state?: string | undefined; readonly person?: string | undefined },
): Promise<Page<DeliveryRow>> {
  const from = after === null ? null : cursorValues(after, ['instant', 'text']);
  const { where, values } = conditions([
    [`${STATE} = ?`, state],
    ['person = ?', person],
  ]);
  const place = (number: number): string => `$${String(values.length + number)}`;
  const before = from === null ? '' : ` AND (created_at, id) < (${place(1)}::timestamptz, ${place(2)})`;
  const rows = await queries.$queryRawUnsafe<DeliveryRow[]>(
    `SELECT ${COLUMNS} FROM delivery WHERE ${where}${before} ORDER BY created_at DESC, id DESC LIMIT ${String(limit + 1)}`,
    ...values,
    ...(from ?? []),
  );
  return pageOf(rows, limit, (row) => [row.createdAt, row.id]);
}

/** Has a failed mail tried again; false: there is no such failed mail. One for nobody is gathered anew instead. */
export async function retryDelivery(queries: Queries, id: string, at: Instant): Promise<boolean> {
  const again = await queries.$executeRawUnsafe(
    `UPDATE delivery SET failed_at = NULL, claimed_at = NULL, due_at = $2::timestamptz WHERE id = $1 AND failed_at IS NOT NULL AND person <> ''`,
    id,
    at,
  );
  return again > 0;
}

/** What waits and what has failed, for readiness and figures. */
export async function mailBehind(
  queries: Queries,
): Promise<{ readonly waiting: number; readonly failed: number; readonly oldestAt: Date | null }> {
  const [row] = await queries.$queryRawUnsafe<{ waiting: number; failed: number; oldestAt: Date | null }[]>(
    `SELECT (count(*) FILTER (WHERE failed_at IS NULL))::int AS waiting, (count(*) FILTER (WHERE failed_at IS NOT NULL))::int AS failed,
            min(created_at) FILTER (WHERE failed_at IS NULL) AS "oldestAt"
       FROM delivery WHERE sent_at IS NULL AND dropped_at IS NULL`,
  );
  return row ?? { waiting: 0, failed: 0, oldestAt: null };
}
