import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startUnarmed } from '../../activities/starter.ts';
import type { JsonObject } from '../../domain/json.ts';
import { workflowBundle } from '../../platform/worker.ts';
import { actor, createWorld, type World } from '../support/world.ts';
import { until } from '../workflows/kept-server.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('family finding');
});
afterAll(async () => {
  await world.stop();
});

const BY = actor('panel-adviser');
const move = (day: string): Promise<void> => world.moveTo(`${day}T09:30:00.000Z`);
const say = async (id: string, kind: string, payload: JsonObject = {}): Promise<void> => {
  const on = world.now().slice(0, 10);
  expect(await world.command(id, kind, { on, ...payload }, BY)).toMatchObject({ status: 'accepted' });
};
const stage = async (id: string): Promise<string> =>
  (await world.prisma.process.findUniqueOrThrow({ where: { id } })).stage;
/** A child in care under an interim order; the plan is adoption. */
async function planned(localReference: string): Promise<{ readonly period: string; readonly search: string }> {
  const period = await world.enter(localReference, { dateOfBirth: '2025-06-15', legalStatus: 'C1' });
  const on = world.now().slice(0, 10);
  const search = await world.open(
    'family-finding',
    { kind: 'child', existing: await world.childOf(period) },
    { command: 'set-adoption-plan', payload: { on, basis: 'court-proceedings', siblings: false }, by: BY },
  );
  return { period, search };
}

const DECISION = { shouldBePlaced: true, decidedBy: 'demo-adm', reasons: 'made up zebra' };
const of = (steps: readonly string[], rule: string): readonly string[] =>
  steps.filter((said) => said.includes(` ${rule} `));

describe('children whose plan is adoption', () => {
  test('one from the decision to the order, through a workflow that was killed, and one changed after a year', async () => {
    // Monday 4 January 2027.
    const [she, he] = [await planned('9500001'), await planned('9500002')];
    expect((await world.duty(she.search, 'adoption.adm-child'))?.dueOn).toBe('2027-03-04');
    await move('2027-02-08');
    for (const { search } of [she, he]) await say(search, 'record-agency-decision', DECISION);
    await move('2027-02-15');
    for (const { period, search } of [she, he]) {
      await say(period, 'change-legal-status', { legalStatus: 'E1' });
      expect(await stage(search)).toBe('placement order');
      await say(search, 'refer-to-regional-agency');
      await say(search, 'record-child-profile');
    }
    await move('2027-03-01');
    await say(she.search, 'record-link', { adopters: 'adopters-1' });

    // Killed by hand: found, and another one started that waits for the same.
    await world.settle();
    await world.terminate(she.search);
    expect(await world.sweeping.compare()).toBeGreaterThanOrEqual(1);
    await startUnarmed(world.starterDeps);

    await move('2027-03-22');
    await say(she.search, 'record-final-minutes', { purpose: 'match' });
    const match = { approved: true, adopters: 'adopters-1', decidedBy: 'demo-adm', reasons: 'made up' };
    await move('2027-03-24');
    const decided = {
      processId: she.search,
      now: world.now(),
      actor: BY,
      command: { id: 'match-of-9500001', kind: 'record-match-decision', payload: { on: '2027-03-24', ...match } },
    };
    expect(await world.record.change(decided)).toMatchObject({ status: 'accepted', repeated: false });
    expect(await world.record.change(decided)).toMatchObject({ status: 'accepted', repeated: true });
    expect(await world.duty(she.search, 'adoption.adm-7wd')).toEqual({
      status: 'met',
      dueOn: '2027-04-02',
      metOn: '2027-03-24',
    });
    await move('2027-04-12');
    await say(she.period, 'record-placement', { placement: 'A6', sameCarer: false });
    await move('2027-06-28');
    // Ten weeks from 12 April: over by themselves at the end of 21 June.
    expect(await world.duty(she.search, 'adoption.order-earliest')).toEqual({
      status: 'met',
      dueOn: '2027-06-21',
      metOn: '2027-06-21',
    });
    await say(she.search, 'record-adoption-application');
    await move('2027-07-12');
    await say(she.period, 'record-leaving', { reason: 'E12' });
    expect(await stage(she.search)).toBe('order made');
    await say(she.search, 'record-adoption-ceremony');
    await move('2027-07-20');
    await say(she.search, 'record-adoption-step', { step: 'life-story-complete' });
    await say(she.search, 'record-adoption-step', { step: 'later-life-letter' });
    expect(await stage(she.search)).toBe('adopted');

    // Nobody moved his: eight weeks from the profile of 15 February, once each, up to the director, and no answer asked.
    const alarms = of(await world.steps(he.search), 'adoption.no-movement-profiled');
    expect(alarms).toEqual([
      '2027-04-05 adoption.no-movement-profiled at-risk',
      '2027-04-13 adoption.no-movement-profiled overdue',
      '2027-04-27 adoption.no-movement-profiled overdue-10',
      '2027-05-12 adoption.no-movement-profiled overdue-20',
    ]);
    const told = (await world.alerts(he.search)).filter(({ ruleId }) => ruleId === 'adoption.no-movement-profiled');
    expect([told.some(({ asked }) => asked), told.map(({ role }) => role).includes('iro')]).toEqual([false, true]);
    await move('2028-02-14');
    const change = { newPlan: 'long-term-fostering', ceased: 'RD3', decidedBy: 'demo-adm', reasons: 'made up' };
    await say(he.search, 'change-adoption-plan', change);
    expect(await stage(he.search)).toBe('plan changed');
    expect(await world.duty(he.search, 'adoption.change-plan')).toEqual({
      status: 'met',
      dueOn: '2027-08-15',
      metOn: '2028-02-14',
    });
    for (const step of ['parents-told-orally', 'parents-told-in-writing', 'revocation-applied'])
      await say(he.search, 'record-adoption-step', { step });
    await world.settle();
    for (const { search } of [she, he])
      await until('its workflow ended', async () => (await world.engine.describe(search))?.status === 'COMPLETED');
    expect((await world.verify()).faults).toEqual([]);
  }, 240_000);

  test('their workflows replay, and hold no name, reference or word of anybody', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-replay-'));
    try {
      const workflowBundleOf = await workflowBundle(folder);
      const rows = await world.prisma.process.findMany({ where: { kind: 'family-finding' }, select: { id: true } });
      expect(rows).toHaveLength(2);
      for (const { id } of rows) {
        const history = (await world.engine.history(id)) ?? '';
        await Worker.runReplayHistory({ workflowBundle: workflowBundleOf }, historyFromJSON(JSON.parse(history)), id);
        const plain = history.replace(/"data": ?"([A-Za-z0-9+/=]+)"/g, (_all, data: string) =>
          Buffer.from(data, 'base64').toString('utf8'),
        );
        expect(plain).toContain('no date of law');
        for (const seeded of ['950000', 'zebra', '2025-06-15', 'demo-adm', 'adopters-1'])
          expect(plain).not.toContain(seeded);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
