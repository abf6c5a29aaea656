import { NotifyClient } from 'notifications-node-client';
import { ChannelAway, type Channel } from './channel.ts';

export type NotifySettings = {
  readonly key: string;
  readonly urgentTemplate: string;
  readonly digestTemplate: string;
  /** Where GOV.UK Notify answers; null: its own address. */
  readonly url: string | null;
};

/** Mail through GOV.UK Notify: its two templates hold ((subject)) and ((body)); the reference is the Message-ID. */
export function createNotifyChannel({ key, urgentTemplate, digestTemplate, url }: NotifySettings): Channel {
  const client = url === null ? new NotifyClient(key) : new NotifyClient(url, key);
  return {
    send: async ({ to, subject, text, messageId, isUrgent }) => {
      try {
        await client.sendEmail(isUrgent ? urgentTemplate : digestTemplate, to, {
          personalisation: { subject, body: text },
          reference: messageId,
        });
        return { as: 'sent' };
      } catch (error) {
        const status = statusOf(error);
        // 400 is about this mail; everything else is the key, the limits or the way there.
        if (status === '400') return { as: 'failed', code: 'notify-400' };
        throw new ChannelAway(`notify-${status}`);
      }
    },
    close: () => undefined,
  };
}

function statusOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('response' in error)) return 'unreachable';
  const { response } = error;
  const status = typeof response === 'object' && response !== null && 'status' in response ? response.status : null;
  return typeof status === 'number' ? String(status) : 'unreachable';
}
