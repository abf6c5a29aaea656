import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { batchesFor } from '../../domain/delivery/batch.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { readCsv } from '../../platform/csv.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { waitingAlerts } from '../../store/delivery/waiting.ts';
import { createHearing, type Hearing } from '../../store/hearing.ts';
import { readDirectory } from '../../store/people/directory.ts';
import type { Record } from '../../store/record.ts';
import { verifyAll } from '../../store/verify.ts';
import { createGoLive, type GoLive } from '../../use-cases/go-live.ts';
import { createPeople, type People } from '../../use-cases/people.ts';
import { createRecordOnPostgres, type RecordOnPostgres } from '../support/record-on-postgres.ts';
import { LAW } from '../support/stream.ts';

const ADMINISTRATOR: Actor = { person: 'admin', roles: ['administrator'] };
const READER: Actor = { person: 'manager', roles: ['team-manager'] };
/** Tuesday 9 March 2027. */
const clock = { at: instant('2027-03-09T12:00:00.000Z') };
let database: RecordOnPostgres;
let prisma: PrismaClient;
let record: Record;
let goLive: GoLive;
let hearing: Hearing;
let people: People;

beforeAll(async () => {
  database = await createRecordOnPostgres('go live');
  ({ prisma, record } = database);
  const now = (): Instant => clock.at;
  const onFailure = (error: unknown): never => {
    throw error;
  };
  hearing = createHearing({ prisma, record, processes: PROCESSES, now, onFailure });
  goLive = createGoLive({ prisma, record, law: LAW, digest, now, readCsv });
  people = createPeople({ prisma, record, digest, now, readCsv, newRef: () => randomIds.next() });
  for (const ref of ['north', 'south'])
    await people.save({ actor: ADMINISTRATOR, key: `team ${ref}`, kind: 'team', body: { ref, name: ref } });
  // First reviews due on Monday 1 February, Monday 8 March and Tuesday 30 March (Good Friday and Easter Monday lie before).
  for (const [localReference, on, team] of [
    ['9700001', '2027-01-04', 'north'],
    ['9700002', '2027-02-08', 'north'],
    ['9700003', '2027-02-26', 'north'],
    ['9700004', '2027-01-04', 'south'],
  ] as const)
    await enter(localReference, on, team);
  for (const [person, team] of [
    ['worker-north', 'north'],
    ['worker-south', 'south'],
  ] as const) {
    await people.save({
      actor: ADMINISTRATOR,
      key: person,
      kind: 'person',
      body: { ref: person, name: person, fromOn: '2026-01-01' },
    });
    await people.save({
      actor: ADMINISTRATOR,
      key: `post ${person}`,
      kind: 'post',
      body: { person, role: 'social-worker', team, fromOn: '2026-01-01' },
    });
    await besides('worker-supervision', '2027-01-04', { kind: 'worker', localReference: person }, [
      [
        'begin-worker-supervision',
        { on: '2027-01-04', localReference: person, supervisor: null, fortnightlyThrough: null },
      ],
    ]);
  }
  for (const localReference of ['9700001', '9700004']) {
    const [child] = await prisma.subject.findMany({ where: { localReference } });
    const childRef = child?.ref ?? '';
    const dispute = { on: '2027-01-11', stage: 'informal', concern: 'care-plan', summary: 'made up' };
    await besides('iro-dispute', '2027-01-11', { kind: 'child', ref: childRef }, [['raise-dispute', dispute]]);
    await besides('connected-carer', '2027-01-11', { kind: 'household', localReference: `F-${localReference}` }, [
      ['name-connected-carer', { on: '2027-01-11', localReference: null, carers: ['carer'] }],
      ['place-with-carer', { on: '2027-01-11', childRef }],
    ]);
  }
  await hearing.deliver(null);
});
afterAll(() => database.close());

/** Another process beside periods of care, at the noon of a day. */
async function besides(
  kind: string,
  on: string,
  subject: object,
  commands: readonly (readonly [kind: string, payload: object])[],
): Promise<void> {
  const processId = `${kind}:${randomIds.next()}`;
  for (const [place, [command, payload]] of commands.entries()) {
    const outcome = await record.change({
      processId,
      now: instant(`${on}T12:00:00.000Z`),
      actor: { person: 'iro', roles: ['iro', 'team-manager', 'fostering-worker'] },
      command: { id: randomIds.next(), kind: command, payload: payload as never },
      ...(place === 0 ? { opening: { kind, subject: subject as never } } : {}),
    });
    expect(outcome).toMatchObject({ status: 'accepted' });
  }
}

/** Open duties by kind of process and team's child or worker, and until when they are quiet. */
async function quietOf(localReference: string): Promise<{ readonly [kind: string]: readonly string[] }> {
  const rows = await prisma.$queryRawUnsafe<{ kind: string; quiet: string }[]>(
    `SELECT p.kind, string_agg(DISTINCT coalesce(d.quiet_until::text, 'told'), ',') AS quiet
       FROM duty d JOIN process p ON p.id = d.process_id JOIN subject s ON s.ref = p.subject_ref
      WHERE d.status = 'open' AND d.overdue_from <= '2027-03-09' AND s.local_reference IN ($1, 'F-' || $1) GROUP BY p.kind ORDER BY 1`,
    localReference,
  );
  return Object.fromEntries(rows.map(({ kind, quiet }) => [kind, quiet.split(',')]));
}

/** Processes of which anybody would be mailed now, by whom they are about. */
async function mailed(): Promise<readonly string[]> {
  const alerts = await waitingAlerts(prisma, ['urgent', 'ordinary', 'digest', 'weekly']);
  const batches = batchesFor(alerts, await readDirectory(prisma), clock.at);
  const told = new Set(batches.flatMap((batch) => batch.alerts.map(({ alert }) => alert.processId)));
  const rows = await prisma.$queryRawUnsafe<{ about: string }[]>(
    `SELECT p.kind || ' ' || s.local_reference AS about FROM process p JOIN subject s ON s.ref = p.subject_ref WHERE p.id = ANY($1::text[]) ORDER BY 1`,
    [...told],
  );
  return rows.map(({ about }) => about);
}

async function enter(localReference: string, on: string, team: string): Promise<void> {
  const processId = `period-of-care:${randomIds.next()}`;
  const actor: Actor = { person: 'worker', roles: ['social-worker'] };
  const say = (kind: string, payload: object, more: object = {}) =>
    record.change({
      processId,
      now: instant(`${on}T12:00:00.000Z`),
      actor,
      command: { id: randomIds.next(), kind, payload: payload as never },
      ...more,
    });
  const entry = { on, localReference, dateOfBirth: '2016-05-05', legalStatus: 'V2', placement: 'U6' };
  await say('record-entry', entry, { opening: { kind: 'period-of-care', subject: { kind: 'child', localReference } } });
  await say('assign-team', { on, team });
}

const OLD = {
  name: 'old.csv',
  bytes: new TextEncoder().encode(
    'child,rule,due\n9700001,review.first,01/02/2027\n9700002,review.first,15/03/2027\n9700009,review.first,15/03/2027\n',
  ),
};

describe('a team', () => {
  test('is compared with the system before: dates that differ, and those that one of the two does not have', async () => {
    const take = (apply: boolean) =>
      goLive.takeOldDates({ actor: ADMINISTRATOR, key: `old ${String(apply)}`, file: OLD, apply });
    expect(await take(false)).toMatchObject({
      applied: false,
      rows: 3,
      taken: 2,
      problems: [{ line: 4, code: 'CHILD_NOT_IN_CARE' }],
    });
    expect((await goLive.comparison(READER, 'north')).items).toEqual([]);
    await take(true);
    const compared = await goLive.comparison(READER, 'north');
    expect(compared).toMatchObject({
      children: 3,
      same: 1,
      earlier: 1,
      later: 0,
      onlyOld: 0,
      onlyOurs: 1,
      withoutDate: [],
    });
    // Ours: 8 March 2027, twenty working days after 8 February; theirs a week later.
    expect(compared.items.map(({ oldDueOn, dueOn, laterByDays }) => [oldDueOn, dueOn, laterByDays])).toEqual([
      [null, '2027-03-30', null],
      ['2027-03-15', '2027-03-08', -7],
      ['2027-02-01', '2027-02-01', 0],
    ]);
  });

  test('goes live with one recovery plan; other teams stay in shadow', async () => {
    const body = { recoverBy: '2027-05-28', recovery: 'the oldest first' };
    const asked = { actor: ADMINISTRATOR, key: 'north goes live', team: 'north', body };
    await expect(goLive.goLive({ ...asked, actor: READER })).rejects.toMatchObject({ refusal: 'not-allowed' });
    await expect(goLive.goLive({ ...asked, team: 'west' })).rejects.toMatchObject({ refusal: 'not-found' });
    await expect(goLive.goLive({ ...asked, body: { recoverBy: '2027-03-09', recovery: 'x' } })).rejects.toMatchObject({
      refusal: 'invalid-content',
    });
    await expect(goLive.goLive({ ...asked, body: { recoverBy: '2027-05-28' } })).rejects.toMatchObject({
      refusal: 'invalid-content',
    });
    const live = await goLive.goLive(asked);
    expect(live).toMatchObject({
      team: { ref: 'north', liveFrom: '2027-03-09', recoverBy: '2027-05-28', recovery: 'the oldest first' },
      children: 3,
    });
    expect(live.left.find(({ ruleId }) => ruleId === 'review.first')).toMatchObject({
      open: 2,
      oldestDueOn: '2027-02-01',
    });
    expect(await goLive.goLive(asked)).toEqual(live);
    expect((await goLive.baseline(READER, 'south')).left).toEqual([]);
    const [told] = await prisma.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM event WHERE kind = 'team-went-live'`,
    );
    // Three children and one worker.
    expect(told?.count).toBe(4);
    await hearing.deliver(null);
    const quiet = ['2027-05-28'];
    expect(await quietOf('9700001')).toEqual({
      'connected-carer': quiet,
      'iro-dispute': quiet,
      'period-of-care': quiet,
    });
    expect(await quietOf('worker-north')).toEqual({ 'worker-supervision': quiet });
    for (const kinds of [await quietOf('9700004'), await quietOf('worker-south')])
      expect(new Set(Object.values(kinds).flat())).toEqual(new Set(['told']));
    expect(Object.keys(await quietOf('9700004'))).toEqual(['connected-carer', 'iro-dispute', 'period-of-care']);
    expect(live.left.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['supervision.worker']));
    expect((await goLive.baseline(READER, 'north')).left.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(['supervision.worker', 'kinship.viability', 'iro.dispute-informal']),
    );
    expect((await verifyAll({ prisma, processes: PROCESSES, law: LAW, digest })).faults).toEqual([]);
  });

  test('in shadow leaves everybody untold, also of households and of the supervision of its workers', async () => {
    await prisma.$executeRawUnsafe(
      `INSERT INTO alert (process_id, id, subject_ref, duty_id, rule_id, due_on, dated_by, reason, role, urgency, raised_at, answer_by, status)
       SELECT p.id, 'test', p.subject_ref, '', 'review.first', '2027-03-09', 1, 'overdue', 'service-manager', 'urgent', $1::timestamptz, NULL, 'open'
         FROM process p WHERE NOT p.closed`,
      clock.at,
    );
    const fallback = { person: 'worker-north', role: 'fallback', team: null, fromOn: '2026-01-01' };
    await people.save({ actor: ADMINISTRATOR, key: 'fallback', kind: 'post', body: fallback });
    const north = [
      'connected-carer F-9700001',
      'iro-dispute 9700001',
      'period-of-care 9700001',
      'period-of-care 9700002',
      'period-of-care 9700003',
      'worker-supervision worker-north',
    ];
    expect(await mailed()).toEqual(north);
  });
});
