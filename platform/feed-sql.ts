import type pg from 'pg';
import { instantFromEpochMs, londonDateOf } from '../domain/calendar/instant.ts';
import type { FeedSource } from '../domain/feeds/source.ts';
import { SSD_TABLES } from '../domain/feeds/ssd/tables.ts';
import { withClient } from './pg-client.ts';

type Column = { readonly table: string; readonly column: string };

/** Reading a large view takes minutes; a source that hangs is tried again the next night. */
const BOUND_MS = 15 * 60_000;

/** Tables or views named like those of the dataset, read in one read-only transaction; only the columns that are used leave the source. */
export function feedFromSql(databaseUrl: string, now: () => number): FeedSource {
  return {
    read: () =>
      withClient({ connectionString: databaseUrl, statement_timeout: BOUND_MS }, async (client) => {
        await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const there = await client.query<Column>(
          `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
            WHERE table_name = ANY($1::text[]) AND table_schema = ANY(current_schemas(false))`,
          [SSD_TABLES.flatMap(({ files }) => files)],
        );
        const files = [];
        for (const {
          files: [name = ''],
          headings,
          optional,
        } of SSD_TABLES) {
          const wanted = [...headings, ...optional].map((heading) => heading.toLowerCase());
          const columns = wanted.filter((column) =>
            there.rows.some((row) => row.table === name && row.column === column),
          );
          if (columns.length > 0) files.push({ name: `${name}.csv`, bytes: await csvOf(client, name, columns) });
        }
        await client.query('ROLLBACK');
        return { asAt: londonDateOf(instantFromEpochMs(now())), files };
      }),
  };
}

/** Every value as text, as the database writes it; what is empty is written as nothing. */
async function csvOf(client: pg.Client, name: string, columns: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const list = columns.map((column) => `${client.escapeIdentifier(column)}::text`).join(', ');
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${list} FROM ${client.escapeIdentifier(name)} ORDER BY 1`,
    rowMode: 'array',
  });
  const lines = [columns, ...rows].map((fields) => fields.map((field) => quoted(field ?? '')).join(','));
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function quoted(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, ' ');
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
