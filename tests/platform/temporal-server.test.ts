import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngineClient } from '../../platform/engine-client.ts';
import { isRunning } from '../../platform/running-process.ts';
import {
  readEmbeddedTemporalAddress,
  startTemporalServer,
  type TemporalServer,
  type TemporalServerSettings,
} from '../../platform/temporal-server.ts';
import { makeDataDir, type TestDataDir } from '../support/data-dir.ts';
import { findTestTemporalProgram } from '../support/temporal.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const OWNER = path.resolve('tests/support/own-temporal.ts');

const standing = {
  processId: 'period-of-care:kept',
  stage: 'in care',
  duties: [],
  steps: [],
  overdue: 0,
  closed: false,
} as const;

describe('the embedded Temporal server', () => {
  let place: TestDataDir;
  let settings: TemporalServerSettings;
  let server: TemporalServer;

  beforeAll(async () => {
    place = await makeDataDir();
    const program = await findTestTemporalProgram();
    settings = { program, dataDir: place.dataDir, namespace: 'holdfast', ui: false };
    server = await startTemporalServer(settings);
    const engine = createEngineClient({ address: server.address, namespace: 'holdfast', boundMs: 5_000 });
    await engine.startKept('period-of-care', standing.processId, standing);
    await engine.close();
  });

  afterAll(async () => {
    await server.stop();
    await place.remove();
  });

  const statusOfKept = async (): Promise<string | undefined> => {
    const engine = createEngineClient({ address: server.address, namespace: 'holdfast', boundMs: 5_000 });
    try {
      return (await engine.describe(standing.processId))?.status;
    } finally {
      await engine.close();
    }
  };

  it('stops and goes on with the workflows it kept, at the same address', async () => {
    const { address, pid } = server;
    await server.stop();
    expect(await isRunning(pid)).toBe(false);
    expect(await readEmbeddedTemporalAddress(place.dataDir)).toBeNull();
    server = await startTemporalServer(settings);
    expect(server.address).toBe(address);
    expect(await readEmbeddedTemporalAddress(place.dataDir)).toBe(address);
    expect(await statusOfKept()).toBe('RUNNING');
  });

  it('goes on with them after it was killed', async () => {
    const { address } = server;
    process.kill(server.pid, 'SIGKILL');
    server = await startTemporalServer(settings);
    expect(server.address).toBe(address);
    expect(await statusOfKept()).toBe('RUNNING');
  });

  it('goes on after its owner was killed, and the next owner takes it over', async () => {
    await server.stop();
    const owner = spawn(process.execPath, [OWNER, settings.program, place.dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line: unknown = (await once(owner.stdout, 'data'))[0];
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const left = Number(String(line));
    expect(await isRunning(left)).toBe(true);
    server = await startTemporalServer(settings);
    expect(server.pid).toBe(left);
    expect(await statusOfKept()).toBe('RUNNING');
  });

  it('is restarted when it runs otherwise than asked', async () => {
    const before = server.pid;
    server = await startTemporalServer({ ...settings, ui: true });
    expect(server.pid).not.toBe(before);
    expect(await isRunning(before)).toBe(false);
    expect((await fetch(server.uiAddress ?? '')).ok).toBe(true);
    expect(await statusOfKept()).toBe('RUNNING');
  });

  it('leaves a process alone that merely has the number its file names', async () => {
    const other = await makeDataDir();
    const stranger = spawn('sleep', ['60']);
    await once(stranger, 'spawn');
    await mkdir(path.join(other.dataDir, 'temporal'));
    const file = path.join(other.dataDir, 'temporal', 'server.json');
    await writeFile(file, JSON.stringify({ pid: stranger.pid, port: 1, uiPort: null }));
    const fresh = await startTemporalServer({ ...settings, dataDir: other.dataDir });
    expect(fresh.pid).not.toBe(stranger.pid);
    await fresh.stop();
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await other.remove();
  });

  it('says why when the program does not serve', async () => {
    const other = await makeDataDir();
    const program = path.join(other.dataDir, 'not-temporal');
    await writeFile(program, '#!/bin/sh\necho "the seeded reason" >&2\nexit 1\n', { mode: 0o755 });
    await expect(startTemporalServer({ ...settings, program, dataDir: other.dataDir })).rejects.toThrow(
      /did not start[\s\S]*the seeded reason/,
    );
    await other.remove();
  });
});
