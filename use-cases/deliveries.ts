import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { KeptMail, Mails, WholeMail } from '../platform/mail/sink.ts';
import { listDeliveries, retryDelivery, type DeliveryRow } from '../store/queries/deliveries.ts';
import type { Page, PageWish } from '../store/queries/page.ts';
import type { Queries } from '../store/read-stream.ts';
import { ADMINISTRATORS, INSPECTORS, requireRole } from './access.ts';
import { Refused } from './refused.ts';

export type DeliveriesDeps = {
  readonly queries: Queries;
  readonly now: () => Instant;
  /** Mails that an embedded sink has kept. */
  readonly mails: Mails;
};

export type Deliveries = {
  list(
    actor: Actor,
    filter: PageWish & { readonly state?: string | undefined; readonly person?: string | undefined },
  ): Promise<Page<DeliveryRow>>;
  retry(actor: Actor, id: string): Promise<{ readonly id: string; readonly state: 'waiting' }>;
  mails(actor: Actor, limit: number): Promise<readonly KeptMail[]>;
  mail(actor: Actor, id: string): Promise<WholeMail>;
};

/** What was delivered to whom, what waits and what has failed; and, on one machine, the mails themselves. */
export function createDeliveries({ queries, now, mails }: DeliveriesDeps): Deliveries {
  return {
    list: async (actor, filter) => {
      requireRole(actor, INSPECTORS, 'The list of mails');
      return listDeliveries(queries, filter);
    },
    retry: async (actor, id) => {
      requireRole(actor, ADMINISTRATORS, 'Trying a mail again');
      if (!(await retryDelivery(queries, id, now()))) throw new Refused('not-found');
      return { id, state: 'waiting' };
    },
    mails: async (actor, limit) => {
      requireRole(actor, ADMINISTRATORS, 'Reading mails');
      return mails.list(limit);
    },
    mail: async (actor, id) => {
      requireRole(actor, ADMINISTRATORS, 'Reading mails');
      const found = await mails.find(id);
      if (found === null) throw new Refused('not-found');
      return found;
    },
  };
}
