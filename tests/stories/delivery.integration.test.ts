import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeliveryActivities } from '../../activities/delivery.ts';
import { addMinutes, instant, type Instant } from '../../domain/calendar/instant.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { randomIds } from '../../platform/ids.ts';
import { createSmtpChannel } from '../../platform/mail/smtp.ts';
import { createPrisma } from '../../platform/prisma.ts';
import type { Record } from '../../store/record.ts';
import { saveEntries } from '../../store/people/entries.ts';
import { createDeliveries, type Deliveries } from '../../use-cases/deliveries.ts';
import { createRecordOnPostgres, type RecordOnPostgres } from '../support/record-on-postgres.ts';
import { createTestSmtp } from '../support/smtp.ts';
import { LAW } from '../support/stream.ts';

const WORKER = fileURLToPath(new URL('../support/delivery-worker.ts', import.meta.url));
const ADMINISTRATOR = { person: 'admin', roles: ['administrator' as const] };
const SINCE = '2020-01-01';
/** Friday 5 February 2027. */
const clock = { at: instant('2027-02-05T08:45:00.000Z') };

let database: RecordOnPostgres;
let prisma: PrismaClient;
let record: Record;
let deliveries: Deliveries;
let smtp: Awaited<ReturnType<typeof createTestSmtp>>;
let workers: readonly ReturnType<typeof createDeliveryActivities>[];
const others: PrismaClient[] = [];
const closing: (() => void)[] = [];

beforeAll(async () => {
  database = await createRecordOnPostgres('delivery');
  ({ prisma, record } = database);
  smtp = await createTestSmtp({ refuses: ['gone@authority.example'] });
  deliveries = createDeliveries({
    queries: prisma,
    now: () => clock.at,
    mails: { list: () => Promise.resolve([]), find: () => Promise.resolve(null) },
  });
  workers = ['one', 'two'].map((workerId) => {
    const own = createPrisma(database.databaseUrl, { poolSize: 4 });
    others.push(own);
    const channel = createSmtpChannel({ url: smtp.url, from: 'holdfast@authority.example' });
    closing.push(() => channel.close());
    const settings = { mailDomain: 'authority.example', publicUrl: 'https://holdfast.example', workerId };
    return createDeliveryActivities({
      prisma: own,
      law: LAW,
      clock: { now: () => clock.at },
      newRef: () => randomIds.next(),
      channel,
      log: { warn: () => undefined },
      ...settings,
    });
  });
  const people: readonly (readonly [string, Role | 'fallback', string | null])[] = [
    ['worker', 'social-worker', 'north'],
    ['manager', 'team-manager', 'north'],
    ['service', 'service-manager', null],
    ['head', 'head-of-service', null],
    ['director', 'director', null],
    ['iro', 'iro', null],
    ['gone', 'review-administrator', null],
    ['admin', 'fallback', null],
  ];
  const period = { fromOn: SINCE, toOn: null };
  await save([
    {
      kind: 'team',
      ref: 'north',
      entry: { ref: 'north', name: 'North', above: null, liveFrom: SINCE, recoverBy: null, recovery: null },
    },
    {
      kind: 'team',
      ref: 'south',
      entry: { ref: 'south', name: 'South', above: null, liveFrom: null, recoverBy: null, recovery: null },
    },
    ...people.flatMap(([ref, role, team]) => [
      { kind: 'person', ref, entry: { ref, name: `Test ${ref}`, email: `${ref}@authority.example`, ...period } },
      { kind: 'post', ref, entry: { ref, person: ref, role, team, ...period } },
    ]),
  ] as never);
});
afterAll(async () => {
  for (const close of closing) close();
  await Promise.all(others.map((one) => one.$disconnect()));
  await smtp.stop();
  await database.close();
});

const save = (savings: Parameters<typeof saveEntries>[1]) =>
  prisma.$transaction((queries) => saveEntries(queries, savings, { actor: 'test', at: clock.at }));

/** A child who comes into care on a day, with worker, IRO and team. */
async function enter(localReference: string, on: string, team = 'north'): Promise<string> {
  const processId = `period-of-care:${randomIds.next()}`;
  const say = async (kind: string, payload: object, opening: object = {}): Promise<void> => {
    const outcome = await record.change({
      processId,
      now: instant(`${on}T12:00:00.000Z`),
      actor: { person: 'worker', roles: ['social-worker'] },
      command: { id: randomIds.next(), kind, payload: payload as never },
      ...opening,
    });
    if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  };
  // Under a care order: a consent that is not there would call for answers of its own.
  const entry = { on, localReference, dateOfBirth: '2016-05-05', legalStatus: 'C2', placement: 'U6' };
  await say('record-entry', entry, { opening: { kind: 'period-of-care', subject: { kind: 'child', localReference } } });
  const allocations = [
    { on, role: 'social-worker', who: 'worker' },
    { on, role: 'iro', who: 'iro' },
    { on, role: 'team', who: team },
  ];
  await say('take-allocations', { allocations });
  return processId;
}

/** What the waiting workflows would do until an instant: each step at its time. */
async function wait(until: Instant): Promise<void> {
  for (;;) {
    const rows = await prisma.$queryRawUnsafe<{ id: string; step: { at: Instant } }[]>(
      `SELECT id, standing #> '{steps,0}' AS step FROM process WHERE NOT closed AND standing #>> '{steps,0,at}' <= $1 ORDER BY standing #>> '{steps,0,at}', id LIMIT 1`,
      until,
    );
    const [next] = rows;
    if (next === undefined) return;
    await record.change({
      processId: next.id,
      now: next.step.at,
      actor: { person: 'holdfast', roles: [] },
      step: next.step as never,
    });
  }
}

/** Both workers at once, as two Schedules on two machines would have it. */
async function deliver(digestToo = false): Promise<void> {
  await Promise.all(
    workers.map(async (activities) => {
      const environment = new MockActivityEnvironment();
      await environment.run(activities.gather, { digest: false });
      if (digestToo) await environment.run(activities.gather, { digest: true });
      for (let more = true; more;)
        more = (
          await environment.run<[], { readonly more: boolean }, () => Promise<{ readonly more: boolean }>>(
            activities.send,
          )
        ).more;
    }),
  );
}

/** As if a lapse had been recorded at night: the ladders of a period of care have no step on a Saturday. */
async function raiseAtNight(processId: string, id: string, at: string): Promise<void> {
  await prisma.$executeRawUnsafe(
    `INSERT INTO alert SELECT process_id, $2, subject_ref, duty_id, rule_id, due_on, dated_by, reason, 'director', NULL, 'urgent', $3::timestamptz, $3::timestamptz + interval '1 day', 'open', NULL
       FROM alert WHERE process_id = $1 LIMIT 1`,
    processId,
    id,
    at,
  );
}

type Told = { readonly key: string; readonly person: string; readonly state: string; readonly messageId: string };
const toldOf = (): Promise<readonly Told[]> =>
  prisma.$queryRawUnsafe(
    `SELECT da.process_id || '~' || da.alert_id AS key, d.person, d.message_id AS "messageId",
            CASE WHEN d.sent_at IS NOT NULL THEN 'sent' WHEN d.failed_at IS NOT NULL THEN 'failed' ELSE 'waiting' END AS state
       FROM delivery_alert da JOIN delivery d ON d.id = da.delivery_id`,
  );
const linkOf = (key: string): string => `/alerts/${encodeURIComponent(key)}`;
/** The different mails in which an alert has arrived at somebody. */
const arrivedIn = (key: string, person: string): readonly string[] => [
  ...new Set(
    smtp.taken
      .filter(
        (mail) =>
          mail.to === `${person}@authority.example` &&
          mail.text.split('\n').some((line) => line.trim().endsWith(linkOf(key))),
      )
      .map(({ messageId }) => messageId),
  ),
];

/** Every open alert of live teams is in exactly one mail that arrived for each it is addressed to, or in one shown as failed. */
async function proveOnce(): Promise<number> {
  const told = await toldOf();
  for (const { key, person, state, messageId } of told) {
    expect(state, key).not.toBe('waiting');
    if (state === 'sent') expect(arrivedIn(key, person), `${key} to ${person}`).toEqual([messageId]);
    else expect(arrivedIn(key, person)).toEqual([]);
  }
  const open = await prisma.$queryRawUnsafe<{ key: string }[]>(
    `SELECT alert.process_id || '~' || id AS key FROM alert JOIN child_overview o ON o.child_ref = subject_ref WHERE status = 'open' AND o.team = 'north'`,
  );
  const keys = new Set(told.map(({ key }) => key));
  expect(open.filter(({ key }) => !keys.has(key))).toEqual([]);
  return open.length;
}

async function killedWhile(when: 'before' | 'after'): Promise<string> {
  const child = spawn(process.execPath, [WORKER, database.databaseUrl, smtp.url, clock.at, when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return said.toString().trim();
}

describe('delivery', () => {
  const children: string[] = [];

  test('a working morning: one digest for each person, grouped, and nothing of a child in it', async () => {
    // Overdue on Tuesday 2 February, on Friday the 5th, on Monday the 8th; and one team that is in shadow.
    for (const [reference, on] of [
      ['9600001', '2027-01-04'],
      ['9600002', '2027-01-07'],
      ['9600003', '2027-01-08'],
    ] as const)
      children.push(await enter(reference, on));
    const shadow = await enter('9600009', '2027-01-04', 'south');
    await wait(clock.at);
    await deliver(true);
    const people = smtp.taken.map(({ to }) => to);
    expect(new Set(people).size).toBe(people.length);
    expect(people).toContain('manager@authority.example');
    const manager = smtp.taken.find(({ to }) => to.startsWith('manager'));
    expect(manager?.subject).toMatch(/^Holdfast: \d+ tasks? needs? an answer(, \d+ tasks? to look at)?$/);
    for (const mail of smtp.taken) {
      for (const secret of ['9600001', '9600002', '9600003', '9600009', '2016-05-05', 'Test '])
        expect(`${mail.subject}${mail.text}${mail.html}`).not.toContain(secret);
      expect(mail.text).not.toContain(encodeURIComponent(shadow));
    }
    expect(await proveOnce()).toBeGreaterThan(10);
    // The same morning again, as after a catch-up: nobody is told twice.
    const before = smtp.taken.length;
    await deliver(true);
    expect(smtp.taken).toHaveLength(before);
  });

  test('a server that refuses an address for good: visible as failed with its reason, retried by hand', async () => {
    const failed = (await deliveries.list(ADMINISTRATOR, { state: 'failed', limit: 50, after: null })).items;
    expect(failed.map(({ person, failure }) => [person, failure])).toEqual([['gone', 'smtp-550']]);
    await expect(deliveries.retry({ person: 'x', roles: ['director'] }, failed[0]?.id ?? '')).rejects.toMatchObject({
      refusal: 'not-allowed',
    });
    await deliveries.retry(ADMINISTRATOR, failed[0]?.id ?? '');
    await deliver();
    const again = (await deliveries.list(ADMINISTRATOR, { state: 'failed', limit: 50, after: null })).items;
    expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([[failed[0]?.id, 2]]);
  });

  test('the server down over a weekend, two workers, and one killed half-way: each alert in exactly one mail', async () => {
    clock.at = instant('2027-02-05T17:30:00.000Z');
    await smtp.stop();
    const [first = '', second = ''] = children;
    const nights = ['2027-02-05T23:10:00.000Z', '2027-02-06T03:20:00.000Z', '2027-02-07T14:00:00.000Z'];
    const monday = instant('2027-02-08T10:00:00.000Z');
    for (let at = clock.at; at < monday; at = addMinutes(at, 30)) {
      clock.at = at;
      await wait(at);
      for (const night of nights)
        if (night <= at && night > addMinutes(at, -30))
          await raiseAtNight(first, `a9${String(nights.indexOf(night))}`, night);
      await deliver(at.slice(11, 16) === '09:00');
    }
    const waiting = (await deliveries.list(ADMINISTRATOR, { state: 'waiting', limit: 200, after: null })).items;
    expect(waiting.length).toBeGreaterThan(3);
    expect(waiting.every(({ attempts, failure }) => attempts > 0 && failure?.startsWith('smtp-') === true)).toBe(true);
    expect(smtp.taken.some(({ text }) => text.includes(linkOf(`${first}~a90`)))).toBe(false);
    // What is done in the meantime is superseded, and goes out in no mail.
    const held = { on: '2027-02-05', participation: 'PN1', chairedBy: 'iro', moreParts: false };
    await record.change({
      processId: second,
      now: monday,
      actor: { person: 'iro', roles: ['iro'] },
      command: { id: randomIds.next(), kind: 'record-review', payload: held },
    });
    await smtp.start();
    clock.at = addMinutes(monday, 61);
    const lost = await killedWhile('before');
    expect(smtp.taken.some(({ messageId }) => messageId === lost)).toBe(false);
    const doubled = await killedWhile('after');
    expect(doubled).not.toBe(lost);
    await deliver();
    expect(smtp.taken.filter(({ messageId }) => messageId === lost)).toHaveLength(0);
    clock.at = addMinutes(clock.at, 3);
    await deliver();
    expect(smtp.taken.filter(({ messageId }) => messageId === lost)).toHaveLength(1);
    // Mail is at least once; whoever was told twice can tell by the Message-ID.
    expect(smtp.taken.filter(({ messageId }) => messageId === doubled)).toHaveLength(2);
    expect((await deliveries.list(ADMINISTRATOR, { state: 'waiting', limit: 200, after: null })).items).toEqual([]);
    expect(await proveOnce()).toBeGreaterThan(10);
    for (const night of [`${first}~a90`, `${first}~a91`, `${first}~a92`])
      expect(arrivedIn(night, 'director')).toHaveLength(1);
  });

  test('a reallocation tells the new worker of what is open; the one before hears no more of it', async () => {
    const [, , third = ''] = children;
    clock.at = instant('2027-02-09T08:45:00.000Z');
    await wait(clock.at);
    await deliver(true);
    const newcomer = { ref: 'newcomer', name: 'Test newcomer', email: 'newcomer@authority.example' };
    await save([{ kind: 'person', ref: 'newcomer', entry: { ...newcomer, fromOn: SINCE as never, toOn: null } }]);
    await record.change({
      processId: third,
      now: clock.at,
      actor: { person: 'manager', roles: ['team-manager'] },
      command: {
        id: randomIds.next(),
        kind: 'allocate',
        payload: { on: '2027-02-09', role: 'social-worker', person: 'newcomer' },
      },
    });
    clock.at = instant('2027-02-10T08:45:00.000Z');
    await wait(clock.at);
    await deliver(true);
    const mail = smtp.taken.findLast(({ to }) => to.startsWith('newcomer'));
    expect(mail?.text).toContain(encodeURIComponent(third));
    await proveOnce();
  });

  test('after a death nothing goes out about the child', async () => {
    const [, , third = ''] = children;
    await record.change({
      processId: third,
      now: clock.at,
      actor: { person: 'worker', roles: ['social-worker'] },
      command: { id: randomIds.next(), kind: 'record-leaving', payload: { on: '2027-02-10', reason: 'E2' } },
    });
    const before = smtp.taken.length;
    clock.at = instant('2027-02-15T08:45:00.000Z');
    await wait(clock.at);
    await deliver(true);
    const since = smtp.taken.slice(before);
    expect(since.length).toBeGreaterThan(0);
    expect(since.filter(({ text }) => text.includes(encodeURIComponent(third)))).toEqual([]);
  });
});
