import type { Config } from '../config.ts';
import type { Channel } from './channel.ts';
import { createNotifyChannel } from './notify.ts';
import { createSmtpChannel } from './smtp.ts';

/** The channel that is configured; null: none is. */
export function createChannel({ mail, mailFrom: from }: Pick<Config, 'mail' | 'mailFrom'>): Channel | null {
  if (mail === null) return null;
  return mail.channel === 'smtp' ? createSmtpChannel({ url: mail.url, from }) : createNotifyChannel(mail);
}

/** The part of the sender's address after the @, for the ids of mails. */
export function domainOf({ mailFrom }: Pick<Config, 'mailFrom'>): string {
  return /@([^\s<>@]+)>?$/.exec(mailFrom)?.[1] ?? 'localhost';
}
