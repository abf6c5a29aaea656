import {
  PROCESS,
  EVENT,
  COMMAND,
  DUTY,
  ALERT,
  CHILD_OVERVIEW,
  REVIEW,
  PROCESS_CHILD,
  IN_PROCESS,
  CONTENT,
  OF_REVIEW,
  type Column,
} from './columns.ts';
import type { Row } from './rows.ts';
import type { Queries } from './read-stream.ts';

/** Everything that one transaction writes, by table; columns are those of the tables. */
export type Writing = {
  readonly process: readonly Row[];
  readonly event: readonly Row[];
  readonly command: readonly Row[];
  readonly duty: readonly Row[];
  readonly duty_gone: readonly Row[];
  readonly alert: readonly Row[];
  readonly child_overview: readonly Row[];
  readonly child_overview_gone: readonly Row[];
  readonly review: readonly Row[];
  readonly review_gone: readonly Row[];
  readonly process_child: readonly Row[];
  readonly process_child_gone: readonly Row[];
};

export const NOTHING_WRITTEN: Writing = {
  process: [],
  event: [],
  command: [],
  duty: [],
  duty_gone: [],
  alert: [],
  child_overview: [],
  child_overview_gone: [],
  review: [],
  review_gone: [],
  process_child: [],
  process_child_gone: [],
};

/** Each table is a parameter of its own: read as one document it would be read again for every table. */
const PARAMETERS: readonly (keyof Writing)[] = [
  'process',
  'event',
  'command',
  'duty',
  'duty_gone',
  'alert',
  'child_overview',
  'child_overview_gone',
  'review',
  'review_gone',
  'process_child',
  'process_child_gone',
];

function rowsOf(table: keyof Writing, columns: readonly Column[]): string {
  const list = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  return `SELECT * FROM jsonb_to_recordset($${String(PARAMETERS.indexOf(table) + 1)}::jsonb) AS given(${list})`;
}

/** Inserts rows, or puts all columns but the key anew. */
function upsert(
  table: keyof Writing,
  columns: readonly Column[],
  { key, except = [] }: { readonly key: readonly string[]; readonly except?: readonly string[] },
): string {
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const changed = columns.map(([name]) => name).filter((name) => !key.includes(name) && !except.includes(name));
  const sets = changed.map((name) => `"${name}" = excluded."${name}"`).join(', ');
  return `INSERT INTO "${table}" (${names}) ${rowsOf(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${sets}`;
}

function insert(table: string, columns: readonly Column[], from: keyof Writing): string {
  return `INSERT INTO "${table}" (${columns.map(([name]) => `"${name}"`).join(', ')}) ${rowsOf(from, columns)}`;
}

function remove(table: string, key: readonly Column[], from: keyof Writing): string {
  const matches = key.map(([name]) => `t."${name}" = g."${name}"`).join(' AND ');
  return `DELETE FROM "${table}" t USING (${rowsOf(from, key)}) g WHERE ${matches}`;
}

/**
 * One statement writes all of a change: few round trips, and nothing of it without the rest.
 * A closed process that opens again counts as unarmed, so that a workflow is started for it.
 */
const WRITE = `
WITH written_process AS (
  ${upsert('process', PROCESS, { key: ['id'], except: ['subject_ref'] })},
    "armed_for" = CASE WHEN "process"."closed" AND NOT excluded."closed" THEN NULL ELSE "process"."armed_for" END
), written_event AS (${insert('event', EVENT, 'event')}),
written_content AS (${insert('event_content', CONTENT, 'event')}),
written_command AS (${insert('command', COMMAND, 'command')}),
gone_duty AS (${remove('duty', IN_PROCESS, 'duty_gone')}),
written_duty AS (${upsert('duty', DUTY, { key: ['process_id', 'id'] })}),
written_alert AS (${upsert('alert', ALERT, { key: ['process_id', 'id'] })}),
gone_overview AS (${remove('child_overview', [['child_ref', 'text']], 'child_overview_gone')}),
written_overview AS (${upsert('child_overview', CHILD_OVERVIEW, { key: ['child_ref'] })}),
gone_review AS (${remove('review', OF_REVIEW, 'review_gone')}),
gone_child AS (${remove('process_child', PROCESS_CHILD, 'process_child_gone')}),
written_child AS (${insert('process_child', PROCESS_CHILD, 'process_child')} ON CONFLICT DO NOTHING)
${upsert('review', REVIEW, { key: ['process_id', 'fact_id'] })}`;

export async function write(queries: Queries, writing: Writing): Promise<void> {
  await queries.$executeRawUnsafe(WRITE, ...PARAMETERS.map((table) => JSON.stringify(writing[table])));
}
