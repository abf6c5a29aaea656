import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import type { AdoptionActivities, KeepInput } from '../contract.ts';
import { dialogue, inBatches } from '../kernel/dialogue.ts';

/** A batch is one transaction; what would change is worked out page by page. All are tried until the record answers. */
const activities = proxyActivities<AdoptionActivities>({
  startToCloseTimeout: '10 minutes',
  // A worker that was killed is noticed after this.
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Takes one change of rules, calendar or build through all processes, or back. The record says where it stands. */
export async function ruleAdoption(input: KeepInput): Promise<void> {
  await dialogue(input, goOn);
}

/** Does what the stage asks for; false where there is nothing to do but wait. */
async function goOn({ processId, stage }: Standing): Promise<boolean> {
  switch (stage) {
    case 'proposed':
      setCurrentDetails('**proposed**: what would change is worked out');
      await inBatches(processId, 'processes looked at', (given) => activities.previewBatch(given));
      await activities.finishAdoption({ processId, command: 'record-effects' });
      return true;
    case 'applying':
      await inBatches(processId, 'processes changed', (given) => activities.adoptBatch(given));
      await activities.finishAdoption({ processId, command: 'finish-adoption' });
      return true;
    case 'rolling-back':
      await inBatches(processId, 'processes taken back', (given) => activities.rollBackBatch(given));
      await activities.finishAdoption({ processId, command: 'finish-roll-back' });
      return true;
    default:
      return false;
  }
}
