import { proxyActivities } from '@temporalio/workflow';
import type { FeedActivities } from '../activities/collect-feed.ts';
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

/** The source is asked until it answers, for an hour: a feed that is being applied is waited for. */
const { collectFeed: collectOnce } = proxyActivities<FeedActivities>({
  startToCloseTimeout: '20 minutes',
  heartbeatTimeout: '1 minute',
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '30 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Each night, or when a folder is to be looked into: takes what the source of the daily feed has. */
export async function collectFeed(): Promise<string | null> {
  return collectOnce();
}
