import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import {
  NUDGE_SIGNAL,
  STANDING_QUERY,
  type BatchProgress,
  type ImportActivities,
  type KeepActivities,
  type KeepInput,
} from '../contract.ts';
import { instantOf } from '../kernel/instant-of.ts';

const { look } = proxyLocalActivities<Pick<KeepActivities, 'look'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** A batch is one transaction of seconds; a large return is staged in a minute. Both are tried until the record answers. */
const activities = proxyActivities<ImportActivities>({
  startToCloseTimeout: '10 minutes',
  // Reading a large return blocks the worker for some seconds; a worker that was killed is noticed after this.
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** While it waits for a person it looks now and then, so that a lost nudge costs minutes and no more. */
const LOOK_EVERY = '2 minutes';
const MOST_EVENTS = 1_000;

const NUDGE = defineSignal<[string]>(NUDGE_SIGNAL);
const STANDING = defineQuery<Standing>(STANDING_QUERY);

/** Takes one import from its files to the record, or back. The record says where it stands; this only goes on from there. */
export async function feedImport(input: KeepInput): Promise<void> {
  const { processId } = input.standing;
  let standing = input.standing;
  let nudges = input.nudges;
  let seen = input.nudges;
  setHandler(NUDGE, () => {
    nudges += 1;
  });
  setHandler(STANDING, () => standing);
  for (;;) {
    seen = nudges;
    standing = await look({ processId, now: instantOf(Date.now()) });
    const didWork = await goOn(standing);
    if (nudges !== seen || didWork) continue;
    if (standing.closed) return;
    if (workflowInfo().historyLength > MOST_EVENTS) await continueAsNew<typeof feedImport>({ standing, nudges });
    setCurrentDetails(`**${standing.stage}**: waits for a person`);
    await condition(() => nudges !== seen, LOOK_EVERY);
  }
}

/** Does what the stage asks for; false where there is nothing to do but wait. */
async function goOn({ processId, stage }: Standing): Promise<boolean> {
  switch (stage) {
    case 'received':
      setCurrentDetails('**received**: the files are read');
      await activities.stageImport({ processId });
      return true;
    case 'applying':
      await inBatches(processId, 'applied', (given) => activities.applyBatch(given));
      await activities.finish({ processId, command: 'finish-import' });
      return true;
    case 'withdrawing':
      await inBatches(processId, 'taken back', (given) => activities.withdrawBatch(given));
      await activities.finish({ processId, command: 'finish-withdrawal' });
      return true;
    default:
      return false;
  }
}

async function inBatches(
  processId: string,
  done: string,
  batch: (given: { readonly processId: string }) => Promise<BatchProgress>,
): Promise<void> {
  for (
    let progress = await batch({ processId });
    progress.done < progress.total;
    progress = await batch({ processId })
  ) {
    setCurrentDetails(`${progress.done} of ${progress.total} children ${done}`);
  }
}
