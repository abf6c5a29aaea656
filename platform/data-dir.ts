import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readKept } from './kept-file.ts';
import { commandLineOf, isRunning } from './running-process.ts';

/** Raised when another Holdfast already runs its embedded parts on a data directory. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';

  constructor(dataDir: string, pid: number) {
    super(
      `Another Holdfast (process ${String(pid)}) already runs on ${dataDir}. Stop it, or give this one a directory of its own (--data-dir).`,
    );
  }
}

/**
 * Claims a data directory for this process and answers how to let go of it. Two owners would adopt the same servers,
 * and the first to stop would take them away from the other. The claim of a killed process lapses by itself.
 */
export async function claimDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, 'holdfast.pid');
  const owner = await findOwner(file);
  if (owner !== null) throw new DataDirInUse(dataDir, owner);
  await rm(file, { force: true });
  const claim = [String(process.pid), await commandLineOf(process.pid)].join('\n');
  try {
    await writeFile(file, claim, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const quicker = await findOwner(file);
    throw quicker === null ? error : new DataDirInUse(dataDir, quicker);
  }
  return () => rm(file, { force: true });
}

/** The process that holds the claim; a process that merely has its number by now does not. */
async function findOwner(file: string): Promise<number | null> {
  const [first, ...commandLine] = (await readKept(file))?.split('\n') ?? [];
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !(await isRunning(pid))) return null;
  return (await commandLineOf(pid)) === commandLine.join('\n').trim() ? pid : null;
}
