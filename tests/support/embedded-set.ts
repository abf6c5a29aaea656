import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEmbeddedDatabaseUrl } from '../../platform/embedded-postgres.ts';
import { findFreePort } from '../../platform/ports.ts';
import { isRunning } from '../../platform/running-process.ts';
import { readEmbeddedTemporalAddress } from '../../platform/temporal-server.ts';
import { makeDataDir } from './data-dir.ts';
import { until, type Emptiable, type Part } from './installation.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const SHIFTED_CLOCK = fileURLToPath(new URL('./shifted-clock.ts', import.meta.url));
const SERVERS = { postgres: 'bin/postgres -D', temporal: 'start-dev' } as const;
const QUIET = { HOLDFAST_TEMPORAL_UI: 'false', HOLDFAST_LOG_LEVEL: 'silent' };

/** A worker or an API beside those that the installation keeps. */
export type Another = {
  readonly address: string;
  /** As a power cut would. */
  stop(): Promise<void>;
};

export type Otherwise = {
  /** By how much its clock differs from the others'. */
  readonly clockAheadMs?: number;
  /** Another engine than that of the installation. */
  readonly temporalAddress?: string;
};

export type EmbeddedSet = Emptiable & {
  another(service: 'work' | 'serve', otherwise?: Otherwise): Promise<Another>;
};

/** `npm start` in a data directory of its own, or in the one given. */
export async function startEmbedded(given?: string): Promise<EmbeddedSet> {
  const { dataDir, remove } =
    given === undefined ? await makeDataDir() : { dataDir: given, remove: () => Promise.resolve() };
  await mkdir(dataDir, { recursive: true });
  const port = await findFreePort();
  const address = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [MAIN, 'start', '--empty', '--data-dir', dataDir, '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...QUIET },
  });
  const pid = child.pid ?? 0;
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = `${said}${String(text)}`.slice(-4_000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isAsked = false;
  void ended.then(() => isAsked || process.stderr.write(`holdfast start ended by itself, and said last:\n${said}\n`));
  const others = new Set<Another>();
  const stop = async (): Promise<void> => {
    for (const other of others) await other.stop();
    isAsked = true;
    child.kill('SIGTERM');
    await ended;
    await remove();
  };
  const databaseUrl = async (): Promise<string> => (await readEmbeddedDatabaseUrl(dataDir)) ?? '';
  const find = (part: Part): Promise<number | null> => pidOf(part, { dataDir, pid });
  // Its port is remembered for the next start.
  let temporalAddress = '';
  const set: EmbeddedSet = {
    address,
    dataDir,
    databaseUrl,
    temporalAddress: async () => (temporalAddress ||= (await readEmbeddedTemporalAddress(dataDir)) ?? ''),
    pidOf: find,
    engineText: async () => {
      const files = ['temporal.db', 'temporal.db-wal'].map((file) =>
        readFile(path.join(dataDir, 'temporal', file)).catch(() => Buffer.alloc(0)),
      );
      return (await Promise.all(files)).map(String).join('');
    },
    another: async (service, otherwise = {}) => {
      const other = await startAnother(service, {
        HOLDFAST_DATA_DIR: dataDir,
        HOLDFAST_DATABASE_URL: await databaseUrl(),
        HOLDFAST_TEMPORAL_ADDRESS: otherwise.temporalAddress ?? (await set.temporalAddress()),
        ...shifted(otherwise.clockAheadMs),
      });
      others.add(other);
      return { ...other, stop: () => (others.delete(other) ? other.stop() : Promise.resolve()) };
    },
    emptyEngine: async () => {
      const engine = await find('temporal');
      if (engine === null) throw new Error('no engine runs');
      // Held, so that it does not start the engine again before its files are gone.
      child.kill('SIGSTOP');
      process.kill(engine, 'SIGKILL');
      await until(async () => !(await isRunning(engine)), 10_000, 'the end of the engine');
      const folder = path.join(dataDir, 'temporal');
      for (const file of await readdir(folder))
        if (file.startsWith('temporal.db')) await rm(path.join(folder, file), { force: true });
      child.kill('SIGCONT');
    },
    stop,
  };
  try {
    await until(async () => (await fetch(`${address}/readyz`).catch(() => null))?.ok === true, 90_000, 'the start');
    return set;
  } catch (error) {
    await stop();
    throw error;
  }
}

function shifted(clockAheadMs: number | undefined): NodeJS.ProcessEnv {
  if (clockAheadMs === undefined) return {};
  return { NODE_OPTIONS: `--import ${SHIFTED_CLOCK}`, TEST_CLOCK_AHEAD_MS: String(clockAheadMs) };
}

async function startAnother(service: 'work' | 'serve', environment: NodeJS.ProcessEnv): Promise<Another> {
  const port = await findFreePort();
  const places =
    service === 'serve' ? { HOLDFAST_PORT: String(port) } : { HOLDFAST_WORKER_PORT: String(port), HOLDFAST_PORT: '1' };
  const child = spawn(process.execPath, [MAIN, service], {
    stdio: 'ignore',
    env: { ...process.env, ...QUIET, ...environment, ...places },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = `http://127.0.0.1:${String(port)}`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  await until(async () => (await fetch(`${address}/livez`).catch(() => null))?.ok === true, 60_000, service);
  return { address, stop };
}

/** The process of a part of this installation: its own children, and the servers that name its data directory. */
async function pidOf(part: Part, of: { readonly dataDir: string; readonly pid: number }): Promise<number | null> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const isPart =
      part === 'work' || part === 'serve'
        ? parent === of.pid && line.includes(`main.ts ${part}`)
        : line.includes(of.dataDir) && line.includes(SERVERS[part]);
    if (isPart) return Number(entry);
  }
  return null;
}
