import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../../platform/running-process.ts';

type Running = { readonly pid: number; stop(): Promise<unknown> };

export type Kept<One extends Running> = {
  /** Null between its end and its next start. */
  current(): One | null;
  /** What stopping it answered. */
  stop(): Promise<unknown>;
};

/** Starts something again when it ends, as Docker does by `restart: unless-stopped`. */
export async function keepRunning<One extends Running>(start: () => Promise<One>): Promise<Kept<One>> {
  let current: One | null = await start();
  let isStopping = false;
  const stopping = (): boolean => isStopping;
  const watching = (async () => {
    while (!stopping()) {
      await delay(200);
      if (current !== null && (await isRunning(current.pid))) continue;
      current = null;
      await delay(300);
      if (!stopping()) current = await start().catch(() => null);
    }
  })();
  const stop = async (): Promise<unknown> => {
    isStopping = true;
    await watching;
    return current?.stop();
  };
  return { current: () => current, stop };
}
