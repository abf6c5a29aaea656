import { setTimeout as delay } from 'node:timers/promises';
import type { EngineClient } from './engine-client.ts';
import type { Log } from './log.ts';
import type { Ensured } from './schedules.ts';

/** An engine emptied under a running worker is noticed within this; one look is one small request. */
const LOOK_EVERY_MS = 10_000;

export type EngineWatch = {
  /** The engine as it was last seen. */
  readonly engineId: () => string;
  /** Looks again until asked to stop. */
  readonly run: (stop: AbortSignal) => Promise<void>;
};

type Watched = Pick<EngineClient, 'prepare' | 'engineId' | 'ensureSchedules'>;
type Watching = {
  /** Which Schedules are made. */
  readonly schedules: Ensured;
  readonly log: Pick<Log, 'warn' | 'debug'>;
  readonly everyMs?: number;
};

/**
 * Prepares the engine that a worker works for, and again whenever it is another one: emptied, restored or replaced while the
 * worker runs. By its new id all that was armed in the old one counts as unarmed, and the starter does the rest.
 */
export async function watchEngine(
  engine: Watched,
  { schedules, log, everyMs = LOOK_EVERY_MS }: Watching,
): Promise<EngineWatch> {
  const prepare = async (): Promise<string> => {
    await engine.prepare();
    await engine.ensureSchedules(schedules);
    return engine.engineId();
  };
  let known = await prepare();
  const look = async (): Promise<void> => {
    // An engine without the namespace knows no id.
    if ((await engine.engineId().catch(() => null)) === known) return;
    const found = await prepare();
    if (found !== known)
      log.warn({ engineId: found }, 'this engine is another one: what waited in it is started again');
    known = found;
  };
  const run = async (stop: AbortSignal): Promise<void> => {
    for (;;) {
      await delay(everyMs, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
      await look().catch((error: unknown) => {
        log.debug({ err: error }, 'the engine is away; it is looked for again');
      });
    }
  };
  return { engineId: () => known, run };
}
