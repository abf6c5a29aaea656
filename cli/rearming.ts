import { setTimeout as delay } from 'node:timers/promises';
import type { Arming } from '../store/arming.ts';

/** What one round over the open processes forgets: rows are locked for a moment only. */
const PAGE = 500;
const LOOK_EVERY_MS = 500;

/** Counts every open process as without a workflow: the starter starts what is missing and nudges what runs. */
export async function forgetAll(arming: Pick<Arming, 'open' | 'forget'>): Promise<number> {
  let forgotten = 0;
  for (let after = ''; ;) {
    const rows = await arming.open(after, PAGE);
    const last = rows.at(-1);
    if (last === undefined) return forgotten;
    await arming.forget(rows.map(({ id }) => id));
    forgotten += rows.length;
    after = last.id;
  }
}

export type Rearmed = {
  readonly status: 'armed' | 'stalled' | 'armed-elsewhere';
  /** Open processes without a workflow in this engine. */
  readonly unarmed: number;
};

/**
 * Waits until the workers have armed every open process in this engine. `stalled`: nothing was armed for as long as asked;
 * `armed-elsewhere`: they are armed, but by workers that took the engine for another one.
 */
export async function awaitArmed(
  arming: Pick<Arming, 'behind'>,
  { engineId, stalledAfterMs }: { readonly engineId: string; readonly stalledAfterMs: number },
  seen: (unarmed: number) => void,
): Promise<Rearmed> {
  let [fewest, since] = [Number.POSITIVE_INFINITY, performance.now()];
  for (;;) {
    const { unarmed } = await arming.behind(engineId);
    seen(unarmed);
    if (unarmed === 0) return { status: 'armed', unarmed };
    if (unarmed < fewest) [fewest, since] = [unarmed, performance.now()];
    if (performance.now() - since >= stalledAfterMs) {
      const { unarmed: anywhere } = await arming.behind(null);
      return { status: anywhere < unarmed ? 'armed-elsewhere' : 'stalled', unarmed };
    }
    await delay(LOOK_EVERY_MS);
  }
}
