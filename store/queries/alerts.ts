import type { Queries } from '../read-stream.ts';
import { conditions, pageOf, cursorValues, type Page, type PageWish } from './page.ts';

export type AlertRow = {
  readonly processId: string;
  readonly id: string;
  readonly childRef: string;
  readonly dutyId: string;
  readonly ruleId: string;
  readonly dueOn: string;
  readonly reason: string;
  readonly role: string;
  readonly person: string | null;
  readonly urgency: string;
  readonly raisedAt: string;
  readonly answerBy: string | null;
  readonly status: string;
  readonly answer: unknown;
};

/** What reaches somebody: alerts that name one of these persons, and by role those that name nobody who works here. */
export type AddressedHere = {
  readonly persons: readonly string[];
  /** Null: the directory knows nobody, and a name is taken as it is. */
  readonly working: readonly string[] | null;
  /** `<role> <team>`, with `*` for every team. */
  readonly roles: readonly string[];
};

export type AlertFilter = PageWish & {
  /** Asked for once the cursor is known to be one of this list. */
  readonly mine?: (() => Promise<AddressedHere>) | undefined;
  readonly processId?: string | undefined;
  readonly childRef?: string | undefined;
  readonly status?: string | undefined;
  readonly role?: string | undefined;
  readonly answerable?: boolean | undefined;
};

const AT = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `process_id AS "processId", id, subject_ref AS "childRef", duty_id AS "dutyId", rule_id AS "ruleId", due_on::text AS "dueOn",
  reason, role, person, urgency, ${AT('raised_at')} AS "raisedAt", ${AT('answer_by')} AS "answerBy", status, answer`;

const listed = (key: string): string => `ARRAY(SELECT jsonb_array_elements_text(?::jsonb -> '${key}'))`;
const TEAM = '(SELECT o.team FROM child_overview o WHERE o.child_ref = alert.subject_ref)';
const NAMES_NOBODY = `person IS NULL OR (jsonb_typeof(?::jsonb -> 'working') = 'array' AND NOT person = ANY(${listed('working')}))`;
const MINE = `(person = ANY(${listed('persons')}) OR
  ((${NAMES_NOBODY}) AND (role || ' *' = ANY(${listed('roles')}) OR role || ' ' || coalesce(${TEAM}, '') = ANY(${listed('roles')}))))`;

/** Alerts, the latest first. */
export async function listAlerts(queries: Queries, filter: AlertFilter): Promise<Page<AlertRow>> {
  const after = filter.after === null ? null : cursorValues(filter.after, ['instant', 'text', 'text']);
  const mine = await filter.mine?.();
  const { where, values } = conditions([
    [MINE, mine === undefined ? undefined : JSON.stringify(mine)],
    ['process_id = ?', filter.processId],
    ['subject_ref = ?', filter.childRef],
    ['status = ?', filter.status],
    ['role = ?', filter.role],
    ['(answer_by IS NOT NULL) = ?', filter.answerable],
  ]);
  const place = (number: number): string => `$${String(values.length + number)}`;
  const from =
    after === null ? '' : ` AND (raised_at, process_id, id) < (${place(1)}::timestamptz, ${place(2)}, ${place(3)})`;
  const sql = `SELECT ${COLUMNS} FROM alert WHERE ${where}${from} ORDER BY raised_at DESC, process_id DESC, id DESC LIMIT ${String(filter.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<AlertRow[]>(sql, ...values, ...(after ?? []));
  return pageOf(rows, filter.limit, (row) => [row.raisedAt, row.processId, row.id]);
}
