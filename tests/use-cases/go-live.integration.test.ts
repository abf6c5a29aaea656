import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { readCsv } from '../../platform/csv.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { createRecord } from '../../store/change.ts';
import type { Record } from '../../store/record.ts';
import { verifyAll } from '../../store/verify.ts';
import { createGoLive, type GoLive } from '../../use-cases/go-live.ts';
import { createPeople } from '../../use-cases/people.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { LAW } from '../support/stream.ts';

const ADMINISTRATOR: Actor = { person: 'admin', roles: ['administrator'] };
const READER: Actor = { person: 'manager', roles: ['team-manager'] };
/** Tuesday 9 March 2027. */
const clock = { at: instant('2027-03-09T12:00:00.000Z') };
let database: ClonedDatabase;
let prisma: PrismaClient;
let record: Record;
let goLive: GoLive;

beforeAll(async () => {
  database = await cloneDatabase('go live');
  prisma = createPrisma(database.databaseUrl, { poolSize: 4 });
  const now = (): Instant => clock.at;
  const newRef = (): string => randomIds.next();
  const afterCommit = () => undefined;
  record = createRecord({
    prisma,
    processes: PROCESSES,
    law: LAW,
    digest,
    newSalt,
    newRef,
    build: 'test',
    afterCommit,
  });
  goLive = createGoLive({ prisma, record, law: LAW, digest, now, readCsv });
  const people = createPeople({ prisma, digest, now, readCsv });
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
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

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
    expect(told?.count).toBe(3);
    expect((await verifyAll({ prisma, processes: PROCESSES, law: LAW, digest })).faults).toEqual([]);
  });
});
