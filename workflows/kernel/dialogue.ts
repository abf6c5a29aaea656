import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Standing } from '../../domain/heart/standing.ts';
import { NUDGE_SIGNAL, STANDING_QUERY, type BatchProgress, type KeepActivities, type KeepInput } from '../contract.ts';
import { instantOf } from './instant-of.ts';

const { look } = proxyLocalActivities<Pick<KeepActivities, 'look'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** While it waits for a person it looks now and then, so that a lost nudge costs minutes and no more. */
const LOOK_EVERY = '2 minutes';
const MOST_EVENTS = 1_000;

const NUDGE = defineSignal<[string]>(NUDGE_SIGNAL);
const STANDING = defineQuery<Standing>(STANDING_QUERY);

/**
 * Takes a long piece of work from stage to stage, with a person in between. The record says where it stands; `goOn` does what
 * the stage asks for and says false where there is nothing to do but wait.
 */
export async function dialogue(input: KeepInput, goOn: (standing: Standing) => Promise<boolean>): Promise<void> {
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
    if (workflowInfo().historyLength > MOST_EVENTS)
      await continueAsNew<(next: KeepInput) => Promise<void>>({ standing, nudges });
    setCurrentDetails(`**${standing.stage}**: waits for a person`);
    await condition(() => nudges !== seen, LOOK_EVERY);
  }
}

/** Runs one batch after another until all is done, with the progress as the workflow's current details. */
export async function inBatches(
  processId: string,
  words: string,
  batch: (given: { readonly processId: string }) => Promise<BatchProgress>,
): Promise<void> {
  for (
    let progress = await batch({ processId });
    progress.done < progress.total;
    progress = await batch({ processId })
  ) {
    setCurrentDetails(`${progress.done} of ${progress.total} ${words}`);
  }
}
