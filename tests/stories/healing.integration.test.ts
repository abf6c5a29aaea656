import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, Connection } from '@temporalio/client';
import { takeDueFirst } from '../../activities/due-first.ts';
import { startUnarmed } from '../../activities/starter.ts';
import { createKeepActivities } from '../../activities/keep.ts';
import { createWorld, type World } from '../support/world.ts';
import { until } from '../workflows/kept-server.ts';

let world: World;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  world = await createWorld('healing');
  connection = await Connection.connect({ address: world.address });
  client = new Client({ connection, namespace: world.namespace });
});
afterAll(async () => {
  await connection.close();
  await world.stop();
});

const engineId = (): string => world.starterDeps.engineId();
const behind = () => world.arming.behind(engineId());
const rowOf = (id: string) => world.prisma.process.findUniqueOrThrow({ where: { id } });
const isArmedInTime = async (id: string): Promise<boolean> => {
  const { armedFor, armedBy, nextChangeAt } = await rowOf(id);
  return armedBy === engineId() && armedFor !== null && nextChangeAt !== null && armedFor <= nextChangeAt;
};
const runIdOf = async (id: string): Promise<string> => (await world.skipper.read(id)).runId;

describe('what is lost on the way heals', () => {
  it('a lost nudge: the sweep finds what is armed too late, and its workflow looks', async () => {
    const id = await world.enter('9400001');
    await world.settle();
    expect(await isArmedInTime(id)).toBe(true);
    // As if the next step had come earlier and nobody had told the workflow.
    await world.prisma.$executeRawUnsafe(`UPDATE process SET armed_for = '9999-12-31T00:00:00Z' WHERE id = $1`, id);
    await world.settle();
    expect(await isArmedInTime(id)).toBe(false);
    expect((await behind()).armedTooLate).toBe(1);
    expect(await world.sweeping.sweep()).toBe(1);
    await until('armed in time', () => isArmedInTime(id));
    expect((await behind()).armedTooLate).toBe(0);
  });

  it('a lost nudge by the Schedule itself, and not while the Schedule is not there', async () => {
    const id = await world.enter('9400005');
    await world.settle();
    await world.prisma.$executeRawUnsafe(`UPDATE process SET armed_for = '9999-12-31T00:00:00Z' WHERE id = $1`, id);
    await expect(client.schedule.getHandle('holdfast-sweep').trigger()).rejects.toThrow();
    expect(await isArmedInTime(id)).toBe(false);
    await world.engine.ensureSchedules({ sweep: true, delivery: false, feed: null });
    await client.schedule.getHandle('holdfast-sweep').trigger();
    await until('armed in time', () => isArmedInTime(id));
    for (const schedule of ['holdfast-sweep', 'holdfast-compare']) await client.schedule.getHandle(schedule).delete();
  });

  it('a lost start: the starter finds what was recorded and never started', async () => {
    const id = await world.enter('9400002');
    expect((await behind()).unarmed).toBe(1);
    expect(await world.engine.describe(id)).toBeNull();
    await startUnarmed(world.starterDeps);
    expect(await isArmedInTime(id)).toBe(true);
    expect(await world.engine.describe(id)).toMatchObject({ status: 'RUNNING' });
  });

  it('steps that were due before any workflow was started are taken once, in the record, and the engine waits for the rest', async () => {
    const id = await world.enter('9400007', { on: '2026-09-07' });
    const owed = (await world.steps(id)).length;
    await world.settle();
    const taken = await world.steps(id);
    expect(taken.length).toBeGreaterThan(owed);
    expect(new Set(taken).size).toBe(taken.length);
    expect(await world.engine.history(id)).not.toContain('ACTIVITY_TASK_SCHEDULED');
    const { nextChangeAt } = await rowOf(id);
    expect((nextChangeAt ?? new Date(0)).toISOString() > world.now()).toBe(true);
    expect(await isArmedInTime(id)).toBe(true);
    expect((await world.verify()).faults).toEqual([]);
  });

  it('a starter killed after it took what was due, and two that take the same at once: each step is taken once', async () => {
    const id = await world.enter('9400008', { on: '2026-09-07' });
    const kinds = ['period-of-care'];
    const claimed = await world.arming.claimUnarmed(engineId(), { kinds, rows: 10 });
    expect(claimed.map(({ processId }) => processId)).toContain(id);
    // Both read the same standing; the second takes steps that the first has taken. Neither starts a workflow.
    await Promise.all([takeDueFirst(claimed, world.starterDeps), takeDueFirst(claimed, world.starterDeps)]);
    await takeDueFirst(claimed, world.starterDeps);
    expect(await world.engine.describe(id)).toBeNull();
    await world.arming.release(claimed.map(({ processId }) => processId));
    await world.settle();
    const taken = await world.steps(id);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken).size).toBe(taken.length);
    expect(await isArmedInTime(id)).toBe(true);
    expect((await world.verify()).faults).toEqual([]);
  });

  it('a workflow terminated by hand: the comparison finds it and the starter starts another', async () => {
    const id = await world.enter('9400003');
    await world.settle();
    const first = await runIdOf(id);
    await world.terminate(id);
    expect(await world.sweeping.compare()).toBeGreaterThanOrEqual(1);
    await startUnarmed(world.starterDeps);
    await until('another run', async () => (await runIdOf(id)) !== first);
    expect(await isArmedInTime(id)).toBe(true);
  });

  it('a workflow terminated by hand, by the sweep of the next minute already', async () => {
    const id = await world.enter('9400006');
    await world.settle();
    const first = await runIdOf(id);
    await world.terminate(id);
    await world.sweeping.sweep();
    await startUnarmed(world.starterDeps);
    await until('another run', async () => (await runIdOf(id)) !== first);
    expect(await isArmedInTime(id)).toBe(true);
  });

  it('an emptied engine: what was armed in it is started in the one that is there', async () => {
    const id = await world.enter('9400004');
    const old = createKeepActivities({ record: world.record, arming: world.arming, engineId: () => 'emptied' });
    await old.look({ processId: id, now: world.now() });
    expect((await rowOf(id)).armedBy).toBe('emptied');
    expect((await behind()).unarmed).toBeGreaterThanOrEqual(1);
    await startUnarmed(world.starterDeps);
    expect(await isArmedInTime(id)).toBe(true);
    expect(await world.engine.describe(id)).toMatchObject({ status: 'RUNNING' });
  });
});
