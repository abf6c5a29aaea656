import { isCalendarDate } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { compareChild, TOLD_BY_DELIVERIES, type ChildChange } from '../../domain/feeds/ssda903/compare-child.ts';
import { isNothing, type Delivered } from '../../domain/feeds/ssda903/compare.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import { tellingOf } from '../../domain/heart/telling.ts';
import { isJsonObject, readFlag, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { batchesOf, EXISTING_AT_ONCE, NOT_ASKED, type Progress } from '../bulk.ts';
import type { Queries } from '../read-stream.ts';
import type { ChangeRequest, Record } from '../record.ts';
import { deliveredAs, importState } from './state.ts';
import { nextChildren, progressOf, referencesOf, together, type ChildRow, type Mark } from './marking.ts';
import { recordedPeriods } from './recorded.ts';
import type { ImportPeriod } from './staging.ts';

export type BatchDeps = { readonly prisma: PrismaClient; readonly record: Record; readonly now: () => Instant };

/** New children lock nothing that anybody waits for. */
const NEW_AT_ONCE = 50;

/** Applies the next children of an import, each batch in one transaction with the mark that it is applied. */
export async function applyNext(importId: string, deps: BatchDeps): Promise<Progress> {
  const { prisma, record, now } = deps;
  const state = await importState(prisma, importId);
  if (state?.stage !== 'applying' || state.asAt === null) return NOT_ASKED;
  const children = await nextChildren(prisma, importId, 'applied_at');
  const applying = { importId, delivered: deliveredAs(state, state.asAt), round: state.decided, now: now() };
  const mark: Mark = { importId, column: 'applied_at', stage: 'applying' };
  const apply = async (batch: readonly ChildRow[]): Promise<number> =>
    together(batch, { requests: await requestsFor(batch, applying, deps), mark }, record);
  // While the database writes one batch of new children the next is thought out.
  const marked = (await areNew(prisma, children))
    ? sumOf(await Promise.all(batchesOf(children, NEW_AT_ONCE).map(apply)))
    : await inTurn(batchesOf(children, EXISTING_AT_ONCE), apply);
  return progressOf(prisma, mark, children.length > 0 && marked === 0);
}

/** Takes an import back from the next of the children it touched. */
export async function withdrawNext(importId: string, deps: BatchDeps): Promise<Progress> {
  const { prisma, record, now } = deps;
  const state = await importState(prisma, importId);
  if (state?.stage !== 'withdrawing') return NOT_ASKED;
  const children = await nextChildren(prisma, importId, 'withdrawn_at');
  const mark: Mark = { importId, column: 'withdrawn_at', stage: 'withdrawing' };
  const marked = await inTurn(batchesOf(children, EXISTING_AT_ONCE), async (batch) => {
    const recorded = await recordedPeriods(prisma, referencesOf(batch));
    const requests = batch.map(({ local_reference: reference }) =>
      (recorded.get(reference) ?? [])
        .filter((period) => period.toldBy.has(importId))
        .map(({ processId }): ChangeRequest => ({
          processId,
          now: now(),
          actor: HOLDFAST,
          command: { id: `${importId}:withdraw:${processId}`, kind: 'withdraw-return', payload: { importId } },
        })),
    );
    return together(batch, { requests, mark }, record);
  });
  return progressOf(prisma, mark, children.length > 0 && marked === 0);
}

async function areNew(queries: Queries, children: readonly ChildRow[]): Promise<boolean> {
  const known = await queries.$queryRawUnsafe<object[]>(
    `SELECT 1 FROM subject WHERE kind = 'child' AND local_reference = ANY($1::text[]) LIMIT 1`,
    referencesOf(children),
  );
  return known.length === 0;
}

async function inTurn(
  batches: readonly (readonly ChildRow[])[],
  run: (batch: readonly ChildRow[]) => Promise<number>,
): Promise<number> {
  let marked = 0;
  for (const batch of batches) marked += await run(batch);
  return marked;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

type Applying = {
  readonly importId: string;
  readonly delivered: Delivered;
  /** An import is applied again after persons decided about rows of it. */
  readonly round: number;
  readonly now: Instant;
};

/** Child by child what the delivery changes, compared with what is recorded just before the batch. */
async function requestsFor(
  batch: readonly ChildRow[],
  applying: Applying,
  { prisma }: BatchDeps,
): Promise<readonly (readonly ChangeRequest[])[]> {
  const recorded = await recordedPeriods(prisma, referencesOf(batch));
  return batch.map(({ local_reference: localReference, content }) =>
    compareChild(recorded.get(localReference) ?? [], periodsOf(content), applying.delivered).flatMap((change) =>
      requestOf(change, localReference, applying),
    ),
  );
}

function requestOf(
  change: ChildChange,
  localReference: string,
  { importId, delivered: { by, asAt }, round, now }: Applying,
): readonly ChangeRequest[] {
  if (isNothing(change)) return [];
  const { told, corrected, withdrawn } = change.differences;
  const source = { by, importId, key: `reading:${asAt}`, asAt };
  const reading = change.isLaterReading
    ? [{ kind: 'return-read', on: londonDateOf(now), payload: { asAt }, source }]
    : [];
  const reason = `${by} as at ${asAt}`;
  const payload: JsonObject = {
    importId,
    asAt,
    reason,
    told: [...reading, ...told],
    corrected: corrected.map(({ because, ...item }) => ({ ...item, reason: `${reason}: ${because}` })),
    withdrawn,
  };
  const id = round === 0 ? `${importId}:${change.processId}` : `${importId}:${String(round)}:${change.processId}`;
  return [
    {
      processId: change.processId,
      now,
      actor: HOLDFAST,
      command: { id, kind: 'take-return', payload },
      ...(change.opens ? { opening: { kind: change.kind, subject: { kind: 'child', localReference } } } : {}),
    },
  ];
}

export function periodsOf(content: unknown): readonly ImportPeriod[] {
  return (Array.isArray(content) ? content : []).filter(isJsonObject).flatMap((period): ImportPeriod[] => {
    const [processId, startOn] = [readText(period, 'processId'), readText(period, 'startOn')];
    const facts = period['facts'];
    if (processId === null || startOn === null || !isCalendarDate(startOn)) return [];
    const isWhole = readFlag(period, 'isWhole') ?? true;
    // What an earlier build staged are periods of care.
    const kind = TOLD_BY_DELIVERIES.find((told) => told === period['kind']) ?? 'period-of-care';
    return [{ kind, processId, startOn, isWhole, facts: (Array.isArray(facts) ? facts : []).flatMap(tellingOf) }];
  });
}
