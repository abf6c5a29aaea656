import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { withClient } from '../../platform/pg-client.ts';
import { isListening } from '../../platform/ports.ts';
import { environmentOf, interpolate, readCompose, type ComposeService, type Variables } from './compose.ts';
import { startProcess, TRIAL, type ServiceProcess } from './service-process.ts';
import type { TemporalPrograms } from './temporal-programs.ts';

const run = promisify(execFile);

/** Makes the accounts and databases as the compose file does when the volume of its PostgreSQL is empty. */
export async function makeDatabases(ownerUrl: string): Promise<void> {
  const { content = '' } = readCompose().configs['databases'] ?? {};
  await withClient({ connectionString: ownerUrl }, async (client) => {
    // A database cannot be made within a script that is one transaction.
    for (const statement of interpolate(content, TRIAL).split(';\n')) await client.query(statement);
  });
}

export type EnginePlace = {
  readonly programs: TemporalPrograms;
  readonly folder: string;
  /** Of the PostgreSQL on this machine. */
  readonly databasePort: number;
};

/** Runs the one-shot job of the compose file: the schema of both databases of Temporal. */
export async function makeTemporalSchema({ programs, databasePort }: EnginePlace): Promise<void> {
  const job = serviceOf('temporal-schema');
  const [shell = '', ...args] = [...(job.entrypoint ?? []), ...(job.command ?? [])];
  const places = { SQL_HOST: '127.0.0.1', SQL_PORT: String(databasePort) };
  await run(shell, args, {
    env: { PATH: `${programs.folder}:${process.env['PATH'] ?? ''}`, ...environmentOf(job, TRIAL), ...places },
    maxBuffer: 64 * 1024 * 1024,
  });
}

export type EnginePorts = {
  readonly ports: Variables;
  readonly address: string;
  /** What the health check of the compose file asks. */
  readonly health: string;
};

/** Its table of members keeps a port in two bytes, with a sign: those that a machine gives away by itself are too high. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** Kept for all starts of one server: clients look for it where it was. */
export async function findEnginePorts(): Promise<EnginePorts> {
  const names = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'].flatMap((name) => [
    `${name}_GRPC_PORT`,
    `${name}_MEMBERSHIP_PORT`,
  ]);
  const ports: Record<string, string> = {};
  let next = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT - 1_000));
  for (const name of [...names, 'FRONTEND_HTTP_PORT']) {
    while (await isListening(next)) next += 1;
    ports[name] = String(next++);
  }
  const at = (name: string): string => `127.0.0.1:${ports[name] ?? ''}`;
  return { ports, address: at('FRONTEND_GRPC_PORT'), health: `http://${at('FRONTEND_HTTP_PORT')}/api/v1/system-info` };
}

/** The server by the settings of the compose file, on ports of this machine; it serves a little later. */
export async function startTemporalOnPostgres(place: EnginePlace, { ports }: EnginePorts): Promise<ServiceProcess> {
  const dynamic = path.join(place.folder, 'dynamic-config.yaml');
  await mkdir(place.folder, { recursive: true });
  await writeFile(dynamic, readCompose().configs['temporal']?.content ?? '');
  const places: Variables = {
    POSTGRES_SEEDS: '127.0.0.1',
    DB_PORT: String(place.databasePort),
    BIND_ON_IP: '127.0.0.1',
    DYNAMIC_CONFIG_FILE_PATH: dynamic,
    ...ports,
  };
  return startProcess([place.programs.server, 'start'], {
    environment: { ...environmentOf(serviceOf('temporal'), TRIAL), ...places },
    logFile: path.join(place.folder, 'server.log'),
  });
}

function serviceOf(name: string): ComposeService {
  const service = readCompose().services[name];
  if (service === undefined) throw new Error(`the compose file has no ${name}`);
  return service;
}
