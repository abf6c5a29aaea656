import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import type { AdoptionActivities, KeepInput } from '../contract.ts';
import { BATCH_UNTIL_DONE } from '../kernel/batch-options.ts';
import { dialogue, inBatches } from '../kernel/dialogue.ts';

const activities = proxyActivities<AdoptionActivities>(BATCH_UNTIL_DONE);

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
