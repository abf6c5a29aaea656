import { applyNext, withdrawNext } from '../store/imports/batches.ts';
import type { Record } from '../store/record.ts';
import type { ImportActivities } from '../workflows/contract.ts';
import { beating } from './beating.ts';
import { createOwnCommand } from './own-command.ts';
import { patient } from './patient.ts';
import { stageImport, type StageDeps } from './stage-import.ts';

export type ImportDeps = StageDeps & { readonly record: Record };

/** What an import does; each may run twice, because the record keeps what was done and the marks stand in its transactions. */
export function createImportActivities(deps: ImportDeps): ImportActivities {
  const { prisma, record, clock } = deps;
  const command = createOwnCommand({ record, clock });
  const batches = { prisma, record, now: () => clock.now() };
  return {
    stageImport: async ({ processId }) => {
      const preview = await beating(() => stageImport(processId, deps));
      if (preview === null)
        await command(processId, 'withdraw-import', {
          reason: 'the day to which the return speaks was not told and cannot be found',
        });
      else await command(processId, 'record-preview', preview);
    },
    applyBatch: ({ processId }) => beating(() => patient(applyNext(processId, batches))),
    withdrawBatch: ({ processId }) => beating(() => patient(withdrawNext(processId, batches))),
    finish: ({ processId, command: kind }) => command(processId, kind, {}),
  };
}
