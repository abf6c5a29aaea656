import { proxyActivities } from '@temporalio/workflow';
import type { SweepActivities } from '../activities/sweep.ts';

/** One attempt: the next run of the Schedule is the retry. */
const { sweep: sweepOnce, compare: compareOnce } = proxyActivities<SweepActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 1 },
});

/** Each minute: nudges what is armed too late or past its time. */
export async function sweep(): Promise<number> {
  return sweepOnce();
}

/** Each hour: compares open processes with running workflows. */
export async function compare(): Promise<number> {
  return compareOnce();
}
