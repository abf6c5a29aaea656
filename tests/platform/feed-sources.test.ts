import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { stageFeed } from '../../domain/feeds/ssd/stage.ts';
import { readCsv } from '../../platform/csv.ts';
import { feedFromFolder } from '../../platform/feed-folder.ts';
import { feedFromSql } from '../../platform/feed-sql.ts';
import { feedFiles, ONE_CHILD } from '../domain/feeds/ssd-feed.ts';
import { emptyDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { finished } from '../../domain/in-steps.ts';

const NOW = Date.parse('2026-04-21T01:30:00.000Z');

describe('a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-feed-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test('gives nothing while it is empty or written to, and then its CSV files with their day in London', async () => {
    const source = feedFromFolder(folder, () => NOW);
    expect(await source.read()).toBeNull();
    for (const { name, bytes } of feedFiles()) await writeFile(path.join(folder, name), bytes);
    await writeFile(path.join(folder, 'notes.txt'), 'x');
    const written = async (ms: number) => {
      for (const { name } of feedFiles()) await utimes(path.join(folder, name), ms / 1000, ms / 1000);
    };
    await written(NOW - 30_000);
    expect(await source.read()).toBeNull();
    // 23:30 UTC on 20 April is half past midnight on 21 April in London.
    await written(Date.parse('2026-04-20T23:30:00.000Z'));
    const delivery = await source.read();
    expect(delivery?.asAt).toBe('2026-04-21');
    expect(delivery?.files.map(({ name }) => name)).toEqual(
      Object.keys(ONE_CHILD)
        .map((name) => `${name}.csv`)
        .sort(),
    );
  });
});

describe('a database', () => {
  let database: ClonedDatabase;
  beforeAll(async () => {
    database = await emptyDatabase('feed-sql');
    const client = new pg.Client({ connectionString: database.databaseUrl });
    await client.connect();
    for (const [name, [heading, ...rows]] of Object.entries(ONE_CHILD)) {
      const columns = heading.split(',');
      const types = columns.map((column) => `${column} ${/_date$|_dob$/.test(column) ? 'timestamp' : 'text'}`);
      await client.query(`CREATE TABLE source_${name} (${types.join(', ')}, forename text)`);
      for (const row of rows) {
        const values = row.split(',').map((value) => (value === '' ? null : value));
        const places = columns.map((_column, place) => `$${String(place + 1)}`);
        await client.query(
          `INSERT INTO source_${name} (${columns.join(', ')}, forename) VALUES (${places.join(', ')}, 'Nobody, "N"')`,
          values,
        );
      }
      await client.query(`CREATE VIEW ${name} AS SELECT * FROM source_${name}`);
    }
    await client.end();
  });
  afterAll(async () => {
    await database.drop();
  });

  test('is read through views named like the tables, the columns that are used alone, and says what a folder says', async () => {
    const delivery = await feedFromSql(database.databaseUrl, () => NOW).read();
    expect(delivery?.asAt).toBe('2026-04-21');
    const read = (files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) =>
      finished(
        stageFeed(
          files.map(({ name, bytes }) => readCsv(name, bytes)).sort((a, b) => (a.name < b.name ? -1 : 1)),
          { asAt: calendarDate('2026-04-21') },
        ),
      );
    const feed = read(delivery?.files ?? []);
    expect(feed.staged.problems).toEqual([]);
    const facts = ({ told }: ReturnType<typeof read>) =>
      told.rows.map(({ table, child, dates }) => [table, child, dates]);
    expect(facts(feed)).toEqual(facts(read(feedFiles())));
    const text = (delivery?.files ?? []).map(({ bytes }) => new TextDecoder().decode(bytes)).join('');
    expect(text).not.toContain('Nobody');
  });

  test('is only read: nothing can be written to it', async () => {
    const client = new pg.Client({ connectionString: database.databaseUrl });
    await client.connect();
    await client.query(
      `CREATE FUNCTION meddle() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM source_ssd_person; RETURN 'x'; END $$`,
    );
    await client.query(`CREATE OR REPLACE VIEW ssd_missing AS SELECT meddle() AS miss_table_id`).catch(() => undefined);
    await client.query(`DROP VIEW ssd_missing; CREATE VIEW ssd_missing AS SELECT meddle() AS miss_table_id`);
    await expect(feedFromSql(database.databaseUrl, () => NOW).read()).rejects.toThrow('read-only');
    const { rows } = await client.query('SELECT count(*)::int AS count FROM source_ssd_person');
    expect(rows).toEqual([{ count: 1 }]);
    await client.end();
  });

  test('that is away or holds no such table is said, not taken for an empty feed', async () => {
    await expect(feedFromSql('postgresql://nobody@127.0.0.1:1/none', () => NOW).read()).rejects.toThrow();
    const empty = await emptyDatabase('feed-none');
    expect((await feedFromSql(empty.databaseUrl, () => NOW).read())?.files).toEqual([]);
    await empty.drop();
  });
});
