import { createTransport } from 'nodemailer';
import { ChannelAway, type Channel, type Mail } from './channel.ts';

export type SmtpSettings = { readonly url: string; readonly from: string };

/** A server that does not answer must not hold up the others for long. */
const TIMEOUT_MS = 15_000;

/** Mail over SMTP, through a pool of connections. */
export function createSmtpChannel({ url, from }: SmtpSettings): Channel {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
    host: hostname,
    port: port === '' ? (secure ? 465 : 25) : Number(port),
    secure,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({ from, ...messageOf(mail) });
        return { as: 'sent' };
      } catch (error) {
        const code = codeOf(error);
        // 5xx is for good. Where signing in is refused (53x), it is our settings, not this mail.
        if (/^5(?!3)\d\d$/.test(code)) return { as: 'failed', code: `smtp-${code}` };
        throw new ChannelAway(`smtp-${code}`);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

function messageOf({ to, messageId, subject, text, html, isUrgent }: Mail) {
  return {
    to,
    messageId,
    subject,
    text,
    html,
    ...(isUrgent ? { priority: 'high' as const } : {}),
    // Nobody's holiday note answers it, and no program offers to unsubscribe.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** The code of the server's answer, or what became of the connection. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('responseCode' in error && typeof error.responseCode === 'number') return String(error.responseCode);
  return 'code' in error && typeof error.code === 'string' ? error.code.toLowerCase() : 'unknown';
}
