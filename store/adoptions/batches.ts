import type { Instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import type { Settings } from '../../domain/rulebook/settings.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { batchesOf, EXISTING_AT_ONCE, NOT_ASKED, refuseIfLeft, unlessLeft, type Progress } from '../bulk.ts';
import type { ChangeRequest, Record } from '../record.ts';
import { countOpen, putInForce, readAdoption, remaining, targetOf, type Adoption } from './adoption.ts';

export type AdoptingDeps = { readonly prisma: PrismaClient; readonly record: Record; readonly now: () => Instant };

/** One call of the workflow changes so many batches, two side by side: while one is written the next is thought out. */
const BATCHES = 20;
const SIDE_BY_SIDE = 2;

/** Changes the next processes; those that open meanwhile begin with what is adopted. */
export function adoptNext(id: string, deps: AdoptingDeps): Promise<Progress> {
  return passOn(id, { stage: 'applying', to: (adoption) => adoption.settings, cause: `adoption ${id}` }, deps);
}

/** Takes the next processes back to what was in force before. */
export function rollBackNext(id: string, deps: AdoptingDeps): Promise<Progress> {
  return passOn(id, { stage: 'rolling-back', to: (adoption) => adoption.before, cause: `roll-back ${id}` }, deps);
}

type Passing = {
  readonly stage: string;
  readonly to: (adoption: Adoption) => Settings | null;
  readonly cause: string;
};

async function passOn(id: string, passing: Passing, deps: AdoptingDeps): Promise<Progress> {
  const { prisma } = deps;
  const adoption = await readAdoption(prisma, id);
  if (adoption?.stage !== passing.stage) return NOT_ASKED;
  const settings = passing.to(adoption);
  const target = targetOf(adoption, settings);
  if (adoption.ofBuild === null) await inForce(adoption, { settings, stage: passing.stage }, deps);
  const ids = await remaining(prisma, target, { after: '', limit: EXISTING_AT_ONCE * BATCHES });
  const batches = [...batchesOf(ids, EXISTING_AT_ONCE)];
  let changed = 0;
  const work = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift())
      changed += await changeBatch(batch, { adoption, settings, passing }, deps);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return { ...(await countOpen(prisma, target)), isHeldUp: ids.length > 0 && changed === 0 };
}

async function inForce(
  { id }: Adoption,
  { settings, stage }: { readonly settings: Settings | null; readonly stage: string },
  { prisma }: AdoptingDeps,
): Promise<void> {
  await unlessLeft(() =>
    prisma.$transaction(async (queries) => {
      await refuseIfLeft(queries, id, stage);
      return putInForce(queries, settings);
    }),
  );
}

type Batch = { readonly adoption: Adoption; readonly settings: Settings | null; readonly passing: Passing };

/** One transaction; an adoption that was stopped meanwhile changes nothing more. Says how many were changed. */
async function changeBatch(
  ids: readonly string[],
  { adoption, settings, passing }: Batch,
  { record, now }: AdoptingDeps,
): Promise<number> {
  const requests = ids.map((processId): ChangeRequest => ({
    processId,
    now: now(),
    actor: HOLDFAST,
    // A row of another build is recomputed by being asked at all.
    ...(adoption.ofBuild === null ? { adopt: { settings, cause: passing.cause } } : {}),
  }));
  return unlessLeft(async () => {
    const outcomes = await record.changeAll(requests, (queries) => refuseIfLeft(queries, adoption.id, passing.stage), {
      skipLocked: true,
    });
    return outcomes.filter(({ status }) => status === 'accepted').length;
  });
}
