import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { EmbeddedSet } from '../support/embedded-set.ts';
import type { Attack } from './withstand.ts';

const AT_ONCE_MS = 6_000;
const AHEAD_MS = 10 * 60_000;

/** Every command goes to two APIs at once, under one key; two workers keep the same processes. */
export const TWO_OF_EACH: Attack<EmbeddedSet> = {
  fault: 'two workers and two APIs at once',
  takesRecordAway: false,
  strike: async ({ installation, people }) => {
    const [worker, api] = await Promise.all([installation.another('work'), installation.another('serve')]);
    people.sayTo([installation.address, api.address]);
    await delay(AT_ONCE_MS);
    people.sayTo([installation.address]);
    await delay(1_000);
    await api.stop();
    await worker.stop();
    return undefined;
  },
};

/** Machines of which one is ten minutes ahead and one ten minutes late: each says so, and people work through both. */
export const CLOCKS: Attack<EmbeddedSet> = {
  fault: 'clocks that differ by ten minutes',
  takesRecordAway: false,
  strike: async ({ installation, people }) => {
    const [ahead, late, worker] = await Promise.all([
      installation.another('serve', { clockAheadMs: AHEAD_MS }),
      installation.another('serve', { clockAheadMs: -AHEAD_MS }),
      installation.another('work', { clockAheadMs: AHEAD_MS }),
    ]);
    for (const [address, ready] of [
      [ahead.address, false],
      [late.address, false],
      [installation.address, true],
    ] as const)
      expect(await clockOf(address)).toEqual({ status: ready ? 200 : 503, ok: ready });
    people.sayTo([ahead.address, late.address]);
    await delay(AT_ONCE_MS / 2);
    people.sayTo([late.address]);
    await delay(AT_ONCE_MS / 2);
    people.sayTo([installation.address]);
    await delay(1_000);
    for (const other of [ahead, late, worker]) await other.stop();
    return undefined;
  },
};

async function clockOf(address: string): Promise<{ readonly status: number; readonly ok: boolean }> {
  const response = await fetch(`${address}/readyz`);
  const { clock } = (await response.json()) as { readonly clock: { readonly ok: boolean } };
  return { status: response.status, ok: clock.ok };
}
