import type { Directory } from '../../domain/people/directory.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Queries } from '../read-stream.ts';
import { cursorValues, pageOf, type Page, type PageWish } from '../queries/page.ts';
import { readEntries } from './entries.ts';

/** Everybody and everything that addresses are worked out from. */
export async function readDirectory(queries: Queries): Promise<Directory> {
  const [people, teams, posts, covers, onCall] = await Promise.all([
    readEntries(queries, 'person'),
    readEntries(queries, 'team'),
    readEntries(queries, 'post'),
    readEntries(queries, 'cover'),
    readEntries(queries, 'rota'),
  ]);
  return { people, teams, posts, covers, onCall };
}

export type LoggedChange = {
  readonly serial: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly ref: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
};

/** Who changed what of the directory, the latest first. */
export async function listDirectoryChanges(queries: Queries, { limit, after }: PageWish): Promise<Page<LoggedChange>> {
  const [serial = '999999999'] = after === null ? [] : cursorValues(after, ['number']);
  const rows = await queries.$queryRawUnsafe<LoggedChange[]>(
    `SELECT serial, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor, kind, ref, before, after
       FROM directory_change WHERE serial < $1::int ORDER BY serial DESC LIMIT $2`,
    Number(serial),
    limit + 1,
  );
  return pageOf(rows, limit, (row) => [String(row.serial)]);
}
