import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeAllDue, takingAllDue } from '../../activities/due-first.ts';
import { createKeepActivities } from '../../activities/keep.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import type { KeepActivities } from '../../workflows/contract.ts';
import { createWorld, type World } from '../support/world.ts';
import { until } from '../workflows/kept-server.ts';

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

describe('what else is due when a step was taken', () => {
  const due = (now: Instant, engineId = ENGINE) => ({
    ...{ record: world.record, arming: world.arming, engineId: () => engineId, now: () => now },
    log: { warn: (...said: unknown[]) => void warned.push(said) },
  });
  const warned: unknown[] = [];
  const entered = async (reference: string) => {
    const id = await world.enter(reference);
    return { id, step: firstStep(await activities.look({ processId: id, now: world.now() })) };
  };

  it('is taken once whoever takes it, and the workflow that comes later is answered that its step was taken', async () => {
    const waiting = [await entered('9300011'), await entered('9300012'), await entered('9300013')];
    const notArmed = await world.enter('9300014');
    const now =
      waiting
        .map(({ step }) => step.at)
        .sort()
        .at(-1) ?? world.now();
    await takeAllDue(due(now, 'another-engine'));
    for (const { id } of waiting) expect(await world.steps(id)).toEqual([]);
    await Promise.all([takeAllDue(due(now)), takeAllDue(due(now))]);
    expect(await world.steps(notArmed)).toEqual([]);
    for (const { id, step } of waiting) {
      const taken = await world.steps(id);
      expect(taken.length).toBeGreaterThan(0);
      expect(new Set(taken).size).toBe(taken.length);
      const before = await eventsOf(id);
      const { outcome, standing } = await take(id, step, now);
      expect(outcome).toBe('taken');
      expect((standing.steps[0]?.at ?? '') > now).toBe(true);
      expect(await eventsOf(id)).toBe(before);
    }
    const { faults } = await world.verify();
    expect(faults.filter(({ processId }) => waiting.some(({ id }) => id === processId))).toEqual([]);
  });

  it('is begun by the step, once at a time, and what cannot be read is said and left to the workflows', async () => {
    const [first, second] = [await entered('9300015'), await entered('9300016')];
    const now = [first.step.at, second.step.at].sort().at(-1) ?? world.now();
    const { arming } = world;
    let reads = 0;
    const onTaken = takingAllDue({
      ...due(now),
      arming: {
        due: (...asked) => {
          reads += 1;
          return reads === 1 ? Promise.reject(new Error('the record is away')) : arming.due(...asked);
        },
      },
    });
    onTaken();
    onTaken();
    await until('it was said', () => Promise.resolve(warned.length === 1));
    expect(reads).toBe(1);
    const taking = createKeepActivities({ record: world.record, arming, engineId: () => ENGINE, onTaken });
    await taking[first.step.kind === 'elapse' ? 'recordExpiry' : first.step.kind]({
      processId: first.id,
      step: first.step,
      now,
    });
    await until('the other is taken too', async () => (await world.steps(second.id)).length > 0);
    expect(warned).toHaveLength(1);
  });
});
