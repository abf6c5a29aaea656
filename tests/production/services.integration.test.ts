import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApiClient } from '../../cli/api-client.ts';
import { issueToken } from '../../platform/identity.ts';
import { findFreePort } from '../../platform/ports.ts';
import { makeDataDir, type TestDataDir } from '../support/data-dir.ts';
import { emptyDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { startService, type ServiceProcess } from '../support/service-process.ts';

let place: TestDataDir;
let database: ClonedDatabase;
let running: ServiceProcess[] = [];

beforeAll(async () => {
  [place, database] = await Promise.all([makeDataDir(), emptyDatabase('services')]);
});
afterAll(async () => {
  for (const service of running) await service.stop();
  await database.drop();
  await place.remove();
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 40_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await delay(100);
  }
}

const answers = async (url: string): Promise<boolean> => (await fetch(url).catch(() => null))?.ok === true;

test('each service does its work by the command of the compose file, and ends well when it is asked to stop', async () => {
  const [apiPort, workerPort] = [await findFreePort(), await findFreePort()];
  const api = `http://127.0.0.1:${String(apiPort)}`;
  const places = {
    HOLDFAST_DATABASE_URL: database.databaseUrl,
    HOLDFAST_TEMPORAL_ADDRESS: inject('temporalAddress'),
    HOLDFAST_TEMPORAL_NAMESPACE: `services-${String(apiPort)}`,
    HOLDFAST_DATA_DIR: place.dataDir,
    HOLDFAST_HOST: '127.0.0.1',
    HOLDFAST_PORT: String(apiPort),
    HOLDFAST_WORKER_PORT: String(workerPort),
  };
  expect(await startService('migrate', places).ended).toBe(0);
  running = [startService('api', places), startService('worker', places)];
  await until(() => answers(`${api}/readyz`));
  await until(() => answers(`http://127.0.0.1:${String(workerPort)}/readyz`));

  const socialWorker = createApiClient(api, await issueToken(place.dataDir, { person: 'w', roles: ['social-worker'] }));
  const administrator = createApiClient(
    api,
    await issueToken(place.dataDir, { person: 'a', roles: ['administrator'] }),
  );
  const payload = {
    on: '2026-11-02',
    localReference: 'zs-1-synthetic',
    dateOfBirth: '2016-01-01',
    legalStatus: 'V2',
    placement: 'U6',
  };
  const { processId } = await socialWorker.post<{ processId: string }>('/v1/processes', {
    kind: 'period-of-care',
    command: { kind: 'record-entry', payload },
  });
  type Seen = { armedFor: string | null; workflow: { status: string } | null };
  const see = (): Promise<Seen> => administrator.get(`/v1/processes/${encodeURIComponent(processId)}/engine`);
  await until(async () => (await see()).armedFor !== null);
  expect((await see()).workflow?.status).toBe('RUNNING');

  const codes = await Promise.all(running.map((service) => service.stop()));
  running = [];
  expect(codes).toEqual([0, 0]);
}, 60_000);
