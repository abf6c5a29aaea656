import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { processEnvironment, readConfig, type Config, type Environment } from '../platform/config.ts';
import { claimDataDir } from '../platform/data-dir.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { mailFolder, startMailSink } from '../platform/mail/sink.ts';
import { findFreePort } from '../platform/ports.ts';
import { isRunning } from '../platform/running-process.ts';
import { findTemporalProgram, programSources } from '../platform/temporal-program.ts';
import { startTemporalServer, type TemporalServer } from '../platform/temporal-server.ts';
import { awaitAnswer } from './await-answer.ts';
import { importSamples } from './first-samples.ts';
import { install } from './install.ts';
import type { Io } from './io.ts';
import { writeRunning } from './running.ts';
import { ALLOCATOR, serviceArguments } from './service.ts';
import { stopSignal } from './stop-signal.ts';

const HELP = `Usage: holdfast start [--port <port>] [--data-dir <folder>] [--empty]

Starts PostgreSQL, Temporal, a worker and the API on this machine, from nothing or where they stopped.
  --port <port>        port of the API (default 3000, or the next free one)
  --data-dir <folder>  where everything is kept (default .holdfast)
  --empty              do not import the synthetic samples into an empty installation
`;

/** A service of ours that crashed is started again after this; what it left half-way the next one finishes. */
const RESTART_AFTER_MS = 1_000;
const STOP_BOUND_MS = 20_000;
const WATCH_EVERY_MS = 500;

/** `holdfast start`: the whole of Holdfast on one machine, embedded parts included. */
export async function runStart(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'data-dir': { type: 'string' },
      empty: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    io.stdout.write(HELP);
    return 0;
  }
  const environment: Environment = {
    ...processEnvironment(),
    ...(values.port === undefined ? {} : { HOLDFAST_PORT: values.port }),
    ...(values['data-dir'] === undefined ? {} : { HOLDFAST_DATA_DIR: values['data-dir'] }),
  };
  const config = readConfig(environment);
  const say = (text: string): void => {
    io.stderr.write(`${text}\n`);
  };
  const stopping = stopSignal();
  const stops: (() => Promise<void>)[] = [];
  try {
    const running = await startAll({ config, environment, say, stops });
    const empty = values.empty === true;
    await Promise.race([stopping, afterStart(running, { io, say, empty, config })]);
    await stopping;
    say('Stopping …');
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : 'Holdfast could not start.');
    return 1;
  } finally {
    for (const stop of stops.reverse()) await stop();
    say('Stopped. What was recorded is kept; start again to go on.');
  }
}

type Starting = {
  readonly config: Config;
  readonly environment: Environment;
  readonly say: (text: string) => void;
  readonly stops: (() => Promise<void>)[];
};
type Running = { readonly address: string; readonly uiAddress: string | null };

async function startAll({ config, environment, say, stops }: Starting): Promise<Running> {
  await mkdir(config.dataDir, { recursive: true });
  await chmod(config.dataDir, 0o755);
  stops.push(await claimDataDir(config.dataDir));
  const database = await step('Database', say, () => keepServer('database', () => startDatabase(config), say));
  stops.push(() => database.stop());
  const postgres = database.first;
  const databaseUrl = config.databaseUrl ?? postgres?.databaseUrl ?? '';
  await step('Schema', say, () => install(databaseUrl));
  const engine = await step('Engine', say, () => keepServer('engine', () => startEngine(config, say), say));
  stops.push(() => engine.stop());
  const temporal = engine.first;
  const port = await findFreePort(config.http.port);
  if (port !== config.http.port) say(`  Port ${String(config.http.port)} is taken; using ${String(port)}.`);
  const sink =
    config.mail === null
      ? await startMailSink({ folder: mailFolder(config.dataDir), port: await findFreePort() })
      : null;
  if (sink !== null) stops.push(() => sink.stop());
  const address = `http://${config.http.host}:${String(port)}`;
  const services: Environment = {
    ...environment,
    ...(sink === null ? {} : { HOLDFAST_SMTP_URL: `smtp://127.0.0.1:${String(sink.port)}` }),
    HOLDFAST_PUBLIC_URL: environment['HOLDFAST_PUBLIC_URL'] ?? address,
    HOLDFAST_DATABASE_URL: databaseUrl,
    HOLDFAST_TEMPORAL_ADDRESS: config.temporal.address ?? temporal?.address ?? '',
    HOLDFAST_PORT: String(port),
  };
  for (const name of ['work', 'serve'] as const) stops.push(keepRunning(name, services, say));
  await step('Worker and API', say, () => awaitAnswer(`${address}/readyz`));
  await writeRunning(config.dataDir, address);
  return { address, uiAddress: temporal?.uiAddress ?? null };
}

async function step<T>(name: string, say: (text: string) => void, run: () => Promise<T>): Promise<T> {
  say(`${name} …`);
  try {
    return await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new Error(`${name} could not start: ${reason}`, { cause: error });
  }
}

async function startDatabase(config: Config): Promise<EmbeddedPostgres | null> {
  return config.databaseUrl === null ? startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
}

async function startEngine(config: Config, say: (text: string) => void): Promise<TemporalServer | null> {
  if (config.temporal.address !== null) return null;
  const { dataDir, cacheDir, temporal } = config;
  const program = await findTemporalProgram({ binary: temporal.binary, dataDir, cacheDir }, programSources(say));
  return startTemporalServer({ program, dataDir, namespace: temporal.namespace, ui: temporal.ui });
}

type Server = { readonly pid: number; stop(): Promise<void> };

/** Starts a server that we own and starts it again on its files when it dies; null: it runs elsewhere, and is not ours to keep. */
async function keepServer<Kept extends Server>(
  name: string,
  start: () => Promise<Kept | null>,
  say: (text: string) => void,
): Promise<{ readonly first: Kept | null; stop(): Promise<void> }> {
  const first = await start();
  const stopping = new AbortController();
  let current = first;
  const watch = async (): Promise<void> => {
    while (current !== null && !stopping.signal.aborted) {
      await delay(WATCH_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (await isRunning(current.pid)) continue;
      say(`The ${name} ended; starting it again.`);
      current = (await start().catch(() => null)) ?? current;
    }
  };
  const watching = watch();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await watching;
    await current?.stop();
  };
  return { first, stop };
}

/** Runs one of our services as a process of its own and starts it again when it dies; gives the way to stop it. */
function keepRunning(
  name: 'work' | 'serve',
  environment: Environment,
  say: (text: string) => void,
): () => Promise<void> {
  let stopped = false;
  let child: ChildProcess | null = null;
  const run = (): void => {
    child = spawn(process.execPath, [...serviceArguments(name)], {
      env: { ...ALLOCATOR, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('exit', (code, signal) => {
      if (stopped) return;
      say(`The ${name} process ended (${signal ?? String(code)}); starting it again.`);
      setTimeout(run, RESTART_AFTER_MS);
    });
  };
  run();
  return async () => {
    stopped = true;
    const current = child;
    if (current === null || current.exitCode !== null) return;
    const ended = new Promise((resolve) => current.once('exit', resolve));
    current.kill('SIGTERM');
    await Promise.race([ended, delay(STOP_BOUND_MS, undefined, { ref: false })]);
    current.kill('SIGKILL');
  };
}

async function afterStart(
  { address, uiAddress }: Running,
  {
    io,
    say,
    empty,
    config,
  }: { readonly io: Io; readonly say: (text: string) => void; readonly empty: boolean; readonly config: Config },
): Promise<void> {
  say('');
  say(`Holdfast runs: open ${address}/docs`);
  if (uiAddress !== null) say(`Temporal's own pages: ${uiAddress}`);
  say('A token to try it: npx holdfast token --role iro');
  if (config.mail === null) say(`Mail is kept to look at: GET /v1/mails, or ${mailFolder(config.dataDir)}`);
  if (!empty) await importSamples(address, { config, io, say });
  say('Press Ctrl-C to stop.');
}
