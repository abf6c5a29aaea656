import { ApplicationFailure } from '@temporalio/common';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Process } from '../domain/heart/process.ts';
import type { JsonObject } from '../domain/json.ts';
import { MOST_MOVED_UNSEEN } from '../domain/processes/rule-adoption/index.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Clock } from '../platform/clock.ts';
import { readAdoption } from '../store/adoptions/adoption.ts';
import { adoptNext, rollBackNext } from '../store/adoptions/batches.ts';
import { previewNext, sumEffects } from '../store/adoptions/effects.ts';
import type { Record } from '../store/record.ts';
import type { AdoptionActivities } from '../workflows/contract.ts';
import { beating } from './beating.ts';
import { createOwnCommand } from './own-command.ts';
import { patient } from './patient.ts';

export type AdoptionDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly clock: Clock;
  /** The build that this worker runs: only it can recompute by itself. */
  readonly build: string;
};

/** What a change of rules, calendar or build does; each may run twice: what is at its target is not changed again. */
export function createAdoptionActivities(deps: AdoptionDeps): AdoptionActivities {
  const { prisma, record, clock } = deps;
  const now = (): Instant => clock.now();
  const passing = { prisma, record, now };
  const command = createOwnCommand(deps);
  /** Left to a worker of that build where it is another one. */
  const mine = async (processId: string): Promise<void> => {
    const ofBuild = (await readAdoption(prisma, processId))?.ofBuild ?? null;
    if (ofBuild !== null && ofBuild !== deps.build)
      throw ApplicationFailure.retryable(`this worker runs another build than ${ofBuild}`);
  };
  return {
    previewBatch: async ({ processId }) => {
      await mine(processId);
      return beating(() => previewNext(processId, { ...deps, queries: prisma, now }));
    },
    adoptBatch: async ({ processId }) => {
      await mine(processId);
      return beating(() => patient(adoptNext(processId, passing)));
    },
    rollBackBatch: ({ processId }) => beating(() => patient(rollBackNext(processId, passing))),
    finishAdoption: async ({ processId, command: kind }) => {
      if (kind !== 'record-effects') return command(processId, kind, {});
      const effects = await sumEffects(prisma, processId);
      await command(processId, kind, effects);
      // What a new build brings approves itself where it moves few dates; proposed by Holdfast, it needs nobody.
      const adoption = await readAdoption(prisma, processId);
      if (adoption?.ofBuild != null && effects.moved <= MOST_MOVED_UNSEEN)
        await command(processId, 'approve-adoption', {});
    },
  };
}
