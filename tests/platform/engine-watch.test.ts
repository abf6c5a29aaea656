import { describe, expect, test } from 'vitest';
import { watchEngine } from '../../platform/engine-watch.ts';
import type { Ensured } from '../../platform/schedules.ts';
import { until } from '../workflows/kept-server.ts';

const log = { warn: () => undefined, debug: () => undefined };

const SCHEDULES: Ensured = { sweep: false, delivery: true, feed: null };

/** An engine that can be emptied, and taken away. */
function createEngine() {
  const state = {
    id: 'engine-a',
    isAway: false,
    hasNamespace: true,
    prepared: 0,
    schedules: 0,
    asked: [] as Ensured[],
  };
  const ask = async <T>(answer: () => T): Promise<T> => {
    if (state.isAway) throw new Error('the engine is away');
    return answer();
  };
  const engine = {
    prepare: () =>
      ask(() => {
        state.prepared += 1;
        state.hasNamespace = true;
      }),
    engineId: () =>
      ask(() => {
        if (!state.hasNamespace) throw new Error('there is no such namespace');
        return state.id;
      }),
    ensureSchedules: (which: Ensured) =>
      ask(() => {
        state.schedules += 1;
        state.asked.push(which);
      }),
  };
  return { state, engine };
}

async function watching(story: (by: ReturnType<typeof createEngine> & { id: () => string }) => Promise<void>) {
  const by = createEngine();
  const { engineId, run } = await watchEngine(by.engine, { schedules: SCHEDULES, log, everyMs: 5 });
  const stop = new AbortController();
  const running = run(stop.signal);
  try {
    await story({ ...by, id: engineId });
  } finally {
    stop.abort();
    await running;
  }
}

describe('the watch over the engine', () => {
  test('prepares it once for as long as it is the same', () =>
    watching(async ({ state, id }) => {
      expect([id(), state.prepared, state.schedules]).toEqual(['engine-a', 1, 1]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([id(), state.prepared, state.schedules]).toEqual(['engine-a', 1, 1]);
    }));

  test('prepares one that was emptied, namespace and Schedules too, and goes by its id', () =>
    watching(async ({ state, id }) => {
      Object.assign(state, { isAway: true });
      Object.assign(state, { id: 'engine-b', hasNamespace: false });
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(id()).toBe('engine-a');
      Object.assign(state, { isAway: false });
      await until('the other engine', () => id() === 'engine-b');
      expect([state.prepared, state.schedules]).toEqual([2, 2]);
    }));

  test('makes the Schedules that are asked for, no others', () =>
    watching(async ({ state, id }) => {
      Object.assign(state, { id: 'engine-b' });
      await until('the other engine', () => id() === 'engine-b');
      expect(state.asked).toEqual([SCHEDULES, SCHEDULES]);
    }));
});
