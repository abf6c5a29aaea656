import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { instantFromEpochMs, londonDateOf } from '../domain/calendar/instant.ts';
import type { FeedSource } from '../domain/feeds/source.ts';

/** A file that was written to so lately may not be whole yet. */
const STILL_MS = 60_000;

/** A folder into which the source writes its CSV files; they are taken when none has been written to for a minute. */
export function feedFromFolder(folder: string, now: () => number): FeedSource {
  return {
    read: async () => {
      const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.csv')).sort();
      const times = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).mtimeMs));
      const latest = Math.max(...times);
      if (names.length === 0 || latest > now() - STILL_MS) return null;
      const files = await Promise.all(
        names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(path.join(folder, name))) })),
      );
      return { asAt: londonDateOf(instantFromEpochMs(Math.floor(latest))), files };
    },
  };
}
