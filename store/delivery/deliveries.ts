import type { Instant } from '../../domain/calendar/instant.ts';
import type { Queries } from '../read-stream.ts';

/** A mail to be made: who is told of which alerts, each with whom it is addressed to. */
export type NewDelivery = {
  readonly id: string;
  /** Empty: nobody could be found, which is a failure to be seen. */
  readonly person: string;
  readonly kind: 'urgent' | 'digest';
  readonly messageId: string;
  readonly alerts: readonly { readonly processId: string; readonly alertId: string; readonly addressedTo: string }[];
};

/** Whoever gathers does so alone, so that no alert gets into two mails. */
export async function holdGathering(queries: Queries): Promise<void> {
  await queries.$queryRawUnsafe(`SELECT pg_advisory_xact_lock(hashtextextended('gather deliveries', 0))::text`);
}

export async function insertDeliveries(
  queries: Queries,
  deliveries: readonly NewDelivery[],
  at: Instant,
): Promise<void> {
  await queries.$executeRawUnsafe(
    `INSERT INTO delivery (id, person, kind, message_id, created_at, due_at, failed_at, failure)
     SELECT id, person, kind, "messageId", $2::timestamptz, $2::timestamptz,
            CASE WHEN person = '' THEN $2::timestamptz END, CASE WHEN person = '' THEN 'nobody-to-tell' END
       FROM jsonb_to_recordset($1::jsonb) AS given(id text, person text, kind text, "messageId" text)`,
    JSON.stringify(deliveries),
    at,
  );
  const alerts = deliveries.flatMap(({ id, alerts: own }) => own.map((alert) => ({ ...alert, deliveryId: id })));
  await queries.$executeRawUnsafe(
    `INSERT INTO delivery_alert (process_id, alert_id, addressed_to, delivery_id)
     SELECT "processId", "alertId", "addressedTo", "deliveryId"
       FROM jsonb_to_recordset($1::jsonb) AS given("processId" text, "alertId" text, "addressedTo" text, "deliveryId" text)`,
    JSON.stringify(alerts),
  );
}

export type Claimed = {
  readonly id: string;
  readonly person: string;
  readonly email: string | null;
  readonly kind: string;
  readonly messageId: string;
  readonly attempts: number;
};

/**
 * Takes the next mail that is due, so that of several workers each has another. One whose worker was killed is taken up again
 * after the bound, under the same Message-ID.
 */
export async function claimNext(
  queries: Queries,
  { by, at, staleBefore }: { readonly by: string; readonly at: Instant; readonly staleBefore: Instant },
): Promise<Claimed | null> {
  const [claimed] = await queries.$queryRawUnsafe<Claimed[]>(
    `UPDATE delivery SET claimed_at = $2::timestamptz, claimed_by = $1, attempts = attempts + 1
      WHERE id = (SELECT id FROM delivery
                   WHERE sent_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL AND due_at <= $2::timestamptz
                     AND (claimed_at IS NULL OR claimed_at < $3::timestamptz)
                   ORDER BY kind DESC, due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, person, kind, message_id AS "messageId", attempts,
                (SELECT email FROM person WHERE person.ref = delivery.person) AS email`,
    by,
    at,
    staleBefore,
  );
  return claimed ?? null;
}

/** Takes alerts out of a mail that is not sent: superseded ones, and those that somebody else has to be told of by now. */
export async function releaseAlerts(
  queries: Queries,
  deliveryId: string,
  kept: readonly { readonly processId: string; readonly id: string; readonly addressedTo: string }[],
): Promise<void> {
  await queries.$executeRawUnsafe(
    `DELETE FROM delivery_alert WHERE delivery_id = $1
        AND process_id || '~' || alert_id || '~' || addressed_to <> ALL ($2::text[])`,
    deliveryId,
    kept.map(({ processId, id, addressedTo }) => `${processId}~${id}~${addressedTo}`),
  );
}

/** What became of an attempt. */
export type Outcome =
  | { readonly as: 'sent'; readonly at: Instant }
  | { readonly as: 'dropped'; readonly at: Instant }
  | { readonly as: 'failed'; readonly at: Instant; readonly failure: string }
  | { readonly as: 'later'; readonly dueAt: Instant; readonly failure: string };

/** Only for whoever holds the claim: another that took it up in the meantime is not overruled. */
export async function settle(queries: Queries, { id, attempts }: Claimed, outcome: Outcome): Promise<void> {
  const set = {
    sent: 'sent_at = $3::timestamptz, failure = NULL',
    dropped: 'dropped_at = $3::timestamptz',
    failed: 'failed_at = $3::timestamptz, failure = $4',
    later: 'due_at = $3::timestamptz, claimed_at = NULL, failure = $4',
  }[outcome.as];
  const at = outcome.as === 'later' ? outcome.dueAt : outcome.at;
  const failure = 'failure' in outcome ? [outcome.failure] : [];
  await queries.$executeRawUnsafe(
    `UPDATE delivery SET ${set} WHERE id = $1 AND attempts = $2::int AND sent_at IS NULL`,
    id,
    attempts,
    at,
    ...failure,
  );
}
