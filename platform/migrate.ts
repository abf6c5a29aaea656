import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { DiffParams } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { withClient } from './pg-client.ts';
import { withSchemaEngine } from './schema-engine.ts';

const PRISMA_FOLDER = fileURLToPath(new URL('../prisma', import.meta.url));
const FILTERS = { externalTables: [], externalEnums: [] };
/** Any number that nothing else in this database uses as an advisory lock. */
const MIGRATION_LOCK = 7_411_902_615;

type Migration = {
  readonly path: string;
  readonly migrationFile: { readonly path: string; readonly content: { readonly tag: 'ok'; readonly value: string } };
};

type MigrationPlace = { readonly databaseUrl: string; readonly now: Date; readonly folder?: string };

/** Applies what is missing of `prisma/migrations` and answers the names; several processes may start at once. */
export async function migrate(databaseUrl: string, folder: string = PRISMA_FOLDER): Promise<readonly string[]> {
  return withClient({ connectionString: databaseUrl }, async (guard) => {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const unfinished = await findUnfinished(guard);
    const migrationsList = await readMigrations(folder);
    return await withSchemaEngine(databaseUrl, async (engine) => {
      for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName });
      return (await engine.applyMigrations({ migrationsList, filters: FILTERS })).appliedMigrationNames;
    });
  });
}

/** Each script is one transaction: one that a kill left unfinished was undone by the server and may be tried again. */
async function findUnfinished(guard: pg.Client): Promise<string[]> {
  const known = await guard.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  if (known.rows[0]?.present !== true) return [];
  const unfinished = await guard.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  );
  return unfinished.rows.map((row) => row.name);
}

/**
 * The SQL that leads from the latest migration to the schema; '' when nothing has changed.
 * Each migration keeps the schema it led to: reading it back from a database fails
 * (the engine cannot take PostgreSQL's type "char" from the adapter). Any server will do: it is asked for its version only.
 */
export async function diffMigration(databaseUrl: string, folder: string = PRISMA_FOLDER): Promise<string> {
  const latest = (await readMigrationNames(folder)).at(-1);
  const from: DiffParams['from'] =
    latest === undefined
      ? { tag: 'empty' }
      : { tag: 'schemaDatamodel', files: [await readSchema(path.join(folder, 'migrations', latest))] };
  const to: DiffParams['to'] = { tag: 'schemaDatamodel', files: [await readSchema(folder)] };
  const answer = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({ from, to, script: true, exitCode: null, filters: FILTERS }),
  );
  const script = answer.stdout?.trim() ?? '';
  return script === '-- This is an empty migration.' ? '' : script;
}

/** Writes the next migration beside the others and answers its folder; null when the schema has not changed. */
export async function writeMigration(
  name: string,
  { databaseUrl, now, folder = PRISMA_FOLDER }: MigrationPlace,
): Promise<string | null> {
  const script = await diffMigration(databaseUrl, folder);
  if (script === '') return null;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const place = path.join(folder, 'migrations', `${stamp}_${name.replace(/[^a-z0-9]+/gi, '_').toLowerCase()}`);
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, 'migration.sql'), `${script}\n`);
  await copyFile(path.join(folder, 'schema.prisma'), path.join(place, 'schema.prisma'));
  return place;
}

async function readSchema(folder: string): Promise<{ path: string; content: string }> {
  // Both sides have the same path: only the content is compared.
  return { path: 'schema.prisma', content: await readFile(path.join(folder, 'schema.prisma'), 'utf8') };
}

async function readMigrations(folder: string): Promise<{
  baseDir: string;
  lockfile: { path: string; content: string };
  shadowDbInitScript: string;
  migrationDirectories: Migration[];
}> {
  const baseDir = path.join(folder, 'migrations');
  const names = await readMigrationNames(folder);
  return {
    baseDir,
    lockfile: { path: './migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map((name) => readMigration(baseDir, name))),
  };
}

async function readMigrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(folder, 'migrations'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

async function readMigration(baseDir: string, name: string): Promise<Migration> {
  const value = await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
}
