import { MockActivityEnvironment } from '@temporalio/testing';
import { createDeliveryActivities } from '../../activities/delivery.ts';
import { instant } from '../../domain/calendar/instant.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { createSmtpChannel } from '../../platform/mail/smtp.ts';
import { LAW } from './stream.ts';

// A worker in a process of its own that never gets beyond its first mail: it says so, and waits to be killed.
const [databaseUrl = '', smtpUrl = '', at = '', when = ''] = process.argv.slice(2);
const smtp = createSmtpChannel({ url: smtpUrl, from: 'holdfast@authority.example' });
const forEver = new Promise<never>(() => undefined);
const activities = createDeliveryActivities({
  prisma: createPrisma(databaseUrl, { poolSize: 2 }),
  law: LAW,
  clock: { now: () => instant(at) },
  newRef: () => 'not-used',
  channel: {
    send: async (mail) => {
      if (when === 'after') await smtp.send(mail);
      process.stdout.write(`${mail.messageId}\n`);
      return forEver;
    },
    close: () => undefined,
  },
  mailDomain: 'authority.example',
  publicUrl: 'https://holdfast.example',
  workerId: 'to-be-killed',
  log: { warn: () => undefined },
});
setInterval(() => undefined, 60_000);
await new MockActivityEnvironment().run(activities.send);
