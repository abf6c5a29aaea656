import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/contract.ts';

type Upkeep = { readonly id: string; readonly workflowType: string; readonly every: '1 minute' | '1 hour' };

/** What heals by itself, and how often. */
const UPKEEP: readonly Upkeep[] = [
  { id: 'holdfast-sweep', workflowType: 'sweep', every: '1 minute' },
  { id: 'holdfast-compare', workflowType: 'compare', every: '1 hour' },
];

/** Every worker makes sure of the Schedules itself; with `sweep` off they are not made, for tests that must see what happens then. */
export async function ensureSchedules(client: Client): Promise<void> {
  for (const { id, workflowType, every } of UPKEEP) {
    try {
      await client.schedule.create({
        scheduleId: id,
        spec: { intervals: [{ every }], timezone: 'Europe/London' },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
        action: {
          type: 'startWorkflow',
          workflowType,
          taskQueue: TASK_QUEUE,
          workflowId: id,
          workflowExecutionTimeout: '10 minutes',
        },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
