import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/contract.ts';

type Upkeep = { readonly id: string; readonly workflowType: string; readonly every: '1 minute' | '1 hour' };

/** What heals by itself, and how often. */
const UPKEEP: readonly Upkeep[] = [
  { id: 'holdfast-sweep', workflowType: 'sweep', every: '1 minute' },
  { id: 'holdfast-compare', workflowType: 'compare', every: '1 hour' },
];

/**
 * Every worker makes sure of the Schedules itself, and that they are as its own release wants them; one that an administrator
 * paused stays paused. With `sweep` off they are not made, for tests that must see what happens then.
 */
export async function ensureSchedules(client: Client): Promise<void> {
  for (const upkeep of UPKEEP) {
    try {
      await client.schedule.create({ scheduleId: upkeep.id, ...planOf(upkeep) });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await client.schedule.getHandle(upkeep.id).update(({ state }) => ({ ...planOf(upkeep), state }));
    }
  }
}

function planOf({ id, workflowType, every }: Upkeep) {
  return {
    spec: { intervals: [{ every }], timezone: 'Europe/London' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' as const },
    action: {
      type: 'startWorkflow' as const,
      workflowType,
      taskQueue: TASK_QUEUE,
      workflowId: id,
      workflowExecutionTimeout: '10 minutes' as const,
    },
  } satisfies Partial<ScheduleOptions>;
}
