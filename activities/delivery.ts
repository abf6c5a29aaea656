import { addMinutes, londonDateOf, type Instant } from '../domain/calendar/instant.ts';
import { batchesFor, isStillToldTo } from '../domain/delivery/batch.ts';
import { compose } from '../domain/delivery/compose.ts';
import { AT_ONCE, digestOf } from '../domain/delivery/digest-day.ts';
import type { MailAlert } from '../domain/delivery/line.ts';
import type { Law } from '../domain/heart/law.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Channel } from '../platform/mail/channel.ts';
import {
  claimNext,
  holdGathering,
  insertDeliveries,
  releaseAlerts,
  settle,
  type Claimed,
  type Outcome,
} from '../store/delivery/deliveries.ts';
import { alertsOfDelivery, waitingAlerts, type DeliveredAlert } from '../store/delivery/waiting.ts';
import { readDirectory } from '../store/people/directory.ts';
import { settingsInForce } from '../store/adoptions/adoption.ts';
import type { DeliveryActivities } from '../workflows/contract.ts';
import { beating } from './beating.ts';

export type DeliveryDeps = {
  readonly prisma: PrismaClient;
  readonly law: Law;
  readonly clock: Clock;
  readonly newRef: () => string;
  /** Null: no way to send mail is configured; it waits, and that is shown. */
  readonly channel: Channel | null;
  /** Of the mails' ids: what stands after the @. */
  readonly mailDomain: string;
  readonly publicUrl: string;
  /** Names this worker in what it claims. */
  readonly workerId: string;
  readonly log: Pick<Log, 'warn'>;
};

/** Mails of one activity: few enough to end within its time, even if the server is slow. */
const AT_ONCE_SENT = 20;
/** A worker that has claimed a mail and not sent it by then was killed: longer than all timeouts of a channel together. */
const CLAIM_MINUTES = 2;
const LONGEST_PAUSE_MINUTES = 60;
const GATHERING_MS = 60_000;

/** What delivers alerts; each may run twice and beside another worker. */
export function createDeliveryActivities(deps: DeliveryDeps): DeliveryActivities {
  return {
    gather: ({ digest }) => beating(() => gather(digest, deps)),
    send: () => beating(() => sendSome(deps)),
  };
}

/** Puts open alerts that nobody was mailed of into mails: urgent ones at any time, the others on a working morning. */
async function gather(digest: boolean, deps: DeliveryDeps): Promise<number> {
  const { prisma, law, clock, newRef, mailDomain } = deps;
  const at = clock.now();
  const practice = law.under(await settingsInForce(prisma)).practice.calendar;
  const urgencies = digest ? digestOf(londonDateOf(at), practice) : AT_ONCE;
  if (urgencies.length === 0) return 0;
  return prisma.$transaction(
    async (queries) => {
      await holdGathering(queries);
      const alerts = await waitingAlerts(queries, urgencies);
      const batches = alerts.length === 0 ? [] : batchesFor(alerts, await readDirectory(queries), at);
      const deliveries = batches.map(({ person, alerts: own }) => {
        const id = newRef();
        return {
          id,
          person,
          kind: digest ? ('digest' as const) : ('urgent' as const),
          messageId: `<${id}@${mailDomain}>`,
          alerts: own.map(({ alert, addressedTo }) => ({
            processId: alert.processId,
            alertId: alert.id,
            addressedTo,
          })),
        };
      });
      if (deliveries.length > 0) await insertDeliveries(queries, deliveries, at);
      return deliveries.length;
    },
    { timeout: GATHERING_MS },
  );
}

/** Sends mails that are due, one after another. */
async function sendSome(deps: DeliveryDeps): Promise<{ readonly sent: number; readonly more: boolean }> {
  const { prisma, channel, clock, workerId: by } = deps;
  if (channel === null) return { sent: 0, more: false };
  let sent = 0;
  for (let tried = 0; tried < AT_ONCE_SENT; tried += 1) {
    const at = clock.now();
    const claimed = await claimNext(prisma, { by, at, staleBefore: addMinutes(at, -CLAIM_MINUTES) });
    if (claimed === null) return { sent, more: false };
    const outcome = await attempt(claimed, { deps, channel });
    await settle(prisma, claimed, outcome);
    if (outcome.as === 'sent') sent += 1;
  }
  return { sent, more: true };
}

async function attempt(
  claimed: Claimed,
  { deps, channel }: { readonly deps: DeliveryDeps; readonly channel: Channel },
): Promise<Outcome> {
  const { clock, law, publicUrl, log } = deps;
  const at = clock.now();
  const alerts = await standing(claimed, at, deps);
  if (alerts.length === 0) return { as: 'dropped', at };
  if (claimed.email === null) return { as: 'failed', at, failure: 'no-address' };
  const composed = compose({
    alerts: alerts.map((alert) => shown(alert, claimed, law)),
    today: londonDateOf(at),
    publicUrl,
  });
  const { messageId, email: to, kind } = claimed;
  try {
    const outcome = await channel.send({ to, messageId, ...composed, isUrgent: kind === 'urgent' });
    return outcome.as === 'sent' ? { as: 'sent', at } : { as: 'failed', at, failure: outcome.code };
  } catch (error) {
    const failure = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
    log.warn(
      { deliveryId: claimed.id, failure, attempts: claimed.attempts },
      'a mail could not be sent; it is tried again',
    );
    return { as: 'later', dueAt: addMinutes(at, pauseAfter(claimed.attempts)), failure };
  }
}

/** The alerts of a mail of which this person still has to be told; the others leave it, and are gathered anew where they stand. */
async function standing(claimed: Claimed, at: Instant, { prisma }: DeliveryDeps): Promise<readonly DeliveredAlert[]> {
  const [alerts, directory] = await Promise.all([alertsOfDelivery(prisma, claimed.id), readDirectory(prisma)]);
  const still = alerts.filter((alert) =>
    isStillToldTo(alert, { person: claimed.person, addressedTo: alert.addressedTo }, { directory, at }),
  );
  await releaseAlerts(prisma, claimed.id, still);
  // Addressed to two whom one person covers, an alert is one line.
  return [...new Map(still.map((alert) => [`${alert.processId}~${alert.id}`, alert])).values()];
}

function shown(alert: DeliveredAlert, { person }: Claimed, { rules }: Law): MailAlert {
  const { processId, id, ruleId, reference, reason, dueOn, answerBy, addressedTo, urgency } = alert;
  return {
    id: `${processId}~${id}`,
    title: rules.rules.find((rule) => rule.id === ruleId)?.title ?? ruleId,
    reference,
    reason,
    urgency,
    dueOn,
    answerBy,
    covering: addressedTo !== person,
  };
}

/** One minute, two, four …, at most an hour: a server that was down for a weekend is found again within the hour. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MINUTES, 2 ** (attempts - 1));
}
