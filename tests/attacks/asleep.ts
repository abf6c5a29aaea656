import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { actor, createWorld, type World } from '../support/world.ts';
import { accountOf, type Accepted, type Line } from './account.ts';

const CHILDREN = 6;
const FALLS_ASLEEP_ON = '2027-01-04T09:00:00.000Z';
const WORKING_DAYS = [5, 6, 7, 8, 11, 12, 13, 14, 15];
const WAKES_ON = '2027-01-18T09:00:00.000Z';
const FAULT = 'worker asleep for two weeks while people work';

/**
 * The workflows' clocks stand still for two virtual weeks while the record's goes on and people use it; then they wake, every
 * step that had come meanwhile is taken, each once and in order, and the next one waits at its time.
 */
export async function sleepForTwoWeeks(): Promise<Line> {
  const world = await createWorld('asleep');
  try {
    world.clockTo(FALLS_ASLEEP_ON);
    const accepted: Accepted[] = [];
    const children: string[] = [];
    for (let child = 0; child < CHILDREN; child += 1) children.push(await world.enter(`98000${String(child)}`));
    await world.settle();
    await workThrough(world, children, accepted);
    const wokenAt = Date.now();
    await world.moveTo(WAKES_ON);
    await untilArmed(world);
    const secondsUntilArmed = (Date.now() - wokenAt) / 1_000;
    const account = await accountOf(world.prisma, accepted);
    expect(account, FAULT).toEqual({ lost: 0, doubled: 0, early: 0, backwards: 0, faults: [] });
    expect(accepted.length).toBe(CHILDREN * WORKING_DAYS.length);
    // Care plan, placement plan, reviews nobody booked: all have steps in two weeks.
    for (const child of children) expect((await world.steps(child)).length).toBeGreaterThan(0);
    return { fault: FAULT, times: 1, lost: account.lost, doubled: account.doubled, secondsUntilArmed };
  } finally {
    await world.stop();
  }
}

/** Day after day the record's clock alone goes on, and each child is placed elsewhere. */
async function workThrough(world: World, children: readonly string[], accepted: Accepted[]): Promise<void> {
  for (const day of WORKING_DAYS) {
    const on = `2027-01-${String(day).padStart(2, '0')}`;
    world.clockTo(`${on}T10:00:00.000Z`);
    for (const [place, processId] of children.entries()) {
      const id = `asleep-${on}-${String(place)}`;
      const payload = { on, placement: day % 2 === 0 ? 'U6' : 'U3', sameCarer: false };
      const command = { id, kind: 'record-placement', payload };
      const outcome = await world.record.change({
        processId,
        now: world.now(),
        actor: actor('social-worker'),
        command,
      });
      if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
      accepted.push({ commandId: id, told: outcome.events.filter((event) => event.class === 'told').length });
    }
  }
}

async function untilArmed({ prisma, settle, now }: World): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    await settle();
    const [row] = await prisma.$queryRawUnsafe<{ behind: number }[]>(
      `SELECT count(*)::int AS behind FROM process WHERE NOT closed
          AND (armed_for IS NULL OR armed_for > next_change_at OR next_change_at < $1::timestamptz)`,
      now(),
    );
    if (row?.behind === 0) return;
    await delay(50);
  }
  throw new Error(`${FAULT}: not all are armed in time`);
}
