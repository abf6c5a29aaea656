import { calendarDate, isCalendarDate, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { comparePeriods, isNothing, type PeriodChange } from '../../domain/feeds/ssda903/compare.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import { tellingOf } from '../../domain/heart/telling.ts';
import { isJsonObject, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import type { Queries } from '../read-stream.ts';
import type { ChangeOutcome, ChangeRequest, Record } from '../record.ts';
import { recordedPeriods, type RecordedPeriod } from './recorded.ts';
import type { ImportPeriod } from './staging.ts';

export type BatchDeps = { readonly prisma: PrismaClient; readonly record: Record; readonly now: () => Instant };

export type Progress = { readonly done: number; readonly total: number };

/** New children lock nothing that anybody waits for; existing ones are held for a moment only (design §3.5). */
const NEW_AT_ONCE = 100;
const BATCHES_AT_ONCE = 2;
const EXISTING_AT_ONCE = 20;

class NoLongerAsked extends Error {
  override readonly name = 'NoLongerAsked';
}

type ChildRow = { readonly local_reference: string; readonly content: unknown };

/** Applies the next children of an import, each batch in one transaction with the mark that it is applied. */
export async function applyNext(importId: string, deps: BatchDeps): Promise<Progress> {
  const { prisma, now } = deps;
  const state = await importState(prisma, importId);
  const asAt = state?.asAt ?? null;
  if (state?.stage !== 'applying' || asAt === null) return { done: 0, total: 0 };
  const children = await prisma.$queryRawUnsafe<ChildRow[]>(
    'SELECT local_reference, content FROM import_child WHERE import_id = $1 AND applied_at IS NULL ORDER BY place LIMIT $2',
    importId,
    NEW_AT_ONCE * BATCHES_AT_ONCE,
  );
  const references = children.map((child) => child.local_reference);
  const recorded = await recordedPeriods(prisma, references);
  const isNew = references.every((reference) => !recorded.has(reference));
  const reading = { importId, asAt, coversFrom: state.coversFrom, now: now(), recorded };
  const batches = isNew ? batchesOf(children, NEW_AT_ONCE) : [children.slice(0, EXISTING_AT_ONCE)];
  // While the database writes one batch the next is thought out.
  await Promise.all(batches.map((batch) => applyBatch(batch, reading, deps)));
  return progressOf(prisma, importId, 'applied_at');
}

function batchesOf(children: readonly ChildRow[], size: number): readonly (readonly ChildRow[])[] {
  const count = Math.ceil(children.length / size);
  return Array.from({ length: count }, (_none, place) => children.slice(place * size, (place + 1) * size));
}

type Applying = {
  readonly importId: string;
  readonly asAt: CalendarDate;
  readonly coversFrom: CalendarDate;
  readonly now: Instant;
  readonly recorded: ReadonlyMap<string, readonly RecordedPeriod[]>;
};

async function applyBatch(batch: readonly ChildRow[], applying: Applying, { record }: BatchDeps): Promise<void> {
  const { importId, asAt, coversFrom, now, recorded } = applying;
  const requests = batch.flatMap(({ local_reference: localReference, content }) =>
    comparePeriods(recorded.get(localReference) ?? [], periodsOf(content), { asAt, coversFrom }).flatMap((change) =>
      requestOf(change, { importId, localReference, asAt, now }),
    ),
  );
  await together(record, requests, markWith('applied_at', importId, { stage: 'applying', children: batch }));
}

/** Takes an import back from the next batch of the children it touched. */
export async function withdrawNext(importId: string, { prisma, record, now }: BatchDeps): Promise<Progress> {
  const state = await importState(prisma, importId);
  if (state?.stage !== 'withdrawing') return { done: 0, total: 0 };
  const children = await prisma.$queryRawUnsafe<ChildRow[]>(
    'SELECT local_reference, content FROM import_child WHERE import_id = $1 AND withdrawn_at IS NULL ORDER BY place LIMIT $2',
    importId,
    EXISTING_AT_ONCE,
  );
  const recorded = await recordedPeriods(
    prisma,
    children.map((child) => child.local_reference),
  );
  const touched = [...recorded.values()].flat().filter((period) => period.toldBy.has(importId));
  const requests = touched.map(({ processId }): ChangeRequest => ({
    processId,
    now: now(),
    actor: HOLDFAST,
    command: { id: `${importId}:withdraw:${processId}`, kind: 'withdraw-return', payload: { importId } },
  }));
  await together(record, requests, markWith('withdrawn_at', importId, { stage: 'withdrawing', children }));
  return progressOf(prisma, importId, 'withdrawn_at');
}

/** Several processes and the mark of their children in one transaction; an import that is no longer asked for writes nothing. */
async function together(
  record: Record,
  requests: readonly ChangeRequest[],
  mark: Parameters<Record['changeAll']>[1],
): Promise<void> {
  try {
    await record.changeAll(requests, mark);
  } catch (error) {
    if (!(error instanceof NoLongerAsked)) throw error;
  }
}

function markWith(
  column: 'applied_at' | 'withdrawn_at',
  importId: string,
  { stage, children }: { readonly stage: string; readonly children: readonly ChildRow[] },
) {
  return async (queries: Queries, outcomes: readonly ChangeOutcome[]): Promise<void> => {
    // What was not recorded must not count as applied: the next attempt compares with what is recorded by then.
    const lost = outcomes.find(({ status }) => status !== 'accepted');
    if (lost !== undefined) throw new Error(`a batch was not recorded: ${lost.status}`);
    const [row] = await queries.$queryRawUnsafe<{ stage: string }[]>(
      'SELECT stage FROM process WHERE id = $1 FOR SHARE',
      importId,
    );
    if (row?.stage !== stage) throw new NoLongerAsked();
    const sql = `UPDATE import_child SET ${column} = now() WHERE import_id = $1 AND local_reference = ANY($2::text[])`;
    await queries.$executeRawUnsafe(
      sql,
      importId,
      children.map((child) => child.local_reference),
    );
  };
}

function requestOf(
  change: PeriodChange,
  {
    importId,
    localReference,
    asAt,
    now,
  }: { readonly importId: string; readonly localReference: string; readonly asAt: CalendarDate; readonly now: Instant },
): readonly ChangeRequest[] {
  if (isNothing(change)) return [];
  const { told, corrected, withdrawn } = change.differences;
  const source = { by: 'return', importId, key: `reading:${asAt}`, asAt };
  const reading = change.isLaterReading
    ? [{ kind: 'return-read', on: londonDateOf(now), payload: { asAt }, source }]
    : [];
  const payload: JsonObject = {
    importId,
    asAt,
    reason: `return as at ${asAt}`,
    told: [...reading, ...told],
    corrected,
    withdrawn,
  };
  return [
    {
      processId: change.processId,
      now,
      actor: HOLDFAST,
      command: { id: `${importId}:${change.processId}`, kind: 'take-return', payload },
      ...(change.opens ? { opening: { kind: 'period-of-care', subject: { kind: 'child', localReference } } } : {}),
    },
  ];
}

type ImportState = { readonly stage: string; readonly asAt: CalendarDate | null; readonly coversFrom: CalendarDate };

async function importState(queries: Queries, importId: string): Promise<ImportState | null> {
  const [row] = await queries.$queryRawUnsafe<{ stage: string; as_at: string | null; covers_from: string | null }[]>(
    `SELECT stage, kept #>> '{state,asAt}' AS as_at, kept #>> '{state,coversFrom}' AS covers_from FROM process WHERE id = $1`,
    importId,
  );
  if (row === undefined) return null;
  const { stage, as_at: asAt, covers_from: from } = row;
  const read = asAt !== null && isCalendarDate(asAt) ? asAt : null;
  return { stage, asAt: read, coversFrom: from !== null && isCalendarDate(from) ? from : LATEST };
}

/** Nothing vanishes from a return that holds no reviews at all. */
const LATEST = calendarDate('9999-12-31');

async function progressOf(
  queries: Queries,
  importId: string,
  column: 'applied_at' | 'withdrawn_at',
): Promise<Progress> {
  const sql = `SELECT count(${column})::int AS done, count(*)::int AS total FROM import_child WHERE import_id = $1`;
  const [row] = await queries.$queryRawUnsafe<Progress[]>(sql, importId);
  return row ?? { done: 0, total: 0 };
}

export function periodsOf(content: unknown): readonly ImportPeriod[] {
  return (Array.isArray(content) ? content : []).filter(isJsonObject).flatMap((period): ImportPeriod[] => {
    const [processId, startOn] = [readText(period, 'processId'), readText(period, 'startOn')];
    const facts = period['facts'];
    if (processId === null || startOn === null || !isCalendarDate(startOn)) return [];
    return [{ processId, startOn, facts: (Array.isArray(facts) ? facts : []).flatMap(tellingOf) }];
  });
}
