import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';
import { migrate } from '../../platform/migrate.ts';
import { withClient } from '../../platform/pg-client.ts';

const TEMPLATE = 'holdfast_template';

/** Fast at the price of a power cut, which no test has. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export type TestPostgres = { readonly databaseUrl: string; stop(): Promise<void> };

/** One server for a whole run, with a migrated database to clone. */
export async function startTestPostgres(dataDir: string): Promise<TestPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: SETTINGS });
  await execute(server.databaseUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(withDatabase(server.databaseUrl, TEMPLATE));
  return { databaseUrl: server.databaseUrl, stop: () => server.stop() };
}

export type ClonedDatabase = { readonly databaseUrl: string; drop(): Promise<void> };

/** A migrated, empty database for one test file; drop it after the last test. */
export function cloneDatabase(name: string): Promise<ClonedDatabase> {
  return makeDatabase(name, `TEMPLATE ${TEMPLATE}`);
}

/** A database with nothing in it, not even a schema; drop it after the last test. */
export function emptyDatabase(name: string): Promise<ClonedDatabase> {
  return makeDatabase(name, 'TEMPLATE template0');
}

async function makeDatabase(name: string, like: string): Promise<ClonedDatabase> {
  const serverUrl = inject('databaseUrl');
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
  const unique = `t_${readable}_${randomBytes(4).toString('hex')}`;
  await execute(serverUrl, `CREATE DATABASE ${unique} ${like}`);
  return {
    databaseUrl: withDatabase(serverUrl, unique),
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${unique} WITH (FORCE)`),
  };
}

async function execute(databaseUrl: string, sql: string): Promise<void> {
  await withClient({ connectionString: databaseUrl }, (client) => client.query(sql));
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
