import { isInstant, instantFromEpochMs, type Instant } from '../domain/calendar/instant.ts';
import type { Kept } from '../domain/heart/kept.ts';
import { isJsonObject } from '../domain/json-reading.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { settingsOf, type Settings } from '../domain/rulebook/settings.ts';
import { withDuties } from './packed-duties.ts';
import type { Opening } from './record.ts';
import type { Queries } from './read-stream.ts';

/** A process row as a change needs it. */
export type KeptRow = {
  readonly id: string;
  readonly kind: string;
  readonly subjectRef: string;
  readonly kept: Kept<JsonObject>;
  readonly stage: string;
  readonly stateVersion: number;
  readonly build: string;
  readonly sequence: number;
  readonly chainHead: string;
  readonly openedAt: Instant;
  readonly armedFor: Instant | null;
  readonly reviews: readonly string[];
  /** Refs of the children whom its projection names. */
  readonly children: readonly string[];
};

export type AnsweredCommand = { readonly id: string; readonly bodyDigest: string; readonly answer: unknown };

export type Subject = { readonly ref: string; readonly kind: string; readonly localReference: string | null };

/** What is read under lock at the beginning of a change. */
export type Reading = {
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly rows: readonly KeptRow[];
  readonly commands: ReadonlyMap<string, AnsweredCommand>;
  /** What the authority has adopted, for processes that open; null: nothing, or nothing opens. */
  readonly settingsInForce: Settings | null;
};

type SubjectRow = { readonly ref: string; readonly kind: string; readonly local_reference: string | null };

/** Locks the subjects of processes in order of their refs, so that two changes never wait for each other crosswise. */
const LOCK = `
SELECT s.ref, s.kind, s.local_reference FROM subject s
 WHERE s.ref IN (SELECT p.subject_ref FROM process p WHERE p.id = ANY($1::text[])) OR s.ref = ANY($2::text[])
 ORDER BY s.ref FOR UPDATE`;

/** What opens begins with these; held, so that they are not changed before it is recorded. */
const HOLD_SETTINGS = 'SELECT settings FROM settings_in_force FOR SHARE';

const ROW = `p.id, p.kind, p.subject_ref, p.kept, p.stage, p.state_version, p.build, p.sequence, p.chain_head, p.opened_at, p.armed_for,
                coalesce((SELECT jsonb_agg(v.fact_id) FROM review v WHERE v.process_id = p.id), '[]') AS reviews,
                coalesce((SELECT jsonb_agg(c.child_ref) FROM process_child c WHERE c.process_id = p.id), '[]') AS children`;

/** After the lock: who belongs to the subjects now, in order of id, and which of the commands were answered. */
const READ = `
SELECT coalesce((SELECT json_agg(to_json(r) ORDER BY r.id) FROM (
         SELECT ${ROW} FROM process p WHERE p.subject_ref = ANY($1::text[])) r), '[]') AS processes,
       coalesce((SELECT json_agg(to_json(c)) FROM (
         SELECT id, body_digest, answer FROM command WHERE id = ANY($2::text[])) c), '[]') AS commands`;

/** Finds the subjects of openings, making those that are new; their refs are random. */
const ENSURE = `
INSERT INTO subject (ref, kind, local_reference)
SELECT ref, kind, local_reference FROM jsonb_to_recordset($1::jsonb) AS given(ref text, kind text, local_reference text)
 ORDER BY kind, local_reference
ON CONFLICT (kind, local_reference) DO NOTHING`;

/** The refs of openings, in the order given; new subjects are made, but for those that must be there already. */
export async function ensureSubjects(
  queries: Queries,
  openings: readonly Opening[],
  newRef: () => string,
): Promise<readonly string[]> {
  const named = openings.flatMap(({ subject }) => ('localReference' in subject ? [subject] : []));
  const given = openings.flatMap(({ subject }) =>
    'ref' in subject ? [{ ref: subject.ref, kind: subject.kind, local_reference: null }] : [],
  );
  if (given.length > 0)
    await queries.$executeRawUnsafe(ENSURE.replace('(kind, local_reference) DO', '(ref) DO'), JSON.stringify(given));
  const refs = named.length === 0 ? new Map<string, string>() : await ensureNamed(queries, named, newRef);
  return openings.map(({ subject }) => {
    if ('ref' in subject) return subject.ref;
    return 'existing' in subject ? subject.existing : (refs.get(nameOf(subject)) ?? '');
  });
}

type Named = { readonly kind: string; readonly localReference: string };

function nameOf({ kind, localReference }: Named): string {
  return `${kind}|${localReference}`;
}

async function ensureNamed(
  queries: Queries,
  named: readonly Named[],
  newRef: () => string,
): Promise<ReadonlyMap<string, string>> {
  const rows = named.map(({ kind, localReference }) => ({ ref: newRef(), kind, local_reference: localReference }));
  await queries.$executeRawUnsafe(ENSURE, JSON.stringify(rows));
  const found = await queries.$queryRawUnsafe<{ ref: string; kind: string; localReference: string }[]>(
    `SELECT ref, kind, local_reference AS "localReference" FROM subject
      WHERE (kind, local_reference) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    named.map(({ kind }) => kind),
    named.map(({ localReference }) => localReference),
  );
  return new Map(found.map((row) => [nameOf(row), row.ref]));
}

export async function lockAndRead(
  queries: Queries,
  wanted: {
    readonly processIds: readonly string[];
    readonly subjectRefs: readonly string[];
    readonly commandIds: readonly string[];
    readonly opens: boolean;
    /** Processes of subjects that somebody is changing are left out instead of waited for. */
    readonly skipLocked: boolean;
  },
): Promise<Reading> {
  const [inForce] = wanted.opens ? await queries.$queryRawUnsafe<{ settings: unknown }[]>(HOLD_SETTINGS) : [];
  const lock = wanted.skipLocked ? `${LOCK} SKIP LOCKED` : LOCK;
  const locked = await queries.$queryRawUnsafe<SubjectRow[]>(lock, wanted.processIds, wanted.subjectRefs);
  const refs = locked.map((row) => row.ref);
  const [found] = await queries.$queryRawUnsafe<{ processes: unknown; commands: unknown }[]>(
    READ,
    refs,
    wanted.commandIds,
  );
  return {
    subjects: new Map(
      locked.map((row) => [row.ref, { ref: row.ref, kind: row.kind, localReference: row.local_reference }]),
    ),
    settingsInForce: settingsOf(inForce?.settings),
    rows: listOf(found?.processes).map(keptRow),
    commands: new Map(
      listOf(found?.commands).map((row) => [
        textOf(row, 'id'),
        { id: textOf(row, 'id'), bodyDigest: textOf(row, 'body_digest'), answer: row['answer'] },
      ]),
    ),
  };
}

/** Process rows as they stand, without a lock: for looking only. */
export async function readRows(queries: Queries, ids: readonly string[]): Promise<readonly KeptRow[]> {
  const [found] = await queries.$queryRawUnsafe<{ rows: unknown }[]>(
    `SELECT json_agg(to_json(r) ORDER BY r.id) AS rows FROM (SELECT ${ROW} FROM process p WHERE p.id = ANY($1::text[])) r`,
    ids,
  );
  return listOf(found?.rows).map(keptRow);
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textOf(row: JsonObject, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} holds no text`);
  return value;
}

function keptRow(row: JsonObject): KeptRow {
  const { reviews, children, state_version: stateVersion, sequence } = row;
  const kept = withDuties(row['kept']);
  if (!isKept(kept) || typeof stateVersion !== 'number' || typeof sequence !== 'number')
    throw new Error('a process row cannot be read');
  return {
    id: textOf(row, 'id'),
    kind: textOf(row, 'kind'),
    subjectRef: textOf(row, 'subject_ref'),
    // A build before settings kept none.
    kept: { ...kept, settings: settingsOf(kept.settings) },
    stage: textOf(row, 'stage'),
    stateVersion,
    build: textOf(row, 'build'),
    sequence,
    chainHead: textOf(row, 'chain_head'),
    openedAt: instantOf(textOf(row, 'opened_at')),
    armedFor: typeof row['armed_for'] === 'string' ? instantOf(row['armed_for']) : null,
    reviews: textsOf(reviews),
    children: textsOf(children),
  };
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

function instantOf(text: string): Instant {
  return isInstant(text) ? text : instantFromEpochMs(Date.parse(text));
}

/** What the record wrote itself: its shape is the one of the build whose version stands beside it. */
export function isKept(value: unknown): value is Kept<JsonObject> {
  return (
    isJsonObject(value) &&
    isJsonObject(value['state']) &&
    Array.isArray(value['duties']) &&
    Array.isArray(value['alerts'])
  );
}
