import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('supervision');
});
afterAll(async () => {
  await world.stop();
});

const MANAGER = actor('team-manager');
const begin = (localReference: string) =>
  world.open(
    'worker-supervision',
    { kind: 'worker', localReference },
    {
      command: 'begin-worker-supervision',
      payload: { on: world.now().slice(0, 10), localReference, supervisor: MANAGER.person, fortnightlyThrough: null },
      by: MANAGER,
    },
  );

describe('a worker’s own supervision', () => {
  test('is asked for every four weeks, excused while away, and stands on no child’s record', async () => {
    // Monday 10 May 2027; four weeks on is Monday 7 June.
    await world.moveTo('2027-05-10T09:00:00.000Z');
    const id = await begin('worker-9330001');
    await expect(begin('worker-9330001')).rejects.toThrow('already-open');
    await world.moveTo('2027-06-01T09:00:00.000Z');
    await world.command(
      id,
      'record-worker-absence',
      { on: '2027-06-01', through: '2027-06-11', reason: 'leave' },
      MANAGER,
    );
    await world.moveTo('2027-06-22T09:00:00.000Z');
    const steps = await world.steps(id);
    expect(steps.filter((said) => said.includes('overdue'))).toEqual(['2027-06-21 supervision.worker-return overdue']);
    expect((await world.alerts(id)).filter(({ asked }) => asked).map(({ role }) => role)).toEqual(['service-manager']);
    await world.command(id, 'record-worker-supervision', { on: '2027-06-18' }, MANAGER);
    expect(await world.duty(id, 'supervision.worker-return')).toMatchObject({ status: 'met', metOn: '2027-06-18' });
    const overviews = await world.prisma.$queryRawUnsafe('SELECT * FROM child_overview');
    expect(overviews).toEqual([]);
    await world.command(id, 'record-worker-left', { on: '2027-06-22' }, MANAGER);
    // The same person comes back: a process of its own.
    const again = await begin('worker-9330001');
    expect(await world.childOf(again)).toBe(await world.childOf(id));
    await world.settle();
    expect((await world.verify()).faults).toEqual([]);
  });
});
