import type { Deliveries } from '../use-cases/deliveries.ts';
import { deliveryQuery, mailQuery } from './queries.ts';
import { listOf, pageOf } from './answers.ts';
import { MAIL, RETRIED, WHOLE_MAIL } from './measure-answers.ts';
import { DELIVERY } from './row-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

/** Operations of mail: what was delivered, and the mails that an embedded sink has kept. */
export function deliveryRoutes(deliveries: Deliveries): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/v1/deliveries',
      tag: 'Mail',
      summary:
        'Mails by state: waiting, sent, failed (with the reason), dropped because everything in it was superseded',
      query: deliveryQuery,
      answer: pageOf(DELIVERY),
      handle: ({ actor, query }) => deliveries.list(actor, parsed(deliveryQuery, query)),
    },
    {
      method: 'post',
      path: '/v1/deliveries/{id}/retry',
      tag: 'Mail',
      summary: 'Have a failed mail tried again, once what was wrong is put right',
      status: 202,
      answer: RETRIED,
      handle: ({ actor, params }) => deliveries.retry(actor, params['id'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/mails',
      tag: 'Mail',
      summary: 'Mails kept to look at, the latest first (only where no mail server is configured)',
      query: mailQuery,
      answer: listOf(MAIL),
      handle: async ({ actor, query }) => ({ items: await deliveries.mails(actor, parsed(mailQuery, query).limit) }),
    },
    {
      method: 'get',
      path: '/v1/mails/{id}',
      tag: 'Mail',
      summary: 'A kept mail: subject, plain text, HTML',
      answer: WHOLE_MAIL,
      handle: ({ actor, params }) => deliveries.mail(actor, params['id'] ?? ''),
    },
  ];
}
