import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runStarter, startUnarmed, type StarterDeps } from '../../activities/starter.ts';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { StandingStep } from '../../domain/heart/standing.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { createArming, type Arming } from '../../store/arming.ts';
import type { ChangeOutcome, ChangeRequest } from '../../store/record.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { createProcessRows } from '../support/process-rows.ts';
import { until } from '../workflows/kept-server.ts';
import { createFakeEngine } from './fake-engine.ts';

const ENGINE = 'engine-a';
const NOW = '2027-01-04T09:00:00.000Z';
const SOON = '2027-02-01T09:00:00.000Z';
const LATER = '2027-03-01T09:00:00.000Z';
const UNTIL_NUDGED = '9999-12-31T00:00:00.000Z';

let database: ClonedDatabase;
let prisma: PrismaClient;
let arming: Arming;
let rows: ReturnType<typeof createProcessRows>;
let fake: ReturnType<typeof createFakeEngine>;
let deps: StarterDeps;
let taken: string[];

beforeAll(async () => {
  database = await cloneDatabase('starter');
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
  fake = createFakeEngine();
  taken = [];
  deps = {
    ...{ arming, engine: fake.engine, engineId: () => ENGINE, log: { warn: () => undefined } },
    record: { changeAll: (requests) => Promise.resolve(requests.map(take)) },
    now: () => instant(NOW),
  };
});

const insertMany = async (count: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, (_, index) => `p${String(index).padStart(4, '0')}`);
  for (const id of ids) await rows.insert(id, { nextChangeAt: SOON });
  return ids;
};

const stepAt = (at: string, step: string): StandingStep => ({
  ...{ at: instant(at), kind: 'remind', step, dutyId: 'd', datedBy: 1, ruleTitle: 'made up', roles: [] },
  dueOn: calendarDate('2027-01-01'),
});
const DUE = [stepAt('2027-01-01T08:00:00.000Z', 'at-risk'), stepAt('2027-01-04T08:00:00.000Z', 'overdue')];
const TO_COME = stepAt(SOON, 'overdue-5');

/** A record in which each process has the two steps that are due, then one to come; `ending` is closed by its first. */
function take({ processId, step }: ChangeRequest): ChangeOutcome {
  taken.push(`${processId} ${step?.step ?? ''}`);
  if (processId === 'held') return { status: 'unknown-process' };
  const closed = processId === 'ending';
  const steps = closed ? [] : step?.step === 'at-risk' ? [...DUE.slice(1), TO_COME] : [TO_COME];
  const standing = { processId, stage: 'in care', duties: [], steps, overdue: 0, closed };
  return { status: 'accepted', processId, events: [], standing, outcome: 'taken', repeated: false };
}

describe('what is due before a workflow is started', () => {
  const due = { nextChangeAt: DUE[0]?.at ?? null, steps: [...DUE, TO_COME] };

  it('is taken in the record, and the workflow waits for what is still to come', async () => {
    await rows.insert('p', due);
    await rows.insert('not-due', { nextChangeAt: SOON, steps: [TO_COME] });
    await rows.insert('ending', due);
    const standings = new Map<string, readonly string[]>();
    const { startKept } = fake.engine;
    const engine: typeof fake.engine = {
      ...fake.engine,
      startKept: (kind, id, standing) => {
        standings.set(
          id,
          standing.steps.map(({ step }) => step),
        );
        return startKept(kind, id, standing);
      },
    };
    expect(await startUnarmed({ ...deps, engine })).toEqual({ started: 2, failed: 0 });
    expect(taken.toSorted()).toEqual(['ending at-risk', 'p at-risk', 'p overdue']);
    expect(standings.get('p')).toEqual(['overdue-5']);
    expect(await rows.read('p')).toMatchObject({ armedFor: SOON, armedBy: ENGINE });
    expect(standings.has('ending')).toBe(false);
  });

  it('is left to the workflow where it cannot be taken: somebody is changing the process, or the record does not answer', async () => {
    await rows.insert('held', due);
    expect(await startUnarmed(deps)).toEqual({ started: 1, failed: 0 });
    await rows.insert('p', due);
    const record = { changeAll: () => Promise.reject(new Error('the database is away')) };
    expect(await startUnarmed({ ...deps, record })).toEqual({ started: 1, failed: 0 });
    expect(fake.calls.started).toEqual(['held', 'p']);
    for (const id of ['held', 'p']) expect(await rows.read(id)).toMatchObject({ armedFor: DUE[0]?.at });
  });
});

describe('the starter', () => {
  it('starts what no workflow waits for, with its standing, and notes until when it waits', async () => {
    await rows.insert('with-a-step', { nextChangeAt: SOON });
    await rows.insert('without-a-step');
    await rows.insert('armed', { nextChangeAt: SOON, armedFor: SOON, armedBy: ENGINE });
    await rows.insert('closed', { closed: true });
    expect(await startUnarmed(deps)).toEqual({ started: 2, failed: 0 });
    expect([...fake.calls.started].sort()).toEqual(['with-a-step', 'without-a-step']);
    expect(await rows.read('with-a-step')).toMatchObject({ armedFor: SOON, armedBy: ENGINE });
    expect(await rows.read('without-a-step')).toMatchObject({ armedFor: UNTIL_NUDGED, armedBy: ENGINE });
    expect(await startUnarmed(deps)).toEqual({ started: 0, failed: 0 });
    expect(fake.calls.nudged).toEqual([]);
  });

  it('shares the work with another that runs at the same time', async () => {
    const ids = await insertMany(150);
    let started = 0;
    while (started < ids.length) {
      const both = await Promise.all([startUnarmed(deps), startUnarmed(deps)]);
      const now = both.reduce((sum, one) => sum + one.started, 0);
      expect(now).toBeGreaterThan(0);
      started += now;
    }
    expect([...fake.calls.started].sort()).toEqual(ids);
    expect(fake.calls.nudged).toEqual([]);
  });

  it('takes up what another left when it was killed half-way, and nudges what that one had started', async () => {
    const ids = await insertMany(4);
    const claimed = await arming.claimUnarmed(ENGINE, { kinds: ['period-of-care'], rows: 4 });
    expect(claimed).toHaveLength(4);
    fake.running.add(ids[0]!);
    expect(await startUnarmed(deps)).toEqual({ started: 0, failed: 0 });
    await rows.letTimePass();
    expect(await startUnarmed(deps)).toEqual({ started: 4, failed: 0 });
    expect([...fake.calls.started].sort()).toEqual(ids.slice(1));
    expect(fake.calls.nudged).toEqual([ids[0]]);
    for (const id of ids) expect(await rows.read(id)).toMatchObject({ armedFor: SOON, armedBy: ENGINE });
  });

  it('holds what it has claimed no longer than a quarter of a minute', async () => {
    await insertMany(1);
    await arming.claimUnarmed(ENGINE, { kinds: ['period-of-care'], rows: 1 });
    const [left] = await prisma.$queryRawUnsafe<{ seconds: number }[]>(
      'SELECT extract(epoch FROM revive_after - now())::float AS seconds FROM process',
    );
    expect(left?.seconds).toBeGreaterThan(5);
    expect(left?.seconds).toBeLessThanOrEqual(15);
  });

  it('starts again what was armed in another engine', async () => {
    await rows.insert('p', { nextChangeAt: SOON, armedFor: SOON, armedBy: 'engine-that-was-emptied' });
    await startUnarmed(deps);
    expect(fake.calls.started).toEqual(['p']);
    expect(await rows.read('p')).toMatchObject({ armedFor: SOON, armedBy: ENGINE });
  });

  it('is not kept waiting by a back-off in an engine that is gone', async () => {
    await rows.insert('p', { nextChangeAt: SOON, armedFor: SOON, armedBy: 'engine-that-was-emptied', revivals: 8 });
    await prisma.$executeRawUnsafe(`UPDATE process SET revive_after = now() + interval '50 minutes'`);
    expect(await startUnarmed(deps)).toEqual({ started: 1, failed: 0 });
    expect(await rows.read('p')).toMatchObject({ revivals: 0, claimed: null });
  });

  it('leaves alone what a look has found out since', async () => {
    await rows.insert('p', { nextChangeAt: SOON });
    fake.state.whileStarting = (id) => arming.armed(id, { for: instant(LATER), by: ENGINE });
    await startUnarmed(deps);
    expect(await rows.read('p')).toMatchObject({ armedFor: LATER, armedBy: ENGINE });
  });

  it('lets one that cannot be started hold up no other, and tries it again', async () => {
    const ids = await insertMany(40);
    fake.broken.add(ids[0]!);
    await startUnarmed(deps);
    await startUnarmed(deps);
    expect([...fake.calls.started].sort()).toEqual(ids.slice(1));
    fake.broken.clear();
    await rows.letTimePass();
    await startUnarmed(deps);
    expect(fake.calls.started).toContain(ids[0]);
  });

  it('leaves a kind of process that this build does not keep', async () => {
    await rows.insert('from-a-newer-build', { kind: 'kind-of-a-newer-build' });
    expect(await startUnarmed(deps)).toEqual({ started: 0, failed: 0 });
    expect(await rows.read('from-a-newer-build')).toMatchObject({ armedFor: null, claimed: null });
  });

  it('waits while the workers have their hands full, and not for ever', async () => {
    const ids = await insertMany(250);
    fake.state.whileStarting = () => {
      fake.state.backlog = fake.calls.started.length + 1;
      return Promise.resolve();
    };
    const stop = new AbortController();
    const running = runStarter(deps, stop.signal);
    await until('the first round', () => fake.calls.started.length === 100);
    await delay(500);
    expect(fake.calls.started).toHaveLength(100);
    fake.state.backlog = 100;
    await until('the second round', () => fake.calls.started.length === 200);
    // The workers take nothing: the third round comes all the same.
    await until('the third round', () => fake.calls.started.length === 250);
    stop.abort();
    await running;
    expect([...fake.calls.started].sort()).toEqual(ids);
  });

  it('sees what comes later, and stops when it is asked to', async () => {
    const stop = new AbortController();
    const running = runStarter(deps, stop.signal);
    await rows.insert('first', { nextChangeAt: SOON });
    await until('the first start', () => fake.calls.started.includes('first'));
    await rows.insert('second', { nextChangeAt: SOON });
    await until('the second start', () => fake.calls.started.includes('second'));
    stop.abort();
    await running;
    await rows.insert('third', { nextChangeAt: SOON });
    expect(fake.calls.started).toEqual(['first', 'second']);
  });
});
