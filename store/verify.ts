import { isInstant, instantFromEpochMs } from '../domain/calendar/instant.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Process } from '../domain/heart/process.ts';
import { isJsonObject } from '../domain/json-reading.ts';
import { canonical, type Json, type JsonObject } from '../domain/json.ts';
import { chainFault, type Digest } from '../domain/record/chain.ts';
import { rebuild, type Rebuilt } from '../domain/record/rebuild.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { readStream, type Queries } from './read-stream.ts';
import { alertRow, dutyRow, reviewRows } from './rows.ts';

export type VerifyDeps = {
  readonly prisma: PrismaClient;
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly digest: Digest;
};

/** Something that does not hold, with where. */
export type Fault = { readonly processId: string; readonly sequence: number | null; readonly fault: string };

export type Verified = { readonly processes: number; readonly events: number; readonly faults: readonly Fault[] };

const PAGE = 200;
type ProcessRow = {
  readonly id: string;
  readonly kind: string;
  readonly subject_ref: string;
  readonly kept: unknown;
  readonly chain_head: string;
  readonly stage: string;
  readonly closed: boolean;
};

/** Checks every chain, and that state and projections equal a rebuild from the stream. Reads only; people go on working. */
export async function verifyAll(
  deps: VerifyDeps,
  seen: (checked: number) => void = () => undefined,
): Promise<Verified> {
  const faults: Fault[] = [];
  let [processes, events, after] = [0, 0, ''];
  for (;;) {
    const rows = await deps.prisma.$queryRawUnsafe<{ id: string }[]>(
      'SELECT id FROM process WHERE id > $1 ORDER BY id LIMIT $2',
      after,
      PAGE,
    );
    for (const { id } of rows) {
      const found = await deps.prisma.$transaction((queries) => verifyOne(queries, id, deps), {
        isolationLevel: 'RepeatableRead',
      });
      faults.push(...found.faults);
      events += found.events;
    }
    processes += rows.length;
    seen(processes);
    const last = rows.at(-1)?.id;
    if (last === undefined) return { processes, events, faults };
    after = last;
  }
}

async function verifyOne(
  queries: Queries,
  id: string,
  { processes, law, digest }: VerifyDeps,
): Promise<{ readonly events: number; readonly faults: readonly Fault[] }> {
  const [row] = await queries.$queryRawUnsafe<ProcessRow[]>(
    'SELECT id, kind, subject_ref, kept, chain_head, stage, closed FROM process WHERE id = $1',
    id,
  );
  const process = processes.find((candidate) => candidate.kind === row?.kind);
  if (row === undefined || process === undefined)
    return { events: 0, faults: [{ processId: id, sequence: null, fault: 'its kind is not known to this build' }] };
  const stream = await readStream(queries, id);
  const broken = chainFault(id, stream, digest);
  const faults: Fault[] = broken === null ? [] : [{ processId: id, ...broken }];
  const say = (fault: string): void => void faults.push({ processId: id, sequence: null, fault });
  if ((stream.at(-1)?.hash ?? '') !== row.chain_head) say('its chain does not end where the process says');
  // Content destroyed at the end of its retention cannot be folded again; the chain has been checked.
  if (stream.some((event) => event.content === null)) return { events: stream.length, faults };
  const again = rebuild(process, law, { subjectRef: row.subject_ref, events: stream });
  if (again === null) say('it has no events');
  else for (const fault of await differencesOf(queries, { row, process, again, law })) say(fault);
  return { events: stream.length, faults };
}

type Comparison = {
  readonly row: ProcessRow;
  readonly process: Process<JsonObject>;
  readonly again: Rebuilt<JsonObject>;
  readonly law: Law;
};

async function differencesOf(queries: Queries, { row, process, again, law }: Comparison): Promise<readonly string[]> {
  const of = { processId: row.id, subjectRef: row.subject_ref };
  const kept: JsonObject = isJsonObject(row.kept) ? row.kept : {};
  const parts = (['state', 'duties', 'sequence', 'closed', 'nextChangeAt'] as const).filter(
    (part) => canonical(kept[part]) !== canonical(jsonOf(again.kept[part])),
  );
  const alerts =
    canonical(sorted(kept['alerts'] ?? [])) === canonical(sorted(jsonOf(again.kept.alerts))) ? [] : ['alerts'];
  const duties = again.kept.duties.map((item) => item.duty);
  const tables = [
    {
      table: 'duty',
      column: 'process_id',
      rows: again.kept.duties.map((item) => dutyRow(item, of, law.under(again.settings).calendar)),
    },
    { table: 'alert', column: 'process_id', rows: again.alerts.map((alert) => alertRow(alert, of)) },
    { table: 'review', column: 'process_id', rows: reviewRows(process.views(again.kept.state, duties), of) },
  ];
  const stale: string[] = [];
  for (const { table, column, rows } of tables) {
    const found = await queries.$queryRawUnsafe<{ row: Json }[]>(
      `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE "${column}" = $1`,
      row.id,
    );
    if (canonical(sorted(jsonOf(rows))) !== canonical(sorted(found.map((item) => item.row))))
      stale.push(`the projection ${table} is not what the stream gives`);
  }
  return [...[...parts, ...alerts].map((part) => `what is kept (${part}) is not what the stream gives`), ...stale];
}

/** As JSON would carry it, moments in one form, so that rows of the database and of the domain compare. */
function jsonOf(value: unknown): Json {
  const parsed: unknown = JSON.parse(
    JSON.stringify([value], (_key, member: unknown) => (member === undefined ? null : member)),
  );
  return isJsonList(parsed) ? (parsed[0] ?? null) : null;
}

function sorted(list: Json): Json {
  return Array.isArray(list)
    ? list.map(momentsAlike).toSorted((a: Json, b: Json) => (canonical(a) < canonical(b) ? -1 : 1))
    : list;
}

function momentsAlike(value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      typeof member === 'string' && key.endsWith('_at') && !isInstant(member)
        ? instantFromEpochMs(Date.parse(member))
        : key === 'answer_by' && typeof member === 'string'
          ? instantFromEpochMs(Date.parse(member))
          : (member ?? null),
    ]),
  );
}

function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
