import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdoptionActivities } from '../../activities/adoption.ts';
import { digest } from '../../platform/digest.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { Record } from '../../store/record.ts';
import { createAdoptions, type Adoptions } from '../../use-cases/adoptions.ts';
import type { AdoptionActivities } from '../../workflows/contract.ts';
import { LAW } from '../support/stream.ts';
import { createWorld, type World } from '../support/world.ts';
import type { BatchProgress } from '../../workflows/contract.ts';

const FIRST: Actor = { person: 'administrator-1', roles: ['administrator'] };
const SECOND: Actor = { person: 'administrator-2', roles: ['administrator'] };
/** More than one batch of twenty. */
const CHILDREN = 50;
const PROPOSAL = {
  title: 'a one-off bank holiday',
  settings: { bankHolidays: { added: [{ on: '2027-01-18', name: 'one-off bank holiday' }] } },
};

/** Killing is what these tests do: nobody has to be told. */
const MUTE = new DefaultLogger('ERROR', () => undefined);

let world: World;
let adoptions: Adoptions;
let children: readonly string[];
beforeAll(async () => {
  // No starter: the test is the workflow.
  world = await createWorld('adoption activities', { starter: false });
  const now = () => world.now();
  adoptions = createAdoptions({ prisma: world.prisma, record: world.record, law: LAW, digest, now });
  const entered: string[] = [];
  for (let child = 0; child < CHILDREN; child += 1) entered.push(await world.enter(`97${String(10_000 + child)}`));
  children = entered;
});
afterAll(() => world.stop());

/** The activities of a worker, with a record that may break. */
const activitiesOn = (record: Record): AdoptionActivities =>
  createAdoptionActivities({
    prisma: world.prisma,
    record,
    processes: PROCESSES,
    law: LAW,
    clock: { now: () => world.now() },
    build: 'test',
  });

/** One attempt of an activity; attempts of one activity share its run and id, as retries do. */
const attempt = <Given, Answer>(
  activity: (given: Given) => Promise<Answer>,
  given: Given,
  activityId = '1',
): Promise<Answer> =>
  new MockActivityEnvironment(
    { activityId, workflowExecution: { workflowId: 'adoption', runId: 'one-run' } },
    { logger: MUTE },
  ).run(activity, given);

/** A record that commits so many batches and fails then, before or after the commit: as if the worker had been killed there. */
function breaking(after: number, when: 'before' | 'after'): Record {
  const committed: Promise<unknown>[] = [];
  return {
    ...world.record,
    changeAll: async (...given) => {
      const commits = committed.length < after || when === 'after';
      const outcome = commits ? world.record.changeAll(...given) : Promise.resolve([]);
      if (committed.push(outcome) <= after) return outcome;
      // Two batches run side by side: what the others commit is there when this one is killed.
      await Promise.all(committed);
      throw new Error('killed');
    },
  };
}

const countOf = async (sql: string, ...values: readonly unknown[]): Promise<number> => {
  const [row] = await world.prisma.$queryRawUnsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${sql}`,
    ...values,
  );
  return row?.count ?? -1;
};
const adoptedBy = (cause: string): Promise<number> =>
  countOf(`event WHERE kind = 'settings-adopted' AND cause = $1`, cause);
const movedBy = (cause: string): Promise<number> =>
  countOf(
    `event e JOIN event_content c USING (process_id, sequence) WHERE e.kind = 'duty-re-dated' AND e.cause = $1 AND c.payload LIKE '%review.first@%'`,
    cause,
  );
const told = (processId: string, kind: string): Promise<number> =>
  countOf(`event WHERE process_id = $1 AND kind = $2`, processId, kind);

async function dueOf(id: string): Promise<string | undefined> {
  return (await world.duty(id, 'review.first'))?.dueOn;
}

describe('the activities of an adoption', () => {
  let processId: string;

  test('preview twice, and the effects are worked out once', async () => {
    ({ id: processId } = await adoptions.propose({ actor: FIRST, key: 'twice', body: PROPOSAL }));
    const { previewBatch, finishAdoption } = activitiesOn(world.record);
    for (let times = 0; times < 2; times += 1) {
      const { done, total } = await attempt(previewBatch, { processId });
      expect(done).toBeGreaterThanOrEqual(total);
    }
    expect(await countOf('adoption_effect WHERE adoption_id = $1', processId)).toBe(CHILDREN);
    const before = await adoptions.effects(FIRST, processId, { limit: 100, after: null });
    expect(before.items).toHaveLength(CHILDREN);
    for (let times = 0; times < 2; times += 1)
      await attempt(finishAdoption, { processId, command: 'record-effects' as const });
    expect(await told(processId, 'effects-recorded')).toBe(1);
    expect(await adoptions.get(FIRST, processId)).toMatchObject({
      status: 'previewed',
      effects: { processes: CHILDREN },
    });
    for (const child of children.slice(0, 3)) expect(await dueOf(child)).toBe('2027-02-01');
    // One that runs late, when a person has gone on: nothing is changed by it.
    expect(await attempt(previewBatch, { processId })).toEqual({ done: 0, total: 0 });
  });

  test.each(['before', 'after'] as const)('adopt, killed %s the commit of a batch, and go on', async (when) => {
    const key = `approve-${when}`;
    if (when === 'before')
      await adoptions.step(SECOND, processId, { key, kind: 'approve-adoption', reason: 'looked at' });
    const killed = activitiesOn(breaking(1, when)).adoptBatch;
    await expect(attempt(killed, { processId })).rejects.toThrow('killed');
    const half = await adoptedBy(`adoption ${processId}`);
    expect(half).toBeGreaterThan(0);
    expect((await world.verify()).faults).toEqual([]);
    if (when === 'before') expect(half).toBeLessThan(CHILDREN);
  });

  test('adopt twice to the end, and every child has moved once', async () => {
    const { adoptBatch } = activitiesOn(world.record);
    for (let times = 0; times < 50; times += 1) {
      const { done, total } = await attempt(adoptBatch, { processId });
      if (done === total) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await attempt(adoptBatch, { processId })).toEqual({ done: CHILDREN, total: CHILDREN });
    expect(await adoptedBy(`adoption ${processId}`)).toBe(CHILDREN);
    expect(await movedBy(`adoption ${processId}`)).toBe(CHILDREN);
    for (const child of children) expect(await dueOf(child)).toBe('2027-02-02');
  });

  test('finish twice, told once', async () => {
    const { finishAdoption, adoptBatch } = activitiesOn(world.record);
    for (const activityId of ['finish', 'finish', 'of-another-run'])
      await attempt(finishAdoption, { processId, command: 'finish-adoption' as const }, activityId);
    expect(await told(processId, 'adoption-finished')).toBe(1);
    expect(await adoptions.get(FIRST, processId)).toMatchObject({ status: 'adopted' });
    expect(await attempt(adoptBatch, { processId })).toEqual({ done: 0, total: 0 });
    expect((await world.verify()).faults).toEqual([]);
  });

  test('roll back, killed half-way, twice, and everybody is where they were', async () => {
    await adoptions.step(FIRST, processId, { key: 'roll-back', kind: 'roll-back-adoption', reason: 'not proclaimed' });
    await expect(attempt(activitiesOn(breaking(1, 'after')).rollBackBatch, { processId })).rejects.toThrow('killed');
    const { rollBackBatch, finishAdoption } = activitiesOn(world.record);
    // What the killed attempt still holds is passed over and come back to, as the workflow does.
    const isDone = ({ done, total }: BatchProgress): boolean => done === total;
    for (let times = 0; times < 50 && !isDone(await attempt(rollBackBatch, { processId })); times += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await attempt(rollBackBatch, { processId })).toEqual({ done: CHILDREN, total: CHILDREN });
    for (let times = 0; times < 2; times += 1)
      await attempt(finishAdoption, { processId, command: 'finish-roll-back' as const }, 'finish-roll-back');
    expect(await adoptedBy(`roll-back ${processId}`)).toBe(CHILDREN);
    expect(await told(processId, 'roll-back-finished')).toBe(1);
    for (const child of children) expect(await dueOf(child)).toBe('2027-02-01');
    expect((await world.verify()).faults).toEqual([]);
  });

  test('of a build, a worker of another build leaves alone', async () => {
    const { id } = await adoptions.proposeBuild({ actor: FIRST, key: 'build', build: 'newer' });
    const { previewBatch, adoptBatch } = activitiesOn(world.record);
    await expect(attempt(previewBatch, { processId: id })).rejects.toThrow('another build');
    await expect(attempt(adoptBatch, { processId: id })).rejects.toThrow('another build');
  });
});
