import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { AddressedTo } from '../../domain/people/addressees.ts';
import type { Urgency } from '../../domain/rulebook/ladder.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { OWNER } from '../queries/addressed.ts';
import type { Queries } from '../read-stream.ts';

/** An open alert with whom it is for, and to whom it has been delivered already. */
export type WaitingAlert = AddressedTo & {
  readonly processId: string;
  readonly id: string;
  readonly role: Role;
  readonly isOfTeam: boolean;
  readonly teams: readonly (string | null)[];
  readonly worker: string | null;
  readonly raisedAt: Instant;
  readonly overdueFrom: string | null;
  readonly deliveredTo: readonly string[];
};

/** The teams of the children whom a household is about. */
const OF_HOUSEHOLD = `ARRAY(SELECT DISTINCT oc.team FROM process_child c JOIN child_overview oc ON oc.child_ref = c.child_ref
  WHERE c.process_id = a.process_id AND oc.in_care)`;

/** Who may not answer is left out only of those who are asked. */
const COLUMNS = `a.process_id AS "processId", a.id, a.role, a.person, o.team,
  CASE WHEN a.answer_by IS NULL THEN NULL ELSE ${OWNER} END AS "notBy", s.kind IN ('child', 'household', 'worker') AS "isOfTeam",
  CASE s.kind WHEN 'household' THEN ${OF_HOUSEHOLD} ELSE ARRAY[o.team] END AS teams, CASE s.kind WHEN 'worker' THEN s.local_reference END AS worker,
  to_char(a.raised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "raisedAt", d.overdue_from::text AS "overdueFrom"`;
const FROM = `alert a JOIN subject s ON s.ref = a.subject_ref LEFT JOIN duty d ON d.process_id = a.process_id AND d.id = a.duty_id
  LEFT JOIN child_overview o ON o.child_ref = a.subject_ref`;
/** After a child's death nothing goes out any more. */
const STANDS = `a.status = 'open' AND NOT EXISTS (SELECT 1 FROM process p WHERE p.subject_ref = a.subject_ref AND p.stage = 'died')`;

/** Open alerts of some urgencies, in the order in which they were raised. */
export function waitingAlerts(queries: Queries, urgencies: readonly string[]): Promise<readonly WaitingAlert[]> {
  return queries.$queryRawUnsafe<WaitingAlert[]>(
    `SELECT ${COLUMNS}, ARRAY(SELECT da.addressed_to FROM delivery_alert da WHERE da.process_id = a.process_id AND da.alert_id = a.id) AS "deliveredTo"
       FROM ${FROM} WHERE ${STANDS} AND a.urgency = ANY($1::text[]) ORDER BY a.raised_at, a.process_id, a.id`,
    urgencies,
  );
}

/** What a mail would say of one of its alerts. */
export type DeliveredAlert = Omit<WaitingAlert, 'deliveredTo'> & {
  readonly addressedTo: string;
  readonly ruleId: string;
  readonly reference: string;
  readonly reason: string;
  readonly urgency: Urgency;
  readonly dueOn: CalendarDate;
  readonly answerBy: Instant | null;
};

/** The alerts of a mail that still stand. */
export function alertsOfDelivery(queries: Queries, deliveryId: string): Promise<readonly DeliveredAlert[]> {
  return queries.$queryRawUnsafe<DeliveredAlert[]>(
    `SELECT ${COLUMNS}, da.addressed_to AS "addressedTo", a.rule_id AS "ruleId", left(a.subject_ref, 8) AS reference, a.reason, a.urgency,
            a.due_on::text AS "dueOn", to_char(a.answer_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "answerBy"
       FROM delivery_alert da JOIN ${FROM.replace('alert a', 'alert a ON a.process_id = da.process_id AND a.id = da.alert_id')}
      WHERE da.delivery_id = $1 AND ${STANDS} ORDER BY a.due_on, a.process_id, a.id`,
    deliveryId,
  );
}
