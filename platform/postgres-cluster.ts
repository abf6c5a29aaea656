import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readKept, writeKept } from './kept-file.ts';
import { findAccount, type Account } from './postgres-account.ts';
import { placeCluster } from './postgres-place.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';

const run = promisify(execFile);

/** Owner of the cluster and of everything in it. */
export const OWNER = 'holdfast';

/** The files of one PostgreSQL server, with what it takes to run it. */
export type Cluster = {
  readonly folder: string;
  readonly programs: PostgresPrograms;
  readonly account: Account;
  readonly password: string;
  readonly settings: Readonly<Record<string, string>>;
};

/** Opens the cluster of a data directory; makes it the first time. */
export async function openCluster(dataDir: string, settings: Readonly<Record<string, string>>): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const account = await findAccount();
  const programs = await findPostgresPrograms(account);
  const cluster = {
    // The real path: a running server is known again by the path on its command line.
    folder: await placeCluster(await realpath(dataDir), account),
    programs,
    account,
    password: await readPassword(dataDir),
    settings,
  };
  if (!(await exists(cluster.folder))) await initialise(cluster);
  return cluster;
}

async function readPassword(dataDir: string): Promise<string> {
  const kept = await readKept(passwordFile(dataDir));
  if (kept !== null) return kept;
  const password = randomBytes(24).toString('hex');
  await writeKept(passwordFile(dataDir), password);
  return password;
}

/**
 * Made under another name and renamed when whole: a kill in between leaves nothing that looks like a cluster.
 * The name is new each time, because `initdb` of a killed parent may still be writing into the last one.
 */
async function initialise(cluster: Cluster): Promise<void> {
  await removeUnfinished(cluster);
  const unfinished = await mkdtemp(`${cluster.folder}.new-`);
  const passwordHandover = `${unfinished}.handover`;
  await writeFile(passwordHandover, cluster.password, { mode: 0o600 });
  try {
    await giveTo(cluster.account, [unfinished, passwordHandover]);
    await assertReachable(cluster, unfinished);
    await run(cluster.programs.initdb, initdbArguments(unfinished, passwordHandover), { ...cluster.account, cwd: '/' });
    await rename(unfinished, cluster.folder);
  } finally {
    await rm(passwordHandover, { force: true });
  }
}

async function removeUnfinished({ folder }: Cluster): Promise<void> {
  const parent = path.dirname(folder);
  const left = (await readdir(parent)).filter((name) => name.startsWith(`${path.basename(folder)}.new-`));
  for (const name of left) {
    // What an orphan goes on writing to is removed at the next chance.
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function initdbArguments(folder: string, passwordHandover: string): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordHandover}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The order of text must not depend on what the machine happens to have installed.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

async function giveTo(account: Account, places: readonly string[]): Promise<void> {
  if (!('uid' in account)) return;
  for (const place of places) await chown(place, account.uid, account.gid);
}

async function assertReachable(cluster: Cluster, folder: string): Promise<void> {
  for (const place of [cluster.programs.postgres, folder]) {
    try {
      await run('test', ['-x', place], { ...cluster.account, cwd: '/' });
    } catch (error) {
      throw new Error(
        `PostgreSQL does not run as root, and the account "postgres" cannot enter ${place}. ` +
          'Move Holdfast and its data directory (HOLDFAST_DATA_DIR) to folders that every account may enter, ' +
          'run it as another account, or set HOLDFAST_DATABASE_URL.',
        { cause: error },
      );
    }
  }
}

async function exists(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}

export const passwordFile = (dataDir: string): string => path.join(dataDir, 'postgres.password');
