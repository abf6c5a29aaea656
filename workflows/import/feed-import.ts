import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import type { ImportActivities, KeepInput } from '../contract.ts';
import { dialogue, inBatches } from '../kernel/dialogue.ts';

/** A batch is one transaction of seconds; a large return is staged in a minute. Both are tried until the record answers. */
const activities = proxyActivities<ImportActivities>({
  startToCloseTimeout: '10 minutes',
  // Reading a large return blocks the worker for some seconds; a worker that was killed is noticed after this.
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

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
