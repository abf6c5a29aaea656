import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeDataDir } from '../support/data-dir.ts';
import { startEmbedded, type EmbeddedSet } from '../support/embedded-set.ts';
import { until } from '../support/installation.ts';
import type { Attack } from './withstand.ts';

const run = promisify(execFile);

/** Room for a new installation and a little work. */
const SIZE = '700m';
const BLOCK = Buffer.alloc(1024 * 1024);
const FULL_MS = 3_000;

export type SmallDisk = EmbeddedSet & { readonly filler: string };

/** An installation, database and engine, on a disk of its own; null where this account may mount none. */
export async function startOnSmallDisk(): Promise<SmallDisk | null> {
  const { dataDir: disk, remove } = await makeDataDir();
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', disk]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    await remove();
    return null;
  }
  const unmount = async (): Promise<void> => {
    await run('umount', [disk]);
    await remove();
  };
  try {
    const set = await startEmbedded(path.join(disk, 'data'));
    const stop = async (): Promise<void> => {
      await set.stop();
      await unmount();
    };
    return { ...set, filler: path.join(disk, 'filler'), stop };
  } catch (error) {
    await unmount();
    throw error;
  }
}

/** Not a byte is left for the record or the engine; then there is room again. */
export const FULL_DISK: Attack<SmallDisk> = {
  fault: 'full disk',
  takesRecordAway: true,
  strike: async ({ installation, people }) => {
    await delay(1_000);
    await fill(installation.filler);
    try {
      await until(() => Promise.resolve(people.timesAway() > 0), 60_000, 'an answer that the record is away');
      await delay(FULL_MS);
    } finally {
      await rm(installation.filler, { force: true });
    }
    return undefined;
  },
};

/** To the last byte: in ever smaller pieces. */
async function fill(file: string): Promise<void> {
  const filler = await open(file, 'w');
  try {
    for (let size = BLOCK.length; size >= 1;) {
      const written = await filler.write(BLOCK, 0, size).then(
        ({ bytesWritten }) => bytesWritten > 0,
        () => false,
      );
      if (!written) size = Math.floor(size / 2);
    }
  } finally {
    await filler.close();
  }
}
