import { allocatedTo } from '../domain/feeds/ssda903/allocations.ts';
import { isSameJson, type JsonObject } from '../domain/json.ts';
import { readText } from '../domain/json-reading.ts';
import type { Fact } from '../domain/heart/fact.ts';
import { readHistory } from '../domain/heart/history.ts';
import type { Saving } from '../domain/people/entries.ts';
import { PERIOD_OF_CARE } from '../domain/processes/period-of-care/index.ts';
import { batchesOf, EXISTING_AT_ONCE } from '../store/bulk.ts';
import { isWorker, knownWorkers, periodsNaming, personsOf } from '../store/imports/workers.ts';
import { readHistories, type Queries } from '../store/read-stream.ts';
import type { ChangeRequest } from '../store/record.ts';
import { accepted, commandId } from './commands.ts';
import type { Keyed, PeopleDeps } from './people.ts';
import { Refused } from './refused.ts';

/** Codes of a file of people as entries, each under the reference of its worker. */
export async function savingsOfCodes(
  codes: ReadonlyMap<string, string>,
  { prisma, newRef }: PeopleDeps,
): Promise<readonly Saving[]> {
  const workers = await knownWorkers(prisma, [...codes.keys()], newRef);
  return [...codes].flatMap(([code, person]): readonly Saving[] => {
    const ref = workers.get(code)?.ref;
    return ref === undefined ? [] : [{ kind: 'worker', ref, entry: { ref, person } }];
  });
}

/** Only of a worker whom a delivery or a file has named can it be said who it is. */
export async function refuseUnknownWorker(queries: Queries, { kind, ref }: Saving): Promise<void> {
  if (kind !== 'worker' || (await isWorker(queries, ref))) return;
  const fields = [{ field: 'ref', message: 'must be a worker whom an import names' }];
  throw new Refused('invalid-content', { fields });
}

/**
 * Once it is said who workers of deliveries are, or no longer, what deliveries told of them is told again with the person, child
 * by child: what a person recorded stays. What is told already is passed over, so that a repeat finishes what was interrupted.
 */
export async function retellWorkers(
  { actor, key, savings }: Keyed & { readonly savings: readonly Saving[] },
  { prisma, record, digest, now }: PeopleDeps,
): Promise<void> {
  const workers = savings.filter(({ kind }) => kind === 'worker').map(({ ref }) => ref);
  if (workers.length === 0) return;
  const persons = await personsOf(prisma, workers);
  const known = new Map(workers.map((ref) => [ref, allocatedTo({ ref, person: persons.get(ref) ?? null })]));
  for (const batch of batchesOf(await periodsNaming(prisma, workers), EXISTING_AT_ONCE)) {
    const histories = await readHistories(prisma, batch);
    const requests = batch.flatMap((processId): readonly ChangeRequest[] => {
      const { facts } = readHistory(histories.get(processId) ?? [], PERIOD_OF_CARE);
      const corrected = [...facts.values()].flatMap((fact) => retold(fact, known));
      if (corrected.length === 0) return [];
      const payload = { reason: 'it was said who the worker is', told: [], corrected, withdrawn: [] };
      const command = { id: commandId(`${key} ${processId}`, digest), kind: 'take-return', payload };
      return [{ processId, now: now(), actor, command }];
    });
    (await record.changeAll(requests)).forEach(accepted);
  }
}

/** The correction of an allocation that a delivery told; none where it says so already. */
function retold(
  { id: factId, kind, on, source, payload }: Fact,
  known: ReadonlyMap<string, ReturnType<typeof allocatedTo>>,
): readonly JsonObject[] {
  if (kind !== 'allocated' || source.by === 'person') return [];
  const who = known.get(readText(payload, 'worker') ?? readText(payload, 'person') ?? '');
  if (who === undefined) return [];
  const now = { role: readText(payload, 'role'), ...who };
  return isSameJson(now, payload) ? [] : [{ factId, telling: { kind, on, payload: now, source: { ...source } } }];
}
