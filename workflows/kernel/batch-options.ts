import type { ActivityOptions } from '@temporalio/workflow';

/** A batch is one transaction of seconds, the staging of a large return a minute, in steps; a worker that was killed is noticed by its heartbeats. */
export const BATCH = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
} as const satisfies ActivityOptions;

/** Tried until the record answers. */
export const BATCH_UNTIL_DONE = {
  ...BATCH,
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
} as const satisfies ActivityOptions;
