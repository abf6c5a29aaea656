import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { withClient } from '../../platform/pg-client.ts';
import { findFreePort } from '../../platform/ports.ts';
import { makeDataDir } from './data-dir.ts';
import { keepRunning, type Kept } from './keep-running.ts';
import { until, type Emptiable } from './installation.ts';
import type { OurService } from './compose.ts';
import { startService, TRIAL, type ServiceProcess } from './service-process.ts';
import {
  findEnginePorts,
  makeDatabases,
  makeTemporalSchema,
  startTemporalOnPostgres,
  type EnginePlace,
  type EnginePorts,
} from './temporal-on-postgres.ts';
import type { TemporalPrograms } from './temporal-programs.ts';

const ENGINE_DATABASES = ['temporal', 'temporal_visibility'];

export type ProductionSet = Emptiable;

/** The set of docker-compose.yml without containers: PostgreSQL, Temporal on it, and our services, each kept running. */
export async function startProductionSet(programs: TemporalPrograms): Promise<ProductionSet> {
  const { dataDir, remove } = await makeDataDir();
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<unknown[]> => {
    const codes: unknown[] = [];
    for (const each of stops.toReversed()) codes.push(await each());
    await remove();
    return codes;
  };
  try {
    return await startParts({ dataDir, programs, stops, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

type Starting = {
  readonly dataDir: string;
  readonly programs: TemporalPrograms;
  readonly stops: (() => Promise<unknown>)[];
  stop(): Promise<unknown[]>;
};

async function startParts({ dataDir, programs, stops, stop }: Starting): Promise<ProductionSet> {
  const postgres = await keepRunning(() => startEmbeddedPostgres({ dataDir }));
  stops.push(() => postgres.stop());
  const port = postgres.current()?.port ?? 0;
  const urlOf = (role: string, password: string | undefined, database: string): string =>
    `postgresql://${role}:${password ?? ''}@127.0.0.1:${String(port)}/${database}`;
  await makeDatabases(ownerUrlOf(postgres));
  const place: EnginePlace = { programs, folder: path.join(dataDir, 'engine'), databasePort: port };
  await makeTemporalSchema(place);
  const ports = await findEnginePorts();
  let engine = await keepRunning(() => startTemporalOnPostgres(place, ports));
  stops.push(() => engine.stop());
  await until(() => answers(ports.health), 60_000);

  const recordUrl = urlOf('record', TRIAL['RECORD_PASSWORD'], 'record');
  const services = await serviceSettings({ dataDir, recordUrl, ports });
  const start = (name: OurService): Promise<ServiceProcess> =>
    Promise.resolve(startService(name, services.places, path.join(dataDir, `${name}.log`)));
  const migrated = await (await start('migrate')).ended;
  if (migrated !== 0) throw new Error(`migrate ended with ${String(migrated)}`);
  const api = await keepRunning(() => start('api'));
  stops.push(() => api.stop());
  const worker = await keepRunning(() => start('worker'));
  stops.push(() => worker.stop());
  await until(() => answers(`${services.api}/readyz`), 60_000);
  await until(() => answers(`${services.worker}/readyz`), 60_000);

  return {
    address: services.api,
    dataDir,
    databaseUrl: () => Promise.resolve(recordUrl),
    temporalAddress: () => Promise.resolve(ports.address),
    pidOf: (part) => {
      const parts = { work: worker, serve: api, postgres, temporal: engine };
      return Promise.resolve(parts[part].current()?.pid ?? null);
    },
    engineText: async () => {
      const texts = ENGINE_DATABASES.map((name) => textOf(urlOf('temporal', TRIAL['TEMPORAL_PASSWORD'], name)));
      return (await Promise.all(texts)).join('\n');
    },
    emptyEngine: async () => {
      await engine.stop();
      await emptyDatabases(ownerUrlOf(postgres));
      await makeTemporalSchema(place);
      engine = await keepRunning(() => startTemporalOnPostgres(place, ports));
      await until(() => answers(ports.health), 60_000);
    },
    stop: async () => {
      const codes = await stop();
      if (codes.some((code) => code !== 0 && code !== undefined))
        throw new Error(`services ended with ${codes.join(', ')}`);
    },
  };
}

async function serviceSettings(of: {
  readonly dataDir: string;
  readonly recordUrl: string;
  readonly ports: EnginePorts;
}) {
  const apiPort = await findFreePort();
  let workerPort = await findFreePort();
  while (workerPort === apiPort) workerPort = await findFreePort();
  return {
    api: `http://127.0.0.1:${String(apiPort)}`,
    worker: `http://127.0.0.1:${String(workerPort)}`,
    places: {
      HOLDFAST_DATABASE_URL: of.recordUrl,
      HOLDFAST_TEMPORAL_ADDRESS: of.ports.address,
      HOLDFAST_DATA_DIR: of.dataDir,
      HOLDFAST_HOST: '127.0.0.1',
      HOLDFAST_PORT: String(apiPort),
      HOLDFAST_WORKER_PORT: String(workerPort),
    },
  };
}

const ownerUrlOf = (postgres: Kept<EmbeddedPostgres>): string => postgres.current()?.databaseUrl ?? '';
const answers = async (url: string): Promise<boolean> => (await fetch(url).catch(() => null))?.ok === true;

async function emptyDatabases(ownerUrl: string): Promise<void> {
  await withClient({ connectionString: ownerUrl }, async (client) => {
    for (const name of ENGINE_DATABASES) {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${name} OWNER temporal`);
    }
  });
}

/** Every value of every table; what is packed in bytes is shown as it lies there. */
function textOf(databaseUrl: string): Promise<string> {
  return withClient({ connectionString: databaseUrl }, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<unknown[]>({ text: `SELECT * FROM ${name}`, rowMode: 'array' });
      for (const value of rows.flat())
        texts.push(Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value));
    }
    return texts.join('\n');
  });
}
