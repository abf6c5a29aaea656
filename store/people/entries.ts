import type { Instant } from '../../domain/calendar/instant.ts';
import { isSameJson, type Json, type JsonObject } from '../../domain/json.ts';
import type { Entries, EntryKind, Saving } from '../../domain/people/entries.ts';
import type { Queries } from '../read-stream.ts';

/** One line of the log: what stood before and what stands now. */
export type EntryChange = {
  readonly kind: EntryKind;
  readonly ref: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
};

/** Columns by the names that they have here. */
const DAY = 'date';
const COLUMNS: Readonly<Record<EntryKind, Readonly<Record<string, string>>>> = {
  person: { name: 'text', email: 'text', fromOn: DAY, toOn: DAY },
  team: { name: 'text', above: 'text', liveFrom: DAY, recoverBy: DAY, recovery: 'text' },
  post: { person: 'text', role: 'text', team: 'text', fromOn: DAY, toOn: DAY },
  cover: { person: 'text', by: 'text', fromOn: DAY, toOn: DAY },
  rota: { role: 'text', person: 'text', fromAt: 'timestamptz', toAt: 'timestamptz' },
  worker: { person: 'text' },
};

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function shown(name: string, type: string): string {
  const column = `"${snake(name)}"`;
  if (type === DAY) return `${column}::text AS "${name}"`;
  return type === 'text'
    ? `${column} AS "${name}"`
    : `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`;
}

export async function readEntries<Kind extends EntryKind>(
  queries: Queries,
  kind: Kind,
): Promise<readonly Entries[Kind][]> {
  const columns = Object.entries(COLUMNS[kind]).map(([name, type]) => shown(name, type));
  return queries.$queryRawUnsafe<Entries[Kind][]>(`SELECT ref, ${columns.join(', ')} FROM "${kind}" ORDER BY ref`);
}

type By = { readonly actor: string; readonly at: Instant };

/** Writes what differs, with one line of the log for each; what is there already is left alone. Says what changed. */
export async function saveEntries(
  queries: Queries,
  savings: readonly Saving[],
  { actor, at }: By,
): Promise<readonly EntryChange[]> {
  // One at a time: what is compared must not change before it is written.
  await queries.$executeRawUnsafe('LOCK TABLE directory_change IN SHARE ROW EXCLUSIVE MODE');
  const changes = await changesIn(queries, savings);
  for (const kind of Object.keys(COLUMNS)) if (isEntryKind(kind)) await write(queries, kind, changes);
  await queries.$executeRawUnsafe(
    `INSERT INTO directory_change (at, actor, kind, ref, before, after)
     SELECT $1::timestamptz, $2, kind, ref, before, after FROM jsonb_to_recordset($3::jsonb) AS given(kind text, ref text, before jsonb, after jsonb)`,
    at,
    actor,
    JSON.stringify(changes),
  );
  return changes;
}

/** What would change, in the order given; nothing is written. */
export async function changesIn(queries: Queries, savings: readonly Saving[]): Promise<readonly EntryChange[]> {
  const stands = new Map<string, JsonObject>();
  for (const kind of new Set(savings.map((saving) => saving.kind))) {
    for (const entry of await readEntries(queries, kind)) stands.set(`${kind} ${entry.ref}`, plain(entry));
  }
  return savings.flatMap(({ kind, ref, entry }): readonly EntryChange[] => {
    const before = stands.get(`${kind} ${ref}`) ?? null;
    const after = entry === null ? null : plain(entry);
    if (isSameJson(before, after)) return [];
    return [{ kind, ref, before, after }];
  });
}

async function write(queries: Queries, kind: EntryKind, changes: readonly EntryChange[]): Promise<void> {
  const own = changes.filter((change) => change.kind === kind);
  if (own.length === 0) return;
  const columns = Object.entries(COLUMNS[kind]);
  const names = columns.map(([name]) => `"${snake(name)}"`);
  const given = ['ref text', ...columns.map(([name, type]) => `"${name}" ${type}`)].join(', ');
  const sets = names.map((name) => `${name} = excluded.${name}`).join(', ');
  await queries.$executeRawUnsafe(
    `INSERT INTO "${kind}" (ref, ${names.join(', ')})
     SELECT ref, ${columns.map(([name]) => `"${name}"`).join(', ')} FROM jsonb_to_recordset($1::jsonb) AS given(${given})
     ON CONFLICT (ref) DO UPDATE SET ${sets}`,
    JSON.stringify(own.flatMap(({ after }) => (after === null ? [] : [after]))),
  );
  const gone = own.filter(({ after }) => after === null).map(({ ref }) => ref);
  if (gone.length > 0) await queries.$executeRawUnsafe(`DELETE FROM "${kind}" WHERE ref = ANY($1::text[])`, gone);
}

function plain(entry: Readonly<Record<string, Json>>): JsonObject {
  return { ...entry };
}

function isEntryKind(kind: string): kind is EntryKind {
  return kind in COLUMNS;
}
