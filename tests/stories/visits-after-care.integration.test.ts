import { afterAll, beforeAll, expect, test } from 'vitest';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('visits after care');
});
afterAll(async () => {
  await world.stop();
});

const WORKER = actor('social-worker');

test('a young person who left care into custody is visited in time, or those above are told; coming back into care ends it', async () => {
  await world.moveTo('2027-05-03T09:00:00.000Z');
  const period = await world.enter('9340001');
  const child = await world.childOf(period);
  await world.command(period, 'record-leaving', { on: '2027-05-03', reason: 'E9' }, WORKER);
  const id = await world.open(
    'visits-after-care',
    { kind: 'child', existing: child },
    {
      command: 'begin-visits-after-care',
      payload: { on: '2027-05-03', basis: 'detained', visitor: WORKER.person },
      by: WORKER,
    },
  );
  // Ten working days after Monday 3 May 2027, which is a bank holiday: Monday 17 May.
  expect(await world.duty(id, 'visit.detained-former')).toEqual({ status: 'open', dueOn: '2027-05-17', metOn: null });
  await world.moveTo('2027-05-19T09:00:00.000Z');
  const overdue = (await world.alerts(id)).filter(({ reason }) => reason === 'overdue');
  expect(overdue.map(({ role }) => role).toSorted()).toEqual(['social-worker', 'team-manager']);
  const visit = { seen: true, alone: 'yes', where: 'where-detained', visitor: WORKER.person, notes: null };
  await world.command(id, 'record-visit-after-care', { on: '2027-05-14', ...visit }, WORKER);
  expect(await world.duty(id, 'visit.detained-former')).toMatchObject({ status: 'met', metOn: '2027-05-14' });
  await world.moveTo('2027-06-01T09:00:00.000Z');
  await world.enter('9340001');
  const view = await world.prisma.process.findUniqueOrThrow({ where: { id } });
  expect([view.stage, view.closed]).toEqual(['visits ended', true]);
  await world.settle();
  expect((await world.verify()).faults).toEqual([]);
});
