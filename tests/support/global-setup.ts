import type { TestProject } from 'vitest/node';
import { makeDataDir } from './data-dir.ts';
import { startTestPostgres } from './postgres.ts';
import { startTestTemporal } from './temporal.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Any database of the test server; use cloneDatabase for one of your own. */
    databaseUrl: string;
    /** host:port of a Temporal server whose workflows' clocks can be moved. */
    temporalAddress: string;
  }
}

/** Real servers for the whole run, started side by side. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { dataDir, remove } = await makeDataDir();
  const started = await Promise.allSettled([startTestPostgres(dataDir), startTestTemporal(dataDir)]);
  const [postgres, temporal] = started;
  const stop = async (): Promise<void> => {
    for (const server of started) if (server.status === 'fulfilled') await server.value.stop();
    await remove();
  };
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await stop();
    throw postgres.status === 'rejected' ? postgres.reason : temporal.status === 'rejected' ? temporal.reason : null;
  }
  project.provide('databaseUrl', postgres.value.databaseUrl);
  project.provide('temporalAddress', temporal.value.address);
  return stop;
}
