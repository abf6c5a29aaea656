import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readKept, writeKept } from './kept-file.ts';
import { withClient } from './pg-client.ts';
import { findFreePort } from './ports.ts';
import { OWNER, openCluster, passwordFile, type Cluster } from './postgres-cluster.ts';
import { commandLineOf, existsAsProcess, isRunning } from './running-process.ts';

const run = promisify(execFile);

const DATABASE = 'holdfast';

export type EmbeddedPostgres = {
  readonly databaseUrl: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
};

type PostgresDeps = {
  readonly dataDir: string;
  /** Server settings beyond our own, such as `fsync=off` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
};

/**
 * Starts the PostgreSQL of a data directory, or adopts the one that still runs on it because its parent was killed.
 * It runs in a session of its own, so that a Ctrl-C of the terminal reaches us first and we stop it last.
 */
export async function startEmbeddedPostgres({ dataDir, settings = {} }: PostgresDeps): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(dataDir, settings);
  try {
    if ((await readPostmaster(cluster)) === null) await startServer(cluster, dataDir);
    const postmaster = await readPostmaster(cluster);
    if (postmaster === null) throw new Error('it ended at once');
    await createDatabaseOnce(addressOf(postmaster.port, cluster.password, 'postgres'));
    return {
      ...postmaster,
      databaseUrl: addressOf(postmaster.port, cluster.password, DATABASE),
      stop: () => stopServer(cluster),
    };
  } catch (error) {
    throw new Error(await explainFault(cluster, error), { cause: error });
  }
}

/** The address of the PostgreSQL that was last started on this data directory; null when there never was one. */
export async function readEmbeddedDatabaseUrl(dataDir: string): Promise<string | null> {
  const [password, port] = await Promise.all([readKept(passwordFile(dataDir)), readKept(portFile(dataDir))]);
  return password === null || port === null ? null : addressOf(Number(port), password, DATABASE);
}

/** Orphans of a killed server hold its memory for a moment, and a free port may be taken before it is used: hence again. */
async function startServer(cluster: Cluster, dataDir: string, attempt = 1): Promise<void> {
  await clearAfterZombie(cluster);
  const remembered = await readKept(portFile(dataDir));
  const port = await findFreePort(remembered === null ? undefined : Number(remembered));
  try {
    const options = ['--log', path.join(cluster.folder, 'server.log'), '--options', serverOptions(cluster, port)];
    await pgCtl(cluster, ['start', '--wait', '--timeout=60', '--silent', ...options]);
  } catch (error) {
    if (attempt >= 5) throw error;
    await delay(500 * attempt);
    return startServer(cluster, dataDir, attempt + 1);
  }
  await writeKept(portFile(dataDir), String(port));
}

function serverOptions(cluster: Cluster, port: number): string {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...cluster.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

/** A committed transaction is never undone by `fast`: it ends connections and writes what is open to disk. */
async function stopServer(cluster: Cluster): Promise<void> {
  if ((await readPostmaster(cluster)) === null) return;
  await pgCtl(cluster, ['stop', '--mode=fast', '--wait', '--timeout=60', '--silent']);
}

/** The server of this very data directory; null when it does not run. A killed one that nobody has reaped yet does not. */
async function readPostmaster(cluster: Cluster): Promise<{ pid: number; port: number } | null> {
  const file = await readPidFile(cluster);
  if (file === null || !(await isRunning(file.pid))) return null;
  const owned = (await commandLineOf(file.pid)).includes(cluster.folder);
  return owned ? { pid: file.pid, port: file.port } : null;
}

type PidFile = { readonly pid: number; readonly port: number; readonly memoryId: string };

async function readPidFile(cluster: Cluster): Promise<PidFile | null> {
  const lines = (await readKept(pidFile(cluster)))?.split('\n');
  if (lines === undefined) return null;
  return { pid: Number(lines[0]), port: Number(lines[3]), memoryId: lines[6]?.trim().split(/\s+/)[1] ?? '' };
}

/**
 * Where nobody reaps orphans (a container whose first process is ours) a killed server stays a zombie,
 * which PostgreSQL takes for alive and refuses to start. Its pid file may go once no orphan is attached to its memory.
 */
async function clearAfterZombie(cluster: Cluster): Promise<void> {
  const file = await readPidFile(cluster);
  if (file === null || !existsAsProcess(file.pid) || (await isRunning(file.pid))) return;
  const memory = (await readKept('/proc/sysvipc/shm'))?.split('\n').map((line) => line.trim().split(/\s+/));
  const attached = memory?.find((fields) => fields[1] === file.memoryId)?.[6];
  if (attached === '0') await rm(pidFile(cluster), { force: true });
}

async function pgCtl(cluster: Cluster, options: readonly string[]): Promise<void> {
  const { programs, account, folder } = cluster;
  await run(programs.pgCtl, [...options, '--pgdata', folder], { ...account, cwd: '/', timeout: 90_000 });
}

async function createDatabaseOnce(address: string): Promise<void> {
  await withClient({ connectionString: address }, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function explainFault(cluster: Cluster, error: unknown): Promise<string> {
  const log = await readKept(path.join(cluster.folder, 'server.log')).catch(() => null);
  const last = log === null ? '' : `\nThe end of its log:\n${log.split('\n').slice(-5).join('\n')}`;
  return `The embedded PostgreSQL in ${cluster.folder} did not start: ${error instanceof Error ? error.message : 'unknown fault'}${last}`;
}

function addressOf(port: number, password: string, database: string): string {
  return `postgresql://${OWNER}:${password}@127.0.0.1:${String(port)}/${database}`;
}

const pidFile = (cluster: Cluster): string => path.join(cluster.folder, 'postmaster.pid');
const portFile = (dataDir: string): string => path.join(dataDir, 'postgres.port');
