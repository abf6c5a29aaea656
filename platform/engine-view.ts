import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';

const { PendingActivityState } = proto.temporal.api.enums.v1;

/** Set by the server when a workflow task fails again and again. */
const REPORTED_PROBLEMS = defineSearchAttributeKey('TemporalReportedProblems', 'KEYWORD_LIST');

export type PendingActivity = {
  readonly activity: string;
  /** Scheduled, started or asked to cancel. */
  readonly state: string;
  readonly attempt: number;
  readonly scheduledAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly lastFailure: string | null;
};

/** What Temporal says of one workflow. */
export type EngineView = {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly status: string;
  readonly startedAt: string;
  readonly closedAt: string | null;
  readonly historyLength: number;
  readonly pendingActivities: readonly PendingActivity[];
  /** Attempts of the workflow task under way: more than one means that the code of the workflow fails. */
  readonly taskAttempt: number;
  readonly reportedProblems: readonly string[];
};

export async function describeKept(client: Client, processId: string): Promise<EngineView | null> {
  const found = await orNull(() => client.workflow.getHandle(processId).describe());
  return found === null ? null : toView(found);
}

/** The bytes that the replayer of any SDK reads. */
export async function readHistory(client: Client, processId: string): Promise<string | null> {
  const history = await orNull(() => client.workflow.getHandle(processId).fetchHistory());
  return history === null ? null : historyToJSON(history);
}

function toView(found: WorkflowExecutionDescription): EngineView {
  return {
    workflowId: found.workflowId,
    runId: found.runId,
    type: found.type,
    status: found.status.name,
    startedAt: found.startTime.toISOString(),
    closedAt: found.closeTime?.toISOString() ?? null,
    historyLength: found.historyLength,
    pendingActivities: (found.raw.pendingActivities ?? []).map(toPendingActivity),
    taskAttempt: found.raw.pendingWorkflowTask?.attempt ?? 0,
    reportedProblems: found.typedSearchAttributes.get(REPORTED_PROBLEMS) ?? [],
  };
}

type RawActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

function toPendingActivity(raw: RawActivity): PendingActivity {
  return {
    activity: raw.activityType?.name ?? '',
    state: stateWord(raw.state),
    attempt: raw.attempt ?? 1,
    scheduledAt: toText(raw.scheduledTime),
    nextAttemptAt: toText(raw.nextAttemptScheduleTime),
    lastFailure: raw.lastFailure?.message ?? null,
  };
}

function stateWord(state: RawActivity['state']): string {
  switch (state) {
    case PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED:
      return 'scheduled';
    case PendingActivityState.PENDING_ACTIVITY_STATE_STARTED:
      return 'started';
    case PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED:
      return 'asked to cancel';
    default:
      return 'other';
  }
}

function toText(time: RawActivity['scheduledTime']): string | null {
  return optionalTsToDate(time)?.toISOString() ?? null;
}

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnknownWorkflow(error)) return null;
    throw error;
  }
}

/** Reading a history gives the server's own answer, which is the same code for an unknown namespace. */
function isUnknownWorkflow(error: unknown): boolean {
  return isGrpcServiceError(error) && error.details.startsWith('workflow not found');
}
