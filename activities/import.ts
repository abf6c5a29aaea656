import { applyNext, withdrawNext } from '../store/imports/batches.ts';
import { dropUploads, expectedFeed } from '../store/imports/fed.ts';
import { importState } from '../store/imports/state.ts';
import type { Record } from '../store/record.ts';
import { isWithin } from '../domain/processes/authority/feed.ts';
import { OWN_AUTHORITY } from '../domain/processes/authority/index.ts';
import type { ImportActivities } from '../workflows/contract.ts';
import { beating } from './beating.ts';
import { createOwnCommand } from './own-command.ts';
import { patient } from './patient.ts';
import { stageImport, type Preview, type StageDeps } from './stage-import.ts';

export type ImportDeps = StageDeps & { readonly record: Record };

/** What an import does; each may run twice, because the record keeps what was done and the marks stand in its transactions. */
export function createImportActivities(deps: ImportDeps): ImportActivities {
  const { prisma, record, clock, newRef } = deps;
  const command = createOwnCommand({ record, clock });
  const batches = { prisma, record, newRef, now: () => clock.now() };
  const previewed = async (processId: string, { recorded, measured }: Preview): Promise<void> => {
    await command(processId, 'record-preview', recorded);
    const { bounds } = await expectedFeed(prisma);
    if (measured !== null && bounds !== null && isWithin(bounds, measured))
      await command(processId, 'confirm-import', { because: 'within the bounds of the daily feed' });
  };
  return {
    stageImport: async ({ processId }) => {
      const preview = await beating(() => stageImport(processId, deps));
      if (preview === null)
        await command(processId, 'withdraw-import', {
          reason: 'the day to which the return speaks was not told and cannot be found',
        });
      else await previewed(processId, preview);
    },
    applyBatch: ({ processId }) => beating(() => patient(applyNext(processId, batches))),
    withdrawBatch: ({ processId }) => beating(() => patient(withdrawNext(processId, batches))),
    finish: async ({ processId, command: kind }) => {
      await command(processId, kind, {});
      const state = await importState(prisma, processId);
      if (state?.by !== 'feed') return;
      if (state.stage === 'applied')
        await command(OWN_AUTHORITY, 'record-feed', { importId: processId, asAt: state.asAt });
      await dropUploads(prisma, processId);
    },
  };
}
