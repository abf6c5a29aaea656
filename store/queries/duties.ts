import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Settings } from '../../domain/rulebook/settings.ts';
import type { Queries } from '../read-stream.ts';
import { conditions, pageOf, cursorValues, type Page, type PageWish } from './page.ts';
import { DUTY_OVERDUE, openStates, TODAY } from './states.ts';
import { NO_SETTINGS } from '../kept-rows.ts';
import { momentOf } from './moment.ts';

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
  /** The moments where hours count; null: they do not, or no source tells. */
  readonly metAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly earliestOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
  readonly lastDefensibleOn: CalendarDate;
  /** The authority's own earlier date; null: none. */
  readonly practiceOn: CalendarDate | null;
  /** It was overdue when its team went live: the day of the team's recovery plan. */
  readonly quietUntil: CalendarDate | null;
  readonly overdueFrom: CalendarDate | null;
  readonly provisional: boolean;
  readonly fromOn: CalendarDate;
  readonly owner: string;
  readonly line: string;
  readonly bookedOn: CalendarDate | null;
  readonly knowledge: 'recorded' | 'not-recorded' | 'unconfirmed';
  readonly inputs: Readonly<Record<string, CalendarDate | Instant>>;
  /** What is still missing of it, where it has parts; null: it has none. */
  readonly outstanding: readonly string[] | null;
  /** What the authority had adopted when it was dated; null: nothing. */
  readonly settings: Settings | null;
};

export type DutyFilter = PageWish & {
  readonly processId?: string | undefined;
  readonly childRef?: string | undefined;
  readonly rule?: string | undefined;
  readonly owner?: string | undefined;
  readonly line?: string | undefined;
  /** Duties of the children whose worker or IRO this person is. */
  readonly person?: string | undefined;
  readonly dueFrom?: CalendarDate | undefined;
  readonly dueTo?: CalendarDate | undefined;
  readonly state?: string | undefined;
  readonly now: Instant;
};

const COLUMNS = `process_id AS "processId", id, subject_ref AS "childRef", rule_id AS "ruleId", rule_version AS "ruleVersion", anchor, status,
  ended_because AS "endedBecause", met_on::text AS "metOn", ${momentOf('met_at')} AS "metAt", ${momentOf('due_at')} AS "dueAt", earliest_on::text AS "earliestOn", due_on::text AS "dueOn",
  last_defensible_on::text AS "lastDefensibleOn", practice_on::text AS "practiceOn", quiet_until::text AS "quietUntil",
  overdue_from::text AS "overdueFrom", provisional, from_on::text AS "fromOn", owner, line,
  booked_on::text AS "bookedOn", knowledge, inputs, outstanding,
  (SELECT p.settings_id FROM process p WHERE p.id = duty.process_id) AS settings_id`;

const OPEN = openStates({
  knowledge: 'knowledge',
  overdue: DUTY_OVERDUE,
  overdueFrom: 'overdue_from',
  bookedOn: 'booked_on',
});

/** What is overdue was due: said, though it follows, because the index, in order of that day, stops there. */
const WAS_DUE = `due_on <= ${TODAY}`;

/** The words of a duty's state as conditions; `?` is now. Only what is open can be unknown: said, so that the index serves. */
const STATES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(OPEN).map(([state, sql]) => [state, `status = 'open' AND ${sql}`])),
  overdue: `status = 'open' AND ${WAS_DUE} AND ${OPEN['overdue'] ?? ''}`,
  met: `status = 'met' AND knowledge = 'recorded' AND ?::timestamptz IS NOT NULL`,
  ended: `status = 'ended' AND knowledge = 'recorded' AND ?::timestamptz IS NOT NULL`,
};

const OF_PERSON = `process_id IN (SELECT c.process_id FROM child_overview c WHERE c.allocated_worker = ? OR c.iro = ?)`;

export async function listDuties(queries: Queries, filter: DutyFilter): Promise<Page<DutyRow>> {
  const after = filter.after === null ? null : cursorValues(filter.after, ['day', 'text', 'text']);
  const { where, values } = conditions([
    ['process_id = ?', filter.processId],
    ['subject_ref = ?', filter.childRef],
    ['rule_id = ?', filter.rule],
    ['owner = ?', filter.owner],
    ['line = ?', filter.line],
    [OF_PERSON, filter.person],
    ['due_on >= ?::date', filter.dueFrom],
    ['due_on <= ?::date', filter.dueTo],
    [STATES[filter.state ?? ''] ?? '', filter.state === undefined ? null : filter.now],
  ]);
  const place = (number: number): string => `$${String(values.length + number)}`;
  const from = after === null ? '' : ` AND (due_on, process_id, id) > (${place(1)}::date, ${place(2)}, ${place(3)})`;
  const sql = `SELECT ${COLUMNS} FROM duty WHERE ${where}${from} ORDER BY due_on, process_id, id LIMIT ${String(filter.limit + 1)}`;
  const rows = await readDuties(queries, sql, [...values, ...(after ?? [])]);
  return pageOf(rows, filter.limit, (row) => [row.dueOn, row.processId, row.id]);
}

/** Every duty of a child, the open ones first. */
export function dutiesOfChild(queries: Queries, childRef: string): Promise<readonly DutyRow[]> {
  const sql = `SELECT ${COLUMNS} FROM duty WHERE subject_ref = $1 ORDER BY status = 'open' DESC, due_on, id`;
  return readDuties(queries, sql, [childRef]);
}

/**
 * The duties that a query gives, each with the settings of its process. What is kept of a process is large and a pack is
 * common to most: each pack is read once, of any process that holds it.
 */
async function readDuties(queries: Queries, asked: string, values: readonly unknown[]): Promise<readonly DutyRow[]> {
  const rows = await queries.$queryRawUnsafe<{ duty: Omit<DutyRow, 'settings'>; settings: Settings | null }[]>(
    `WITH asked AS MATERIALIZED (SELECT row_number() OVER () AS place, given.* FROM (${asked}) given),
     pack AS (SELECT settings_id, (SELECT kept -> 'settings' FROM process WHERE id = min("processId")) AS settings
                FROM asked WHERE settings_id <> '${NO_SETTINGS}' GROUP BY settings_id)
     SELECT to_jsonb(asked) - 'place' - 'settings_id' AS duty, settings FROM asked LEFT JOIN pack USING (settings_id) ORDER BY place`,
    ...values,
  );
  return rows.map(({ duty, settings }) => ({ ...duty, settings }));
}
