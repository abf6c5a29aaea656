import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { diffMigration, migrate, writeMigration } from '../../platform/migrate.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const GENERATOR = 'datasource db {\n  provider = "postgresql"\n}\n';
const NOTE = `${GENERATOR}model Note {\n  id String @id\n}\n`;

const REFUSAL = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'nothing here is changed; or taken away';
END $$;
CREATE TRIGGER note_is_kept BEFORE UPDATE OR DELETE ON "Note" FOR EACH ROW EXECUTE FUNCTION refuse_change();
`;

describe('migrations', () => {
  let folder: string;
  let databaseUrl: string;
  let client: pg.Client;
  let emptyName = 0;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-prisma-'));
  });

  beforeEach(async () => {
    await rm(path.join(folder, 'migrations'), { recursive: true, force: true });
    await writeFile(path.join(folder, 'schema.prisma'), NOTE);
    await mkdir(path.join(folder, 'migrations'));
    const server = new pg.Client({ connectionString: inject('databaseUrl') });
    await server.connect();
    emptyName += 1;
    const name = `migrate_${String(process.pid)}_${String(emptyName)}`;
    await server.query(`CREATE DATABASE ${name}`);
    await server.end();
    const url = new URL(inject('databaseUrl'));
    url.pathname = `/${name}`;
    databaseUrl = url.href;
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    return async () => {
      await client.end();
    };
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const columnsOf = async (table: string): Promise<unknown[]> =>
    (
      await client.query('SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY 1', [table])
    ).rows.map((row: { column_name: unknown }) => row.column_name);

  it('are applied once: the second time changes nothing', async () => {
    await writeMigration('keep notes', { databaseUrl, now: new Date('2026-01-01T00:00:00Z'), folder });
    expect(await migrate(databaseUrl, folder)).toEqual(['20260101000000_keep_notes']);
    expect(await migrate(databaseUrl, folder)).toEqual([]);
    const { rows } = await client.query('SELECT migration_name, applied_steps_count FROM _prisma_migrations');
    expect(rows).toEqual([{ migration_name: '20260101000000_keep_notes', applied_steps_count: 1 }]);
  });

  it('may be applied by several processes that start at once', async () => {
    await writeMigration('keep notes', { databaseUrl, now: new Date('2026-01-01T00:00:00Z'), folder });
    const applied = await Promise.all([
      migrate(databaseUrl, folder),
      migrate(databaseUrl, folder),
      migrate(databaseUrl, folder),
    ]);
    expect(applied.flat()).toEqual(['20260101000000_keep_notes']);
  });

  it('lead from the state before to the schema, step by step', async () => {
    await writeMigration('keep notes', { databaseUrl, now: new Date('2026-01-01T00:00:00Z'), folder });
    expect(await diffMigration(databaseUrl, folder)).toBe('');
    expect(await writeMigration('nothing', { databaseUrl, now: new Date('2026-01-02T00:00:00Z'), folder })).toBeNull();
    await migrate(databaseUrl, folder);
    await writeFile(path.join(folder, 'schema.prisma'), NOTE.replace('@id', '@id\n  author String?'));
    await writeMigration('say who wrote it', { databaseUrl, now: new Date('2026-01-03T00:00:00Z'), folder });
    expect(await migrate(databaseUrl, folder)).toEqual(['20260103000000_say_who_wrote_it']);
    expect(await columnsOf('Note')).toEqual(['author', 'id']);
  });

  it('may hold functions whose bodies have semicolons', async () => {
    const place = await writeMigration('keep notes', { databaseUrl, now: new Date('2026-01-01T00:00:00Z'), folder });
    await writeFile(path.join(place ?? '', 'migration.sql'), `CREATE TABLE "Note" (id text PRIMARY KEY);${REFUSAL}`);
    await migrate(databaseUrl, folder);
    await client.query(`INSERT INTO "Note" VALUES ('one')`);
    await expect(client.query('DELETE FROM "Note"')).rejects.toThrow('nothing here is changed; or taken away');
  });

  it('that fail leave nothing behind and are tried again when they have been put right', async () => {
    const place = await writeMigration('keep notes', { databaseUrl, now: new Date('2026-01-01T00:00:00Z'), folder });
    const script = path.join(place ?? '', 'migration.sql');
    await writeFile(script, 'CREATE TABLE "Note" (id text PRIMARY KEY);\nSELECT 1 / 0;\n');
    await expect(migrate(databaseUrl, folder)).rejects.toThrow(/division by zero/);
    expect(await columnsOf('Note')).toEqual([]);
    await writeFile(script, 'CREATE TABLE "Note" (id text PRIMARY KEY);\n');
    expect(await migrate(databaseUrl, folder)).toEqual(['20260101000000_keep_notes']);
  });

  it('of the product lead to its schema', async () => {
    const entries = await readdir('prisma/migrations', { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(await migrate(databaseUrl)).toEqual(names.toSorted());
    expect(await diffMigration(databaseUrl)).toBe('');
    expect(await columnsOf('event')).toContain('previous_hash');
  });
});
