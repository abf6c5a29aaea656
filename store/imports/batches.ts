import type { Instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { batchesOf, EXISTING_AT_ONCE, NOT_ASKED, type Progress } from '../bulk.ts';
import type { Queries } from '../read-stream.ts';
import type { ChangeRequest, Record } from '../record.ts';
import { deliveredAs, importState } from './state.ts';
import { nextChildren, progressOf, referencesOf, together, type ChildRow, type Mark } from './marking.ts';
import { recordedPeriods } from './recorded.ts';
import { requestsFor } from './requests.ts';

export type BatchDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly now: () => Instant;
  readonly newRef: () => string;
};

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
    // A household of several children is asked once.
    const asked = new Set<string>();
    const requests = batch.map(({ local_reference: reference }) => {
      const told = (recorded.get(reference) ?? []).filter(({ toldBy }) => toldBy.has(importId));
      const ids = new Set(told.map(({ processId }) => processId).filter((id) => !asked.has(id)));
      for (const id of ids) asked.add(id);
      return [...ids].map((processId): ChangeRequest => ({
        processId,
        now: now(),
        actor: HOLDFAST,
        command: { id: `${importId}:withdraw:${processId}`, kind: 'withdraw-return', payload: { importId } },
      }));
    });
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
