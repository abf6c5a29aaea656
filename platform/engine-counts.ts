import type { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract.ts';

const { TaskQueueKind, TaskQueueType } = proto.temporal.api.enums.v1;

/** Workflow and activity tasks that no worker has taken yet; tasks bound to one worker's cache are not counted. */
export async function countBacklog(connection: Connection, namespace: string, taskQueue = TASK_QUEUE): Promise<number> {
  const kinds = [TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY];
  const counts = await Promise.all(
    kinds.map(async (taskQueueType) => {
      const described = await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue, kind: TaskQueueKind.TASK_QUEUE_KIND_NORMAL },
        taskQueueType,
        reportStats: true,
      });
      return Number(described.stats?.approximateBacklogCount ?? 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Workflows of all kinds of process. */
const RUNNING = `ExecutionStatus = "Running" AND WorkflowType IN (${Object.values(WORKFLOW_TYPES)
  .map((type) => `"${type}"`)
  .join(', ')})`;

/** How many run. What started in the last second may be missing, as in the list of them. */
export async function countRunning(client: Client): Promise<number> {
  return (await client.workflow.count(RUNNING)).count;
}

/** Ids of those that run. */
export async function listRunning(client: Client): Promise<ReadonlySet<string>> {
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: RUNNING, pageSize: 1_000 })) running.add(workflowId);
  return running;
}
