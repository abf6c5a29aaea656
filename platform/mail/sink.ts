import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** Takes every mail and keeps it to look at; nothing leaves the machine. */
export type MailSink = { readonly port: number; stop(): Promise<void> };

export type MailSinkSettings = {
  /** Mails lie here, one file each. */
  readonly folder: string;
  readonly port: number;
};

/** Where the sink of an installation keeps its mails. */
export function mailFolder(dataDir: string): string {
  return path.join(dataDir, 'mail');
}

const HOST = '127.0.0.1';

export async function startMailSink({ folder, port }: MailSinkSettings): Promise<MailSink> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        taken += 1;
        const name = `${String(Date.now())}-${String(process.pid)}-${String(taken).padStart(6, '0')}.eml`;
        keep(path.join(folder, name), Buffer.concat(chunks)).then(
          () => answer(),
          () => answer(new Error('the mail could not be kept')),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, HOST, resolve);
  });
  // After the start a connection that breaks off is nobody's business but its sender's.
  server.removeAllListeners('error').on('error', () => undefined);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(resolve);
    });
  return { port, stop };
}

/** Whole or not at all: a mail is listed once it has its name. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  await writeFile(`${file}.part`, bytes, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

export type KeptMail = {
  readonly id: string;
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly sentAt: string | null;
};
export type WholeMail = KeptMail & { readonly text: string; readonly html: string };

/** The mails that a sink has kept. */
export type Mails = {
  list(limit: number): Promise<readonly KeptMail[]>;
  find(id: string): Promise<WholeMail | null>;
};

const NAME = /^\d+-\d+-\d{6}$/;

export function mailsIn(folder: string): Mails {
  const find: Mails['find'] = async (id) => {
    if (!NAME.test(id)) return null;
    const bytes = await readFile(path.join(folder, `${id}.eml`)).catch(() => null);
    if (bytes === null) return null;
    const { messageId = '', to, subject = '', date, text = '', html } = await simpleParser(bytes);
    const addressed = Array.isArray(to) ? to.map((one) => one.text).join(', ') : (to?.text ?? '');
    return {
      id,
      messageId,
      to: addressed,
      subject,
      sentAt: date?.toISOString() ?? null,
      text,
      html: html === false || html === undefined ? '' : html,
    };
  };
  return {
    find,
    list: async (limit) => {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
      const latest = names.toSorted().toReversed().slice(0, limit);
      const mails = await Promise.all(latest.map((name) => find(name.slice(0, -'.eml'.length))));
      return mails.flatMap((mail) => {
        if (mail === null) return [];
        const { text: _text, html: _html, ...kept } = mail;
        return [kept];
      });
    },
  };
}
