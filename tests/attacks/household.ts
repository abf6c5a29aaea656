import { HOLDFAST } from '../../domain/heart/actor.ts';
import { randomIds } from '../../platform/ids.ts';
import { systemClock } from '../../platform/clock.ts';
import type { ChangeRequest } from '../../store/record.ts';
import { partsOf, type Attack, type Scene } from './withstand.ts';

const ROUNDS = 12;
const ORDERS = [
  [0, 1, 2],
  [2, 1, 0],
  [1, 2, 0],
] as const;

const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Three children are changed together, all or none, from three sides at once and each time in another order, while people change them one by one. */
export const HOUSEHOLD: Attack = {
  fault: 'a household of three changed from three sides',
  takesRecordAway: false,
  strike: async (scene) => {
    const children = await Promise.all([scene.people.enter(), scene.people.enter(), scene.people.enter()]);
    const ids = children.filter((id) => id !== null);
    if (ids.length < 3) throw new Error('the household could not be entered');
    const sides = await Promise.all(ORDERS.map(() => partsOf(scene.installation)));
    try {
      await Promise.all([...sides.map((side, place) => changeTogether(side, ids, place)), oneByOne(scene, ids)]);
    } finally {
      for (const side of sides) await side.close();
    }
    const told = await scene.parts.prisma.event.count({
      where: {
        processId: { in: ids },
        kind: 'placement-started',
        class: 'told',
        occurredOn: { gt: new Date(dayAgo(90)) },
      },
    });
    const expected = ids.length * ROUNDS * (ORDERS.length + 1);
    if (told !== expected) throw new Error(`${String(told)} of ${String(expected)} placements were recorded`);
    return undefined;
  },
};

async function changeTogether({ record }: Scene['parts'], ids: readonly string[], side: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const day = 1 + round * (ORDERS.length + 1) + side;
    const requests = (ORDERS[(side + round) % ORDERS.length] ?? []).map((child): ChangeRequest => ({
      processId: ids[child] ?? '',
      now: systemClock.now(),
      actor: HOLDFAST,
      command: { id: randomIds.next(), kind: 'record-placement', payload: placementOn(day) },
    }));
    for (const outcome of await record.changeAll(requests))
      if (outcome.status !== 'accepted') throw new Error(`a household was answered ${JSON.stringify(outcome)}`);
  }
}

async function oneByOne({ people }: Scene, ids: readonly string[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1)
    await Promise.all(
      ids.map((id) =>
        people.tell(id, 'record-placement', placementOn(1 + round * (ORDERS.length + 1) + ORDERS.length)),
      ),
    );
}

function placementOn(day: number) {
  return { on: dayAgo(90 - day), placement: day % 2 === 0 ? 'U6' : 'U3', sameCarer: false };
}
