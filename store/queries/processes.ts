import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';
import { DUTY_OVERDUE } from './states.ts';
import { momentOf } from './moment.ts';
import { conditions, pageOf, cursorValues, type Page, type PageWish } from './page.ts';

export type ProcessRow = {
  readonly id: string;
  readonly kind: string;
  readonly subjectRef: string;
  readonly stage: string;
  readonly closed: boolean;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly nextChangeAt: string | null;
  readonly armedFor: string | null;
  readonly sequence: number;
  readonly standing: unknown;
};

export type ProcessFilter = PageWish & {
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly closed?: boolean | undefined;
  /** It is about this child, alone or with others. */
  readonly childRef?: string | undefined;
  /** Something of it is overdue at this moment. */
  readonly overdueAt?: Instant | undefined;
};

const COLUMNS = `id, kind, subject_ref AS "subjectRef", stage, closed, ${momentOf('opened_at')} AS "openedAt", ${momentOf('changed_at')} AS "changedAt",
  ${momentOf('next_change_at')} AS "nextChangeAt", ${momentOf('armed_for')} AS "armedFor", sequence, standing`;

const OVERDUE = `EXISTS (SELECT 1 FROM duty d WHERE d.process_id = process.id AND d.status = 'open' AND (${DUTY_OVERDUE}))`;

/** From two indexes: with OR every process would be read. */
const ABOUT_CHILD = `id IN (SELECT s.id FROM process s WHERE s.subject_ref = ? UNION SELECT c.process_id FROM process_child c WHERE c.child_ref = ?)`;

export async function listProcesses(queries: Queries, filter: ProcessFilter): Promise<Page<ProcessRow>> {
  const after = filter.after === null ? null : cursorValues(filter.after, ['text']);
  const { where, values } = conditions([
    ['kind = ?', filter.kind],
    ['stage = ?', filter.stage],
    ['closed = ?', filter.closed],
    [ABOUT_CHILD, filter.childRef],
    ['id > ?', after?.[0]],
    [OVERDUE, filter.overdueAt],
  ]);
  const sql = `SELECT ${COLUMNS} FROM process WHERE ${where} ORDER BY id LIMIT ${String(filter.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<ProcessRow[]>(sql, ...values);
  return pageOf(rows, filter.limit, (row) => [row.id]);
}

/** A process with the dates and answers by name that its kind keeps for lists; null: it keeps none. */
export type ProcessPage = ProcessRow & { readonly milestones: unknown };

export async function findProcess(queries: Queries, id: string): Promise<ProcessPage | null> {
  const sql = `SELECT ${COLUMNS}, milestones FROM process WHERE id = $1`;
  const [row] = await queries.$queryRawUnsafe<ProcessPage[]>(sql, id);
  return row ?? null;
}
