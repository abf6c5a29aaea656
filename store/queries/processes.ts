import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Queries } from '../read-stream.ts';
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
  readonly subjectRef?: string | undefined;
  /** Something of it is overdue on this day. */
  readonly overdueOn?: CalendarDate | undefined;
};

const AT = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, kind, subject_ref AS "subjectRef", stage, closed, ${AT('opened_at')} AS "openedAt", ${AT('changed_at')} AS "changedAt",
  ${AT('next_change_at')} AS "nextChangeAt", ${AT('armed_for')} AS "armedFor", sequence, standing`;

const OVERDUE = `EXISTS (SELECT 1 FROM duty d WHERE d.process_id = process.id AND d.status = 'open' AND d.overdue_from <= ?::date)`;

export async function listProcesses(queries: Queries, filter: ProcessFilter): Promise<Page<ProcessRow>> {
  const after = filter.after === null ? null : cursorValues(filter.after, ['text']);
  const { where, values } = conditions([
    ['kind = ?', filter.kind],
    ['stage = ?', filter.stage],
    ['closed = ?', filter.closed],
    ['subject_ref = ?', filter.subjectRef],
    ['id > ?', after?.[0]],
    [OVERDUE, filter.overdueOn],
  ]);
  const sql = `SELECT ${COLUMNS} FROM process WHERE ${where} ORDER BY id LIMIT ${String(filter.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<ProcessRow[]>(sql, ...values);
  return pageOf(rows, filter.limit, (row) => [row.id]);
}

export async function findProcess(queries: Queries, id: string): Promise<ProcessRow | null> {
  const [row] = await queries.$queryRawUnsafe<ProcessRow[]>(`SELECT ${COLUMNS} FROM process WHERE id = $1`, id);
  return row ?? null;
}
