import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Queries } from '../read-stream.ts';
import { conditions, pageOf, readCursor, type Page, type PageWish } from './page.ts';

export type DutyRow = {
  readonly processId: string;
  readonly id: string;
  readonly childRef: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly anchor: string;
  readonly status: 'open' | 'met' | 'ended';
  readonly endedBecause: string | null;
  readonly metOn: CalendarDate | null;
  readonly earliestOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
  readonly lastDefensibleOn: CalendarDate;
  readonly overdueFrom: CalendarDate | null;
  readonly provisional: boolean;
  readonly fromOn: CalendarDate;
  readonly owner: string;
  readonly line: string;
  readonly bookedOn: CalendarDate | null;
  readonly knowledge: 'recorded' | 'not-recorded' | 'unconfirmed';
  readonly inputs: Readonly<Record<string, CalendarDate>>;
};

export type DutyFilter = PageWish & {
  readonly processId?: string | undefined;
  readonly childRef?: string | undefined;
  readonly rule?: string | undefined;
  readonly owner?: string | undefined;
  readonly line?: string | undefined;
  readonly dueFrom?: CalendarDate | undefined;
  readonly dueTo?: CalendarDate | undefined;
  readonly state?: string | undefined;
  readonly today: CalendarDate;
};

const COLUMNS = `process_id AS "processId", id, subject_ref AS "childRef", rule_id AS "ruleId", rule_version AS "ruleVersion", anchor, status,
  ended_because AS "endedBecause", met_on::text AS "metOn", earliest_on::text AS "earliestOn", due_on::text AS "dueOn",
  last_defensible_on::text AS "lastDefensibleOn", overdue_from::text AS "overdueFrom", provisional, from_on::text AS "fromOn", owner, line,
  booked_on::text AS "bookedOn", knowledge, inputs`;

/** The words of a duty's state as conditions; `?` is today. */
const STATES: Readonly<Record<string, string>> = {
  overdue: `status = 'open' AND overdue_from <= ?::date`,
  due: `status = 'open' AND knowledge = 'recorded' AND (overdue_from IS NULL OR overdue_from > ?::date) AND (booked_on IS NULL OR booked_on >= ?::date)`,
  'awaiting-record': `status = 'open' AND knowledge = 'recorded' AND (overdue_from IS NULL OR overdue_from > ?::date) AND booked_on < ?::date`,
  'not-recorded': `status = 'open' AND knowledge = 'not-recorded' AND ?::date IS NOT NULL`,
  unconfirmed: `status = 'open' AND knowledge = 'unconfirmed' AND ?::date IS NOT NULL`,
  met: `status = 'met' AND ?::date IS NOT NULL`,
  ended: `status = 'ended' AND ?::date IS NOT NULL`,
};

export async function listDuties(queries: Queries, filter: DutyFilter): Promise<Page<DutyRow>> {
  const after = filter.after === null ? null : readCursor(filter.after);
  const { where, values } = conditions([
    ['process_id = ?', filter.processId],
    ['subject_ref = ?', filter.childRef],
    ['rule_id = ?', filter.rule],
    ['owner = ?', filter.owner],
    ['line = ?', filter.line],
    ['due_on >= ?::date', filter.dueFrom],
    ['due_on <= ?::date', filter.dueTo],
    [STATES[filter.state ?? ''] ?? '', filter.state === undefined ? null : filter.today],
  ]);
  const place = (number: number): string => `$${String(values.length + number)}`;
  const from = after === null ? '' : ` AND (due_on, process_id, id) > (${place(1)}::date, ${place(2)}, ${place(3)})`;
  const sql = `SELECT ${COLUMNS} FROM duty WHERE ${where}${from} ORDER BY due_on, process_id, id LIMIT ${String(filter.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<DutyRow[]>(sql, ...values, ...(after ?? []));
  return pageOf(rows, filter.limit, (row) => [row.dueOn, row.processId, row.id]);
}

/** Every duty of a child, the open ones first. */
export async function dutiesOfChild(queries: Queries, childRef: string): Promise<readonly DutyRow[]> {
  const sql = `SELECT ${COLUMNS} FROM duty WHERE subject_ref = $1 ORDER BY status = 'open' DESC, due_on, id`;
  return queries.$queryRawUnsafe<DutyRow[]>(sql, childRef);
}
