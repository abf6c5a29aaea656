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
};

type Column = readonly [name: string, type: string];

const PROCESS: readonly Column[] = [
  ['id', 'text'],
  ['kind', 'text'],
  ['subject_ref', 'text'],
  ['kept', 'jsonb'],
  ['standing', 'jsonb'],
  ['stage', 'text'],
  ['state_version', 'int'],
  ['build', 'text'],
  ['sequence', 'int'],
  ['chain_head', 'text'],
  ['opened_at', 'timestamptz'],
  ['changed_at', 'timestamptz'],
  ['next_change_at', 'timestamptz'],
  ['closed', 'boolean'],
];
const EVENT: readonly Column[] = [
  ['process_id', 'text'],
  ['sequence', 'int'],
  ['class', 'text'],
  ['kind', 'text'],
  ['occurred_on', 'date'],
  ['recorded_at', 'timestamptz'],
  ['actor', 'text'],
  ['command_id', 'text'],
  ['cause', 'text'],
  ['rulebook', 'text'],
  ['previous_hash', 'text'],
  ['content_digest', 'text'],
  ['hash', 'text'],
];
const COMMAND: readonly Column[] = [
  ['id', 'text'],
  ['process_id', 'text'],
  ['actor', 'text'],
  ['kind', 'text'],
  ['body_digest', 'text'],
  ['answer', 'jsonb'],
  ['answered_at', 'timestamptz'],
];
const DUTY: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
  ['subject_ref', 'text'],
  ['rule_id', 'text'],
  ['rule_version', 'int'],
  ['anchor', 'text'],
  ['status', 'text'],
  ['ended_because', 'text'],
  ['met_on', 'date'],
  ['earliest_on', 'date'],
  ['due_on', 'date'],
  ['last_defensible_on', 'date'],
  ['overdue_from', 'date'],
  ['provisional', 'boolean'],
  ['from_on', 'date'],
  ['owner', 'text'],
  ['line', 'text'],
  ['booked_on', 'date'],
  ['knowledge', 'text'],
  ['inputs', 'jsonb'],
  ['dated_by', 'int'],
];
const ALERT: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
  ['subject_ref', 'text'],
  ['duty_id', 'text'],
  ['rule_id', 'text'],
  ['due_on', 'date'],
  ['dated_by', 'int'],
  ['reason', 'text'],
  ['role', 'text'],
  ['person', 'text'],
  ['urgency', 'text'],
  ['raised_at', 'timestamptz'],
  ['answer_by', 'timestamptz'],
  ['status', 'text'],
  ['answer', 'jsonb'],
];
const CHILD_OVERVIEW: readonly Column[] = [
  ['child_ref', 'text'],
  ['local_reference', 'text'],
  ['date_of_birth', 'date'],
  ['process_id', 'text'],
  ['stage', 'text'],
  ['regime', 'text'],
  ['in_care', 'boolean'],
  ['entered_on', 'date'],
  ['left_on', 'date'],
  ['legal_status', 'text'],
  ['placement', 'text'],
  ['allocated_worker', 'text'],
  ['iro', 'text'],
  ['next_review_rule', 'text'],
  ['next_review_due_on', 'date'],
  ['review_booked_on', 'date'],
  ['review_overdue_from', 'date'],
  ['review_knowledge', 'text'],
];
const REVIEW: readonly Column[] = [
  ['process_id', 'text'],
  ['fact_id', 'text'],
  ['subject_ref', 'text'],
  ['ordinal', 'int'],
  ['held_on', 'date'],
  ['completed_on', 'date'],
  ['kind', 'text'],
  ['participation', 'text'],
  ['due_on', 'date'],
];

function rowsOf(table: keyof Writing, columns: readonly Column[]): string {
  const list = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  return `SELECT * FROM jsonb_to_recordset($1::jsonb -> '${table}') AS given(${list})`;
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

const IN_PROCESS: readonly Column[] = [
  ['process_id', 'text'],
  ['id', 'text'],
];
const CONTENT: readonly Column[] = [
  ['process_id', 'text'],
  ['sequence', 'int'],
  ['salt', 'text'],
  ['payload', 'text'],
];
const OF_REVIEW: readonly Column[] = [
  ['process_id', 'text'],
  ['fact_id', 'text'],
];

/**
 * One statement writes all of a change: few round trips, and nothing of it without the rest.
 * A closed process that opens again counts as unarmed, so that a workflow is started for it.
 */
const WRITE = `
WITH written_process AS (
  ${upsert('process', PROCESS, { key: ['id'], except: ['kind', 'subject_ref', 'opened_at'] })},
    "armed_for" = CASE WHEN "process"."closed" AND NOT excluded."closed" THEN NULL ELSE "process"."armed_for" END
), written_event AS (${insert('event', EVENT, 'event')}),
written_content AS (${insert('event_content', CONTENT, 'event')}),
written_command AS (${insert('command', COMMAND, 'command')}),
gone_duty AS (${remove('duty', IN_PROCESS, 'duty_gone')}),
written_duty AS (${upsert('duty', DUTY, { key: ['process_id', 'id'] })}),
written_alert AS (${upsert('alert', ALERT, { key: ['process_id', 'id'] })}),
gone_overview AS (${remove('child_overview', [['child_ref', 'text']], 'child_overview_gone')}),
written_overview AS (${upsert('child_overview', CHILD_OVERVIEW, { key: ['child_ref'] })}),
gone_review AS (${remove('review', OF_REVIEW, 'review_gone')})
${upsert('review', REVIEW, { key: ['process_id', 'fact_id'] })}`;

export async function write(queries: Queries, writing: Writing): Promise<void> {
  await queries.$executeRawUnsafe(WRITE, JSON.stringify(writing));
}
