import { spawn } from 'node:child_process';
import { mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { readKept, writeKept } from './kept-file.ts';
import { findFreePort, isListening } from './ports.ts';
import { commandLineOf, endProcess, isRunning } from './running-process.ts';
import { prepareNamespace } from './temporal-namespace.ts';

const START_BOUND_MS = 30_000;
const STOP_BOUND_MS = 15_000;

export type TemporalServer = {
  /** host:port for clients and workers. */
  readonly address: string;
  /** Temporal's own pages; null when they are switched off. */
  readonly uiAddress: string | null;
  readonly pid: number;
  stop(): Promise<void>;
};

export type TemporalServerSettings = {
  readonly program: string;
  readonly dataDir: string;
  readonly namespace: string;
  readonly ui: boolean;
  /** More arguments, such as the switches of time skipping in tests. */
  readonly extraArgs?: readonly string[];
};

type Placed = { readonly pid: number; readonly port: number; readonly uiPort: number | null };
type Place = { readonly folder: string; readonly file: string };

/**
 * Starts the server on the database file of a data directory, or adopts the one that still runs on it because its
 * parent was killed. It runs in a session of its own, so that a Ctrl-C of the terminal reaches us first and we stop it last.
 */
export async function startTemporalServer(settings: TemporalServerSettings): Promise<TemporalServer> {
  const folder = path.join(settings.dataDir, 'temporal');
  await mkdir(folder, { recursive: true });
  const place = await locate(settings.dataDir);
  const running = await findRunning(place);
  const adopted = running !== null && (await isAsAsked(running, settings, place)) && (await answers(running, settings));
  if (running !== null && !adopted) await endProcess(running.pid, STOP_BOUND_MS);
  const server = adopted ? running : await startAnew(settings, place);
  return {
    pid: server.pid,
    address: `127.0.0.1:${String(server.port)}`,
    uiAddress: server.uiPort === null ? null : `http://127.0.0.1:${String(server.uiPort)}`,
    stop: () => stopServer(server, place),
  };
}

/** The address of the server that runs on this data directory; null when none does. */
export async function readEmbeddedTemporalAddress(dataDir: string): Promise<string | null> {
  const running = await findRunning(await locate(dataDir)).catch(() => null);
  return running === null ? null : `127.0.0.1:${String(running.port)}`;
}

async function locate(dataDir: string): Promise<Place> {
  // The real path: a running server is known again by the database file on its command line.
  const folder = path.join(await realpath(dataDir), 'temporal');
  return { folder, file: path.join(folder, 'server.json') };
}

/** Two attempts more, because a free port may be taken before the server listens on it. */
async function startAnew(settings: TemporalServerSettings, place: Place): Promise<Placed> {
  let fault: unknown;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const server = await spawnServer(settings, place);
    try {
      await awaitServer(server, settings);
      return server;
    } catch (error) {
      fault = error;
      await stopServer(server, place);
    }
  }
  const log = (await readKept(logFile(place)))?.split('\n').slice(-5).join('\n') ?? '';
  throw new Error(`The Temporal server in ${place.folder} did not start. The end of its log:\n${log}`, {
    cause: fault,
  });
}

async function spawnServer(settings: TemporalServerSettings, place: Place): Promise<Placed> {
  const remembered = await readPlaced(place);
  const port = await findFreePort(remembered?.port);
  const uiPort = settings.ui ? await findFreePort(remembered?.uiPort ?? undefined) : null;
  const log = await open(logFile(place), 'a', 0o600);
  try {
    const args = serverArguments({ port, uiPort }, settings, place);
    const child = spawn(settings.program, args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      cwd: place.folder,
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        resolve(child.pid ?? 0);
      });
    });
    child.unref();
    const server = { pid, port, uiPort };
    await writeKept(place.file, JSON.stringify(server));
    return server;
  } finally {
    await log.close();
  }
}

function serverArguments(ports: Omit<Placed, 'pid'>, settings: TemporalServerSettings, place: Place): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.port)],
    ...(ports.uiPort === null ? ['--headless'] : ['--ui-port', String(ports.uiPort)]),
    ...['--namespace', settings.namespace, '--db-filename', path.join(place.folder, 'temporal.db')],
    // Twice as fast as the default, and what was acknowledged survives a power cut.
    ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'],
    ...['--log-level', 'error'],
    ...(settings.extraArgs ?? []),
  ];
}

async function awaitServer(server: Placed, settings: TemporalServerSettings): Promise<void> {
  const until = Date.now() + START_BOUND_MS;
  while (!(await answers(server, settings))) {
    if (!(await isRunning(server.pid))) throw new Error('the server ended');
    if (Date.now() > until) throw new Error('the server does not answer');
    await delay(50);
  }
}

/** Serving, with the namespace as the product needs it. */
async function answers(server: Placed, settings: TemporalServerSettings): Promise<boolean> {
  // The client backs off for a second after its first failure: ask it only when there is somebody to answer.
  if (!(await isListening(server.port))) return false;
  const connection = Connection.lazy({ address: `127.0.0.1:${String(server.port)}`, connectTimeout: 1_000 });
  try {
    await connection.withDeadline(Date.now() + 1_000, () => connection.healthService.check({}));
    await connection.withDeadline(Date.now() + START_BOUND_MS, () => prepareNamespace(connection, settings.namespace));
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

/** A process id alone may be another's by now: it must run on this very database file. */
async function findRunning(place: Place): Promise<Placed | null> {
  const placed = await readPlaced(place);
  if (placed === null || !(await isRunning(placed.pid))) return null;
  return (await commandLineOf(placed.pid)).includes(place.folder) ? placed : null;
}

async function isAsAsked(running: Placed, settings: TemporalServerSettings, place: Place): Promise<boolean> {
  if (settings.ui !== (running.uiPort !== null)) return false;
  return (await commandLineOf(running.pid)).endsWith(serverArguments(running, settings, place).join(' '));
}

async function readPlaced(place: Place): Promise<Placed | null> {
  const kept = await readKept(place.file);
  const read: unknown = kept === null ? null : JSON.parse(kept);
  return isPlaced(read) ? read : null;
}

function isPlaced(value: unknown): value is Placed {
  if (typeof value !== 'object' || value === null) return false;
  if (!('pid' in value && 'port' in value && 'uiPort' in value)) return false;
  return [value.pid, value.port, value.uiPort ?? 0].every((number) => typeof number === 'number');
}

/** Waits until it has gone: a second server on the same file would find it locked. */
async function stopServer(server: Placed, place: Place): Promise<void> {
  if ((await findRunning(place))?.pid === server.pid) await endProcess(server.pid, STOP_BOUND_MS);
}

const logFile = (place: Place): string => path.join(place.folder, 'server.log');
