import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import type { ImportActivities, KeepInput } from '../contract.ts';
import { BATCH_UNTIL_DONE } from '../kernel/batch-options.ts';
import { dialogue, inBatches } from '../kernel/dialogue.ts';

const activities = proxyActivities<ImportActivities>(BATCH_UNTIL_DONE);

/** Takes one import from its files to the record, or back. The record says where it stands; this only goes on from there. */
export async function feedImport(input: KeepInput): Promise<void> {
  await dialogue(input, goOn);
}

/** Does what the stage asks for; false where there is nothing to do but wait. */
async function goOn({ processId, stage }: Standing): Promise<boolean> {
  switch (stage) {
    case 'received':
      setCurrentDetails('**received**: the files are read');
      await activities.stageImport({ processId });
      return true;
    case 'applying':
      await inBatches(processId, 'children applied', (given) => activities.applyBatch(given));
      await activities.finish({ processId, command: 'finish-import' });
      return true;
    case 'withdrawing':
      await inBatches(processId, 'children taken back', (given) => activities.withdrawBatch(given));
      await activities.finish({ processId, command: 'finish-withdrawal' });
      return true;
    default:
      return false;
  }
}
