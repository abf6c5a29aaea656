import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { readEmbeddedDatabaseUrl } from '../../platform/embedded-postgres.ts';
import { findFreePort } from '../../platform/ports.ts';
import { killAtRandom, until, type Installation, type Part } from '../support/kill-story.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const SERVERS = { postgres: 'bin/postgres -D', temporal: 'start-dev' } as const;

/** `npm start` in a data directory of its own. */
async function startEmbedded(): Promise<Installation> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-kills-'));
  await chmod(dataDir, 0o755);
  const port = await findFreePort();
  const address = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [MAIN, 'start', '--empty', '--data-dir', dataDir, '--port', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, HOLDFAST_TEMPORAL_UI: 'false', HOLDFAST_LOG_LEVEL: 'silent' },
  });
  const pid = child.pid ?? 0;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const engineText = async () => {
    const files = ['temporal.db', 'temporal.db-wal'].map((file) =>
      readFile(path.join(dataDir, 'temporal', file)).catch(() => Buffer.alloc(0)),
    );
    return (await Promise.all(files)).map(String).join('');
  };
  return {
    address,
    dataDir,
    databaseUrl: async () => (await readEmbeddedDatabaseUrl(dataDir)) ?? '',
    pidOf: (part) => pidOf(part, { dataDir, pid }),
    engineText,
    stop,
  };
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

let installation: Installation;

beforeAll(async () => {
  installation = await startEmbedded();
  await until(async () => (await fetch(`${installation.address}/readyz`).catch(() => null))?.ok === true, 90_000);
}, 120_000);
afterAll(async () => {
  await installation.stop();
}, 60_000);

test(
  'parts killed at random during an import and commands lose nothing, double nothing, and are all armed again',
  { timeout: 420_000 },
  () => killAtRandom(installation),
);
