import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { findFreePort } from '../../platform/ports.ts';

export type TakenMail = {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: ReadonlyMap<string, unknown>;
};

/** A mail server that can go away and come back, and that refuses some addresses for good. */
export async function createTestSmtp({ refuses = [] }: { readonly refuses?: readonly string[] } = {}) {
  const port = await findFreePort();
  const taken: TakenMail[] = [];
  const dropped: string[] = [];
  let server: SMTPServer | null = null;
  const start = async (): Promise<void> => {
    const next = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: ({ address }, _session, answer) => {
        if (!refuses.includes(address)) {
          answer();
          return;
        }
        dropped.push(address);
        answer(Object.assign(new Error(`no mailbox ${address}`), { responseCode: 550 }));
      },
      onData: (stream, session, answer) => {
        simpleParser(stream).then(
          ({ messageId = '', subject = '', text = '', html, headers }) => {
            const to = session.envelope.rcptTo.map(({ address }) => address).join();
            taken.push({ to, messageId, subject, text, html: html === false ? '' : (html ?? ''), headers });
            answer();
          },
          () => answer(new Error('unreadable')),
        );
      },
    });
    next.on('error', () => undefined);
    await new Promise<void>((resolve) => void next.listen(port, '127.0.0.1', resolve));
    server = next;
  };
  const stop = async (): Promise<void> => {
    const current = server;
    server = null;
    if (current === null) return;
    await new Promise<void>((resolve) => {
      current.close(() => {
        resolve();
      });
    });
  };
  await start();
  return { url: `smtp://127.0.0.1:${String(port)}`, taken, dropped, start, stop };
}
