import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApiClient, type ApiClient } from '../cli/api-client.ts';
import { install } from '../cli/install.ts';
import { connectParts, type Parts } from '../cli/own-parts.ts';
import { processEnvironment, readConfig, type Environment } from '../platform/config.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { issueToken } from '../platform/identity.ts';
import { findFreePort } from '../platform/ports.ts';
import { findTemporalProgram, programSources } from '../platform/temporal-program.ts';
import { startTemporalServer } from '../platform/temporal-server.ts';
import { ALLOCATOR, serviceArguments } from '../cli/service.ts';

/** One of our two services as a process of its own, as `holdfast start` runs it. */
export type Service = {
  /** Resident memory in MB, now and at its highest. */
  memory(): Promise<{ readonly now: number; readonly highest: number }>;
  stop(): Promise<void>;
};

/** Holdfast with servers of its own, whose worker and API can be stopped and started one by one. */
export type Installation = {
  readonly dataDir: string;
  readonly parts: Parts;
  readonly worker: Service;
  readonly api: Service;
  /** The API as this person, who may do everything. */
  as(person: string): Promise<ApiClient>;
  startWorker(): Promise<Service>;
  /** An API on another database of the same server. */
  serveOn(database: string): Promise<{ readonly service: Service; readonly client: ApiClient }>;
  stopServices(): Promise<void>;
  stop(): Promise<void>;
};

const READY_BOUND_MS = 120_000;
const ROLES = ['administrator', 'social-worker', 'iro'] as const;

export async function startInstallation(dataDir: string): Promise<Installation> {
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, 0o755);
  // The moment of a commit is what "written" means below.
  const database = await startEmbeddedPostgres({ dataDir, settings: { track_commit_timestamp: 'on' } });
  await install(database.databaseUrl);
  const config = readConfig({ ...processEnvironment(), HOLDFAST_DATA_DIR: dataDir });
  const { cacheDir, temporal } = config;
  const program = await findTemporalProgram(
    { binary: temporal.binary, dataDir, cacheDir },
    programSources(() => undefined),
  );
  const engine = await startTemporalServer({ program, dataDir, namespace: temporal.namespace, ui: false });
  const [port, workerPort] = [await findFreePort(), await findFreePort()];
  const environment: Environment = {
    ...processEnvironment(),
    HOLDFAST_DATA_DIR: dataDir,
    HOLDFAST_DATABASE_URL: database.databaseUrl,
    HOLDFAST_TEMPORAL_ADDRESS: engine.address,
    HOLDFAST_PORT: String(port),
    HOLDFAST_WORKER_PORT: String(workerPort),
    HOLDFAST_LOG_LEVEL: 'error',
  };
  const running: Service[] = [];
  const run = async (name: 'work' | 'serve', changed: Environment = {}): Promise<Service> => {
    const asked = { ...environment, ...changed };
    const service = await startService(name, asked);
    running.push(service);
    return service;
  };
  const parts = await connectParts(readConfig(environment));
  const api = await run('serve');
  const worker = await run('work');
  const as = async (person: string, at = port): Promise<ApiClient> =>
    createApiClient(`http://127.0.0.1:${String(at)}`, await issueToken(dataDir, { person, roles: [...ROLES] }));
  const stopServices = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((service) => service.stop()));
  };
  return {
    dataDir,
    parts,
    worker,
    api,
    as,
    startWorker: () => run('work'),
    serveOn: async (name) => {
      const url = new URL(database.databaseUrl);
      url.pathname = `/${name}`;
      const other = await findFreePort();
      const service = await run('serve', { HOLDFAST_DATABASE_URL: url.href, HOLDFAST_PORT: String(other) });
      return { service, client: await as('bench', other) };
    },
    stopServices,
    stop: async () => {
      await stopServices();
      await parts.close();
      await engine.stop();
      await database.stop();
    },
  };
}

async function startService(name: 'work' | 'serve', environment: Environment): Promise<Service> {
  const child = spawn(process.execPath, [...serviceArguments(name)], {
    env: { ...ALLOCATOR, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = name === 'work' ? environment['HOLDFAST_WORKER_PORT'] : environment['HOLDFAST_PORT'];
  await ready(`http://127.0.0.1:${port ?? ''}/readyz`, child);
  return {
    memory: () => memoryOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_BOUND_MS;
  while ((await fetch(url).catch(() => null))?.ok !== true) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${String(child.exitCode)}`);
    if (performance.now() > until) throw new Error(`no answer at ${url}`);
    await delay(50);
  }
}

/** As the kernel counts it (Linux). */
async function memoryOf(pid: number): Promise<{ readonly now: number; readonly highest: number }> {
  const status = await readFile(path.join('/proc', String(pid), 'status'), 'utf8');
  const megabytes = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
}
