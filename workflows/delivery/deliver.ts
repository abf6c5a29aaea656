import { proxyActivities } from '@temporalio/workflow';
import type { DeliverInput, DeliveryActivities } from '../contract.ts';
import { BATCH } from '../kernel/batch-options.ts';

/** Few attempts: the next minute's run goes on with whatever is left. */
const activities = proxyActivities<DeliveryActivities>({
  ...BATCH,
  retry: { initialInterval: '1 second', maximumAttempts: 5 },
});

/**
 * Puts alerts into mails and sends all that are due, of this run and of earlier ones that could not be sent. Started each minute
 * for what cannot wait, and each working morning for the digest; the record says which alert is in which mail.
 */
export async function deliver({ digest }: DeliverInput): Promise<number> {
  await activities.gather({ digest });
  let total = 0;
  for (;;) {
    const { sent, more } = await activities.send();
    total += sent;
    if (!more) return total;
  }
}
