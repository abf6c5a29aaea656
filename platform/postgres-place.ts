import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readKept, writeKept } from './kept-file.ts';
import type { Account } from './postgres-account.ts';

const run = promisify(execFile);

/** Where root puts what the account of PostgreSQL has to reach, as packages do. */
const OPEN_FOLDER = '/var/lib/holdfast';

/**
 * Started as root in a closed folder such as /root, neither the programs nor the files could be entered by the account
 * that PostgreSQL runs as: both then lie in /var/lib/holdfast, and the data directory remembers where.
 */
export async function placeCluster(dataDir: string, account: Account): Promise<string> {
  if (await canEnter(account, dataDir)) return path.join(dataDir, 'postgres');
  const note = path.join(dataDir, 'postgres.place');
  const kept = await readKept(note);
  if (kept !== null) return kept;
  const place = path.join(OPEN_FOLDER, randomBytes(8).toString('hex'), 'postgres');
  await mkdir(path.dirname(place), { recursive: true, mode: 0o755 });
  await writeKept(note, place);
  return place;
}

/** The folder of the programs, or a copy of it that the account can enter. */
export async function placePrograms(native: string, account: Account): Promise<string> {
  if (await canEnter(account, native)) return native;
  // Another build of the programs has other sizes or another time, and gets another copy.
  const { mtimeMs, size } = await stat(path.join(native, 'bin', 'postgres'));
  const copy = path.join(OPEN_FOLDER, `programs-${String(size)}-${String(Math.trunc(mtimeMs))}`);
  if (await canEnter(account, copy)) return copy;
  const unfinished = `${copy}.${String(process.pid)}.new`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}

async function canEnter(account: Account, folder: string): Promise<boolean> {
  return run('test', ['-x', folder], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
