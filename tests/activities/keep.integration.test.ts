import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeepActivities } from '../../activities/keep.ts';
import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import type { KeepActivities } from '../../workflows/contract.ts';
import { createWorld, type World } from '../support/world.ts';

const ENGINE = 'engine-of-the-test';

let world: World;
let activities: KeepActivities;
beforeAll(async () => {
  // No starter: no workflow interferes with what is asked here.
  world = await createWorld('keep activities', { starter: false });
  activities = createKeepActivities({ record: world.record, arming: world.arming, engineId: () => ENGINE });
});
afterAll(() => world.stop());

const eventsOf = async (processId: string): Promise<number> => world.prisma.event.count({ where: { processId } });
const rowOf = (id: string) => world.prisma.process.findUniqueOrThrow({ where: { id } });

const firstStep = ({ steps }: Standing): StandingStep => {
  const step = steps[0];
  if (step === undefined) throw new Error('nothing is to come');
  return step;
};
const take = (processId: string, step: StandingStep, now = step.at) =>
  activities[step.kind === 'elapse' ? 'recordExpiry' : step.kind]({ processId, step, now });

describe('what a kept workflow asks of the record', () => {
  it('looks as often as it likes and changes nothing, and the record knows until when it waits', async () => {
    const id = await world.enter('9300001');
    const before = await eventsOf(id);
    const first = await activities.look({ processId: id, now: world.now() });
    const second = await activities.look({ processId: id, now: world.now() });
    expect(second).toEqual(first);
    expect(await eventsOf(id)).toBe(before);
    const row = await rowOf(id);
    expect(row.armedBy).toBe(ENGINE);
    expect(row.armedFor).toEqual(row.nextChangeAt);
    expect(row.armedFor?.toISOString()).toBe(firstStep(first).at);
  });

  it('takes a step once, and answers a repeat alike', async () => {
    const id = await world.enter('9300002');
    const standing = await activities.look({ processId: id, now: world.now() });
    const step = firstStep(standing);
    const first = await take(id, step);
    expect(first.outcome).toBe('taken');
    expect(firstStep(first.standing)).not.toEqual(step);
    const after = await eventsOf(id);
    expect(await take(id, step)).toEqual(first);
    expect(await eventsOf(id)).toBe(after);
    expect((await rowOf(id)).armedFor?.toISOString()).toBe(firstStep(first.standing).at);
  });

  it('answers overtaken to a step of a date that no longer holds', async () => {
    const id = await world.enter('9300003');
    const step = firstStep(await activities.look({ processId: id, now: world.now() }));
    const { outcome } = await take(id, { ...step, datedBy: step.datedBy + 1_000 });
    expect(outcome).toBe('overtaken');
  });

  it('answers overtaken to a step whose instant has not come, and raises nothing', async () => {
    const id = await world.enter('9300004');
    const { steps } = await activities.look({ processId: id, now: world.now() });
    const step = steps.at(-1)!;
    expect(step.at > world.now()).toBe(true);
    const alerts = (await world.alerts(id)).length;
    const { outcome, standing } = await take(id, step, world.now());
    expect(outcome).toBe('overtaken');
    expect(standing.steps.at(-1)).toEqual(step);
    expect((await world.alerts(id)).length).toBe(alerts);
  });

  it('gives up at once on a process that the record does not know', async () => {
    const asked = activities.look({ processId: 'period-of-care:nowhere', now: world.now() });
    await expect(asked).rejects.toSatisfy(
      (error) => error instanceof ApplicationFailure && error.nonRetryable === true && error.type === 'unknown-process',
    );
  });

  it('is tried again, and writes nothing, when a newer build has written the row', async () => {
    const id = await world.enter('9300005');
    await world.prisma.process.update({ where: { id }, data: { stateVersion: 9_999 } });
    const before = await rowOf(id);
    await expect(activities.look({ processId: id, now: world.now() })).rejects.toSatisfy(
      (error) => error instanceof ApplicationFailure && error.nonRetryable !== true && error.type === 'newer-build',
    );
    expect(await rowOf(id)).toEqual(before);
    await world.prisma.process.delete({ where: { id } }).catch(() => undefined);
  });
});
