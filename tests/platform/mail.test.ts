import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChannelAway, type Mail } from '../../platform/mail/channel.ts';
import { createChannel, domainOf } from '../../platform/mail/index.ts';
import { createNotifyChannel } from '../../platform/mail/notify.ts';
import { mailsIn, startMailSink } from '../../platform/mail/sink.ts';
import { createSmtpChannel } from '../../platform/mail/smtp.ts';
import { findFreePort } from '../../platform/ports.ts';
import { createTestSmtp } from '../support/smtp.ts';

const FROM = 'Holdfast <holdfast@authority.example>';
const mail = (given: Partial<Mail> = {}): Mail => ({
  to: 'person-1@authority.example',
  messageId: '<m1@authority.example>',
  subject: 'Holdfast: 1 task needs an answer',
  text: 'An answer is needed (1)\n',
  html: '<h1>1 task needs an answer</h1>',
  isUrgent: false,
  ...given,
});
const awayBy = async (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'sent',
    (error: unknown) => (error instanceof ChannelAway ? error.code : 'another error'),
  );

describe('mail over SMTP', () => {
  it('arrives in plain text and HTML, under its own Message-ID, and asks for no answer by a program', async () => {
    const smtp = await createTestSmtp();
    const channel = createSmtpChannel({ url: smtp.url, from: FROM });
    expect(await channel.send(mail())).toEqual({ as: 'sent' });
    expect(await channel.send(mail({ messageId: '<m2@authority.example>', isUrgent: true }))).toEqual({ as: 'sent' });
    const [ordinary, urgent] = smtp.taken;
    expect(ordinary).toMatchObject({
      to: 'person-1@authority.example',
      messageId: '<m1@authority.example>',
      subject: 'Holdfast: 1 task needs an answer',
    });
    expect(ordinary?.text).toContain('An answer is needed');
    expect(ordinary?.html).toContain('<h1>');
    expect(ordinary?.headers.get('auto-submitted')).toBe('auto-generated');
    expect([...(ordinary?.headers.keys() ?? [])].filter((name) => name.startsWith('list-'))).toEqual([]);
    expect([ordinary?.headers.get('priority'), urgent?.headers.get('priority')]).toEqual([undefined, 'high']);
    channel.close();
    await smtp.stop();
  });

  it('that is refused for good is a failure that names no address; a server that is away is tried later', async () => {
    const smtp = await createTestSmtp({ refuses: ['gone@authority.example'] });
    const channel = createSmtpChannel({ url: smtp.url, from: FROM });
    expect(await channel.send(mail({ to: 'gone@authority.example' }))).toEqual({ as: 'failed', code: 'smtp-550' });
    await smtp.stop();
    const code = await awayBy(channel.send(mail()));
    expect(code).toMatch(/^smtp-e[a-z]+$/);
    await smtp.start();
    expect(await channel.send(mail())).toEqual({ as: 'sent' });
    channel.close();
    await smtp.stop();
  });
});

describe('mail through GOV.UK Notify', () => {
  let server: Server;
  let url: string;
  let status = 201;
  const asked: { readonly path: string | undefined; readonly body: Record<string, unknown> }[] = [];
  const KEY = 'test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222';

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ path: request.url, body: JSON.parse(body) });
        response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"errors":[{"message":"no"}]}');
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => void server.close());

  it('uses the template of its urgency, with subject, body and the stable id as its reference', async () => {
    const channel = createNotifyChannel({ key: KEY, urgentTemplate: 'urgent-1', digestTemplate: 'digest-1', url });
    expect(await channel.send(mail())).toEqual({ as: 'sent' });
    expect(await channel.send(mail({ isUrgent: true }))).toEqual({ as: 'sent' });
    expect(asked.map(({ body }) => body['template_id'])).toEqual(['digest-1', 'urgent-1']);
    expect(asked[0]).toMatchObject({
      path: '/v2/notifications/email',
      body: {
        email_address: 'person-1@authority.example',
        reference: '<m1@authority.example>',
        personalisation: { subject: mail().subject, body: mail().text },
      },
    });
  });

  it.each([
    [400, 'failed notify-400'],
    [403, 'notify-403'],
    [429, 'notify-429'],
    [500, 'notify-500'],
  ])('answered %i is told apart: for good or for later', async (answered, expected) => {
    status = answered;
    const channel = createNotifyChannel({ key: KEY, urgentTemplate: 'u', digestTemplate: 'd', url });
    const outcome = await channel.send(mail()).then(
      (sent) => (sent.as === 'failed' ? `failed ${sent.code}` : 'sent'),
      (error: unknown) => (error instanceof ChannelAway ? error.code : 'another error'),
    );
    expect(outcome).toBe(expected);
  });
});

describe('the channel that is configured', () => {
  it('is none, SMTP, or GOV.UK Notify', () => {
    const made = (sent: Parameters<typeof createChannel>[0]['mail']) => createChannel({ mail: sent, mailFrom: FROM });
    expect(made(null)).toBeNull();
    for (const one of [
      made({ channel: 'smtp', url: 'smtps://user:secret@mail.example' }),
      made({ channel: 'notify', key: 'k', urgentTemplate: 'u', digestTemplate: 'd', url: null }),
    ]) {
      expect(one).toHaveProperty('send');
      one?.close();
    }
    expect([
      domainOf({ mailFrom: FROM }),
      domainOf({ mailFrom: 'x@y.example' }),
      domainOf({ mailFrom: 'nobody' }),
    ]).toEqual(['authority.example', 'y.example', 'localhost']);
  });
});

describe('the sink', () => {
  it('keeps every mail to look at, the latest first, and finds nothing outside its folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-mail-'));
    const sink = await startMailSink({ folder, port: await findFreePort() });
    const channel = createSmtpChannel({ url: `smtp://127.0.0.1:${String(sink.port)}`, from: FROM });
    await channel.send(mail());
    await channel.send(mail({ messageId: '<m2@authority.example>', subject: 'Holdfast: 2 tasks to look at' }));
    channel.close();
    const mails = mailsIn(folder);
    const listed = await mails.list(10);
    expect(listed.map(({ subject, to }) => `${to} ${subject}`)).toEqual([
      'person-1@authority.example Holdfast: 2 tasks to look at',
      'person-1@authority.example Holdfast: 1 task needs an answer',
    ]);
    expect(await mails.find(listed[1]?.id ?? '')).toMatchObject({
      messageId: '<m1@authority.example>',
      text: 'An answer is needed (1)\n',
      html: '<h1>1 task needs an answer</h1>',
    });
    expect(await mails.list(1)).toHaveLength(1);
    expect(await mails.find('../../etc/passwd')).toBeNull();
    expect(await mails.find('1-1-000001')).toBeNull();
    expect(await mailsIn(path.join(folder, 'nowhere')).list(10)).toEqual([]);
    expect((await readdir(folder)).every((name) => name.endsWith('.eml'))).toBe(true);
    await sink.stop();
    await rm(folder, { recursive: true });
  });
});
