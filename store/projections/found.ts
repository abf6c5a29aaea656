import { isJsonObject, numberOf, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Subject } from '../read.ts';
import { withDuties } from '../packed-duties.ts';
import { readStreams, type Queries, type RecordedEvent } from '../read-stream.ts';

/** Tables whose rows belong to one process each. */
export const OF_PROCESS = ['duty', 'alert', 'review', 'process_child'] as const;
export type OfProcessTable = (typeof OF_PROCESS)[number];

/** A process as it stands in the tables, beside its stream. */
export type ProcessFound = {
  readonly id: string;
  readonly kind: string;
  readonly subjectRef: string;
  readonly stateVersion: number;
  readonly row: JsonObject;
  readonly stream: readonly RecordedEvent[];
  readonly rows: Readonly<Record<OfProcessTable, readonly JsonObject[]>>;
};

/** A subject with all that stands of it. */
export type SubjectFound = {
  readonly subject: Subject;
  readonly processes: readonly ProcessFound[];
  readonly overview: readonly JsonObject[];
};

type SubjectRow = { readonly ref: string; readonly kind: string; readonly local_reference: string | null };

/** Reads whole subjects: few queries for many. */
export async function readFound(queries: Queries, refs: readonly string[]): Promise<readonly SubjectFound[]> {
  const subjects = await queries.$queryRawUnsafe<SubjectRow[]>(
    'SELECT ref, kind, local_reference FROM subject WHERE ref = ANY($1::text[]) ORDER BY ref',
    refs,
  );
  const stored = await rowsOf(queries, 'process', { column: 'subject_ref', values: refs });
  const rows = stored.map((row): JsonObject => ({ ...row, kept: withDuties(row['kept']) ?? null }));
  const ids = rows.map((row) => textIn(row, 'id'));
  const streams = await readStreams(queries, ids);
  const tables = new Map<string, readonly JsonObject[]>();
  for (const table of OF_PROCESS)
    tables.set(table, await rowsOf(queries, table, { column: 'process_id', values: ids }));
  const overviews = await rowsOf(queries, 'child_overview', { column: 'child_ref', values: refs });
  const processes = rows.map((row): ProcessFound => {
    const id = textIn(row, 'id');
    const own = (table: OfProcessTable): readonly JsonObject[] =>
      (tables.get(table) ?? []).filter((item) => item['process_id'] === id);
    return {
      id,
      kind: textIn(row, 'kind'),
      subjectRef: textIn(row, 'subject_ref'),
      stateVersion: numberOf(row, 'state_version'),
      row,
      stream: streams.get(id) ?? [],
      rows: { duty: own('duty'), alert: own('alert'), review: own('review'), process_child: own('process_child') },
    };
  });
  return subjects.map(({ ref, kind, local_reference: localReference }) => ({
    subject: { ref, kind, localReference },
    processes: processes.filter(({ subjectRef }) => subjectRef === ref),
    overview: overviews.filter((row) => row['child_ref'] === ref),
  }));
}

async function rowsOf(
  queries: Queries,
  table: string,
  { column, values }: { readonly column: string; readonly values: readonly string[] },
): Promise<readonly JsonObject[]> {
  const found = await queries.$queryRawUnsafe<{ row: unknown }[]>(
    `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE "${column}" = ANY($1::text[])`,
    values,
  );
  return found.map(({ row }) => row).filter(isJsonObject);
}

function textIn(row: JsonObject, column: string): string {
  return readText(row, column) ?? '';
}
