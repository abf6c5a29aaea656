import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  readEmbeddedDatabaseUrl,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../platform/embedded-postgres.ts';
import { endProcess, isRunning } from '../../platform/running-process.ts';
import { makeDataDir, type TestDataDir } from '../support/data-dir.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const OWNER = path.resolve('tests/support/own-postgres.ts');

async function ask(databaseUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process starts the server and is killed with it running. */
async function startAndKillOwner(dataDir: string): Promise<number> {
  const owner = spawn(process.execPath, [OWNER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line: unknown = (await once(owner.stdout, 'data'))[0];
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  return Number(String(line));
}

describe('the embedded PostgreSQL', () => {
  let place: TestDataDir;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    place = await makeDataDir();
    server = await startEmbeddedPostgres({ dataDir: place.dataDir });
    await ask(server.databaseUrl, 'CREATE TABLE kept (note text)');
  });

  afterAll(async () => {
    await server.stop();
    await place.remove();
  });

  it('listens on this machine only and asks for a password', async () => {
    expect(await ask(server.databaseUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new URL(server.databaseUrl);
    stranger.password = 'wrong';
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('keeps its password where only this account can read it', async () => {
    const { mode } = await stat(path.join(place.dataDir, 'postgres.password'));
    expect(mode & 0o777).toBe(0o600);
    expect(await readEmbeddedDatabaseUrl(place.dataDir)).toBe(server.databaseUrl);
  });

  it('is restarted with what it held, at the same address', async () => {
    await ask(server.databaseUrl, "INSERT INTO kept VALUES ('before the stop')");
    await server.stop();
    expect(await isRunning(server.pid)).toBe(false);
    const again = await startEmbeddedPostgres({ dataDir: place.dataDir });
    expect(again.databaseUrl).toBe(server.databaseUrl);
    expect(await ask(again.databaseUrl, 'SELECT note FROM kept')).toEqual([{ note: 'before the stop' }]);
    server = again;
  });

  it('recovers after it was killed itself', async () => {
    await ask(server.databaseUrl, "UPDATE kept SET note = 'before the kill'");
    process.kill(server.pid, 'SIGKILL');
    const again = await startEmbeddedPostgres({ dataDir: place.dataDir });
    expect(again.pid).not.toBe(server.pid);
    expect(await ask(again.databaseUrl, 'SELECT note FROM kept')).toEqual([{ note: 'before the kill' }]);
    server = again;
  });

  it('goes on after its owner was killed, and the next owner takes it over', async () => {
    await server.stop();
    const left = await startAndKillOwner(place.dataDir);
    expect(await isRunning(left)).toBe(true);
    server = await startEmbeddedPostgres({ dataDir: place.dataDir });
    expect(server.pid).toBe(left);
    await server.stop();
    expect(await isRunning(left)).toBe(false);
  });

  it('takes another port when its own is in use by somebody else, and leaves that one alone', async () => {
    await server.stop();
    const other = createServer().listen(server.port, '127.0.0.1');
    await once(other, 'listening');
    const again = await startEmbeddedPostgres({ dataDir: place.dataDir });
    expect(again.port).not.toBe(server.port);
    expect(other.listening).toBe(true);
    other.close();
    server = again;
  });

  it('starts afresh after a kill in the middle of being made', async () => {
    const other = await makeDataDir();
    const owner = spawn(process.execPath, [OWNER, other.dataDir], { stdio: 'ignore' });
    while (!(await readdir(other.dataDir)).some((name) => name.startsWith('postgres.new-'))) await delay(5);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const made = await startEmbeddedPostgres({ dataDir: other.dataDir });
    expect(await ask(made.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await made.stop();
    await other.remove();
  });

  it('leaves a process alone that merely has the number its pid file names', async () => {
    await server.stop();
    const stranger = spawn('sleep', ['60']);
    await once(stranger, 'spawn');
    await writeFile(
      path.join(place.dataDir, 'postgres', 'postmaster.pid'),
      `${String(stranger.pid)}\n${place.dataDir}/postgres\n0\n${String(server.port)}\n\n127.0.0.1\n`,
    );
    await expect(startEmbeddedPostgres({ dataDir: place.dataDir })).resolves.toMatchObject({ port: server.port });
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    server = await startEmbeddedPostgres({ dataDir: place.dataDir });
  });

  it('says in clear words when its files cannot be used', async () => {
    const broken = await makeDataDir();
    const first = await startEmbeddedPostgres({ dataDir: broken.dataDir });
    await first.stop();
    await rm(path.join(broken.dataDir, 'postgres', 'global'), { recursive: true });
    await expect(startEmbeddedPostgres({ dataDir: broken.dataDir })).rejects.toThrow(
      /embedded PostgreSQL in .* did not start/,
    );
    await broken.remove();
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps its files elsewhere when root starts it in a folder closed to others',
    async () => {
      const closed = await makeDataDir();
      await chmod(closed.dataDir, 0o700);
      const made = await startEmbeddedPostgres({ dataDir: closed.dataDir });
      await ask(made.databaseUrl, 'CREATE TABLE kept (note text)');
      await made.stop();
      const again = await startEmbeddedPostgres({ dataDir: closed.dataDir });
      expect(await ask(again.databaseUrl, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
      await again.stop();
      const elsewhere = (await readFile(path.join(closed.dataDir, 'postgres.place'), 'utf8')).trim();
      await rm(path.dirname(elsewhere), { recursive: true });
      await closed.remove();
    },
  );
});

it('ends a process that does not want to', async () => {
  const stubborn = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM',()=>{});setInterval(()=>{},1000);console.log('up')",
  ]);
  await once(stubborn.stdout, 'data');
  const pid = stubborn.pid ?? 0;
  await endProcess(pid, 100);
  expect(await isRunning(pid)).toBe(false);
});
