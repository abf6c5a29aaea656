import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSweepActivities, type SweepActivities } from '../../activities/sweep.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { createArming, type Arming } from '../../store/arming.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { createProcessRows } from '../support/process-rows.ts';
import { createFakeEngine } from './fake-engine.ts';

const ENGINE = 'engine-a';
const SOON = '2999-02-01T09:00:00.000Z';
const LATER = '2999-03-01T09:00:00.000Z';
/** Of one test: what is asked for twice is the same instant. */
let startedAt: number;
const ago = (minutes: number): string => new Date(startedAt - minutes * 60_000).toISOString();

let database: ClonedDatabase;
let prisma: PrismaClient;
let arming: Arming;
let rows: ReturnType<typeof createProcessRows>;
let fake: ReturnType<typeof createFakeEngine>;
let activities: SweepActivities;
let heardOf: (readonly string[] | null)[];

beforeAll(async () => {
  database = await cloneDatabase('sweep');
  prisma = createPrisma(database.databaseUrl, { poolSize: 8 });
  arming = createArming(prisma);
  rows = createProcessRows(prisma);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await rows.clear();
  startedAt = Date.now();
  fake = createFakeEngine();
  const log = { warn: () => undefined, info: () => undefined };
  heardOf = [];
  const hearing = {
    deliver: (ids: readonly string[] | null) => {
      heardOf.push(ids);
      return Promise.resolve(0);
    },
  };
  activities = createSweepActivities({ arming, hearing, engine: fake.engine, engineId: () => ENGINE, log });
});

describe('the sweep', () => {
  it('revives what is armed too late or two minutes past its time, and nothing else', async () => {
    await rows.insert('in-time', { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE });
    await rows.insert('early', { nextChangeAt: LATER, armedFor: SOON, armedBy: ENGINE });
    await rows.insert('too-late', { nextChangeAt: SOON, armedFor: LATER, armedBy: ENGINE });
    await rows.insert('just-due', { nextChangeAt: ago(0.1), armedFor: ago(0.1), armedBy: ENGINE });
    await rows.insert('past', { nextChangeAt: ago(3), armedFor: ago(3), armedBy: ENGINE });
    await rows.insert('closed', { nextChangeAt: ago(3), armedFor: ago(3), armedBy: ENGINE, closed: true });
    await rows.insert('unarmed', { nextChangeAt: ago(3) });
    await rows.insert('elsewhere', { nextChangeAt: ago(3), armedFor: ago(3), armedBy: 'engine-b' });
    expect(await activities.sweep()).toBe(2);
    expect([...fake.calls.revived].sort()).toEqual(['past', 'too-late']);
  });

  it('lets everybody hear what they have not heard, also while the engine is busy', async () => {
    fake.state.backlog = 7;
    await activities.sweep();
    expect(heardOf).toEqual([null]);
  });

  it('takes at most 500 at once', async () => {
    for (let index = 0; index < 510; index += 1) {
      fake.running.add(`p${String(index)}`);
      await rows.insert(`p${String(index)}`, { nextChangeAt: ago(5), armedFor: ago(5), armedBy: ENGINE });
    }
    expect(await activities.sweep()).toBe(500);
    expect(await activities.sweep()).toBe(10);
  });

  it('leaves a backlog alone', async () => {
    await rows.insert('past', { nextChangeAt: ago(3), armedFor: ago(3), armedBy: ENGINE });
    fake.state.backlog = 1;
    expect(await activities.sweep()).toBe(0);
    fake.state.backlog = 0;
    expect(await activities.sweep()).toBe(1);
  });

  it('asks what does not answer less and less often, once an hour at the least', async () => {
    await rows.insert('stuck', { nextChangeAt: ago(3), armedFor: ago(3), armedBy: ENGINE });
    const pauses: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      expect(await activities.sweep()).toBe(1);
      expect(await activities.sweep()).toBe(0);
      pauses.push(await rows.minutesUntilRevival('stuck'));
      await rows.letTimePass();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('forgets the back-off when a workflow has looked', async () => {
    await rows.insert('p', { nextChangeAt: SOON, armedFor: LATER, armedBy: ENGINE });
    await activities.sweep();
    await arming.armed('p', { for: instant(SOON), by: ENGINE });
    expect(await rows.read('p')).toEqual({ armedFor: SOON, armedBy: ENGINE, revivals: 0, claimed: null });
    await rows.letTimePass();
    expect(await activities.sweep()).toBe(0);
  });

  it('revives each once when two sweep at the same time', async () => {
    for (let index = 0; index < 60; index += 1)
      await rows.insert(`p${String(index)}`, { nextChangeAt: ago(5), armedFor: ago(5), armedBy: ENGINE });
    await Promise.all([activities.sweep(), activities.sweep()]);
    await activities.sweep();
    expect(fake.calls.revived).toHaveLength(60);
    expect(new Set(fake.calls.revived).size).toBe(60);
  });

  it('goes on with the others when one cannot be revived', async () => {
    await rows.insert('a', { nextChangeAt: ago(9), armedFor: ago(9), armedBy: ENGINE });
    await rows.insert('b', { nextChangeAt: ago(8), armedFor: ago(8), armedBy: ENGINE });
    fake.broken.add('a');
    expect(await activities.sweep()).toBe(1);
    expect(fake.calls.revived).toEqual(['b']);
  });
});

describe('a workflow that is missing', () => {
  const armed = { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE };

  it('is found by the sweep that counts fewer running than armed, and given back to the starter', async () => {
    await rows.insert('runs', armed);
    await rows.insert('terminated', armed);
    fake.running.add('runs');
    await activities.sweep();
    expect(await rows.read('terminated')).toMatchObject({ armedFor: null });
    expect(await rows.read('runs')).toMatchObject({ armedFor: SOON });
  });

  it('is not looked for while the starter is at work, nor where as many run as are armed', async () => {
    await rows.insert('terminated', armed);
    await rows.insert('being-started');
    await activities.sweep();
    expect(await rows.read('terminated')).toMatchObject({ armedFor: SOON });
    await arming.armed('being-started', { for: instant(SOON), by: ENGINE });
    for (const id of ['terminated', 'being-started']) fake.running.add(id);
    await activities.sweep();
    expect(await rows.read('terminated')).toMatchObject({ armedFor: SOON });
    expect(fake.calls.nudged).toEqual([]);
  });
});

describe('the hourly comparison', () => {
  it('gives back to the starter what was terminated by hand', async () => {
    await rows.insert('runs', { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE });
    await rows.insert('terminated', { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE, revivals: 3 });
    fake.running.add('runs');
    expect(await activities.compare()).toBe(1);
    expect(await rows.read('terminated')).toMatchObject({ armedFor: null, revivals: 0, claimed: null });
    expect(await rows.read('runs')).toMatchObject({ armedFor: SOON });
    const claimed = await arming.claimUnarmed(ENGINE, { kinds: ['period-of-care'], rows: 10 });
    expect(claimed.map(({ processId }) => processId)).toEqual(['terminated']);
  });

  it('tells what still runs that its process has closed', async () => {
    await rows.insert('closed', { armedFor: SOON, armedBy: ENGINE, closed: true });
    await rows.insert('open', { armedFor: SOON, armedBy: ENGINE });
    await rows.insert('being-started');
    for (const id of ['closed', 'open', 'being-started', 'gone-from-the-record']) fake.running.add(id);
    expect(await activities.compare()).toBe(0);
    expect([...fake.calls.nudged].sort()).toEqual(['closed', 'gone-from-the-record']);
  });
});

describe('what is behind', () => {
  it('is counted from the record alone', async () => {
    const oldest = ago(90);
    await rows.insert('in-time', { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE });
    await rows.insert('unarmed', { nextChangeAt: SOON });
    await rows.insert('elsewhere', { nextChangeAt: SOON, armedFor: SOON, armedBy: 'engine-b' });
    await rows.insert('too-late', { nextChangeAt: SOON, armedFor: LATER, armedBy: ENGINE });
    await rows.insert('past', { nextChangeAt: oldest, armedFor: oldest, armedBy: ENGINE });
    await rows.insert('just-due', { nextChangeAt: ago(1), armedFor: ago(1), armedBy: ENGINE });
    await rows.insert('closed', { nextChangeAt: ago(500), closed: true });
    expect(await arming.behind(ENGINE)).toEqual({
      unarmed: 2,
      armedTooLate: 1,
      pastTime: 1,
      oldestAt: new Date(oldest),
    });
    expect((await arming.behind(null)).unarmed).toBe(1);
  });

  it('is nothing where nothing is kept', async () => {
    expect(await arming.behind(ENGINE)).toEqual({ unarmed: 0, armedTooLate: 0, pastTime: 0, oldestAt: null });
  });
});
