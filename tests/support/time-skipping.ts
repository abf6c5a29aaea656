/**
 * Virtual time on a real Temporal server (1.32.0 or later), for tests. The server runs with TIME_SKIPPING_SWITCHES:
 * without the reuse interval a continue-as-new can jump straight to the target, without the last three every wake-up
 * costs about a second.
 *
 * Each workflow (chain of runs) has a clock of its own: wall clock + what it has skipped so far. So all workflows of
 * one story are moved to the same instant. Nothing may be signalled during a jump: move, settle, then act.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
// CommonJS without detectable named exports: the values come from the default import, the types by name.
import proto, { type temporal } from '@temporalio/proto';

type TimeSkippingConfig = temporal.api.common.v1.ITimeSkippingConfig;
type Description = temporal.api.workflowservice.v1.IDescribeWorkflowExecutionResponse;

const { FastForwardPollingResult, PendingActivityState, WorkflowExecutionStatus } = proto.temporal.api.enums.v1;

/** Far above any number of wake-ups; at the server's own default of 200 time silently stops. */
const MAX_SKIPS = 1_000_000;
const DEADLINE_EXCEEDED = 4;

export type ClockReading = {
  /** Virtual now of the workflow, epoch milliseconds. */
  readonly now: number;
  readonly running: boolean;
  readonly skips: number;
  /** A workflow task or a first attempt of an activity is under way. */
  readonly busy: boolean;
  readonly runId: string;
};

export type TimeSkipper = {
  read(workflowId: string): Promise<ClockReading>;
  /** Waits until the workflow is idle or closed. */
  settle(workflowId: string): Promise<ClockReading>;
  /** Moves one workflow's clock to an instant and waits until it has settled there; no-op when it is there or later. */
  moveTo(workflowId: string, instantMs: number): Promise<ClockReading>;
  moveAllTo(workflowIds: readonly string[], instantMs: number): Promise<readonly ClockReading[]>;
};

type Server = { readonly connection: Connection; readonly namespace: string; readonly boundMs?: number };

export function createTimeSkipper(server: Server): TimeSkipper {
  const read = async (workflowId: string): Promise<ClockReading> => toReading(await describe(server, workflowId));
  const settle = (workflowId: string): Promise<ClockReading> => awaitIdle(workflowId, read, boundOf(server));
  const moveTo = async (workflowId: string, instantMs: number): Promise<ClockReading> => {
    const before = await read(workflowId);
    const ahead = instantMs - before.now;
    if (ahead <= 0 || !before.running) return before;
    await fastForward(server, workflowId, ahead);
    return settle(workflowId);
  };
  return {
    read,
    settle,
    moveTo,
    moveAllTo: (workflowIds, instantMs) => Promise.all(workflowIds.map((id) => moveTo(id, instantMs))),
  };
}

const boundOf = (server: Server): number => server.boundMs ?? 120_000;

async function awaitIdle(
  workflowId: string,
  read: (workflowId: string) => Promise<ClockReading>,
  boundMs: number,
): Promise<ClockReading> {
  const until = Date.now() + boundMs;
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    const reading = await read(workflowId);
    if (!reading.busy || !reading.running) return reading;
    if (Date.now() > until) throw new Error(`${workflowId} did not become idle in time`);
    await delay(pause);
  }
}

async function fastForward(server: Server, workflowId: string, durationMs: number): Promise<void> {
  const id = randomUUID();
  await configure(server, workflowId, {
    enabled: true,
    maxSessionSkipCount: MAX_SKIPS,
    fastForwardConfig: { id, duration: msToTs(Math.round(durationMs)) },
  });
  const until = Date.now() + boundOf(server);
  while (!(await hasArrived(server, { workflowId, fastForwardId: id, until }))) {
    if (Date.now() > until) throw new Error(await explainStall(server, workflowId));
  }
}

type Jump = { readonly workflowId: string; readonly fastForwardId: string; readonly until: number };

/** The server answers after 20 s at most, whether or not the workflow has got there. */
async function hasArrived({ connection, namespace }: Server, jump: Jump): Promise<boolean> {
  const { workflowId, fastForwardId, until } = jump;
  try {
    const answer = await connection.withDeadline(Math.min(until, Date.now() + 60_000), () =>
      connection.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution: { workflowId },
        fastForwardId,
      }),
    );
    if (answer.fastForwardPollingResult === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) {
      // One that ends on the way has got as far as it will.
      if (!toReading(await describe({ connection, namespace }, workflowId)).running) return true;
      throw new Error(`fast-forward of ${workflowId} failed: ${answer.failedReason}`);
    }
    return (
      answer.fastForwardPollingResult === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === DEADLINE_EXCEEDED) return false;
    throw error;
  }
}

async function configure(server: Server, workflowId: string, timeSkippingConfig: TimeSkippingConfig): Promise<void> {
  await server.connection.workflowService.updateWorkflowExecutionOptions({
    namespace: server.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

async function describe({ connection, namespace }: Server, workflowId: string): Promise<Description> {
  return connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
}

async function explainStall(server: Server, workflowId: string): Promise<string> {
  const { pendingWorkflowTask, pendingActivities } = await describe(server, workflowId);
  const task = pendingWorkflowTask
    ? `workflow task, attempt ${String(pendingWorkflowTask.attempt)}`
    : 'no workflow task';
  return `fast-forward of ${workflowId} did not end in time; pending: ${task}, ${String(pendingActivities?.length ?? 0)} activities`;
}

function toReading(description: Description): ClockReading {
  const time = description.workflowExtendedInfo?.timeSkippingInfo;
  return {
    now: time?.currentTime ? tsToMs(time.currentTime) : Date.now(),
    skips: time?.currentSessionSkipCount ?? 0,
    ...toRun(description),
  };
}

function toRun(description: Description): Pick<ClockReading, 'running' | 'busy' | 'runId'> {
  const execution = description.workflowExecutionInfo;
  return {
    running: execution?.status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
    runId: execution?.execution?.runId ?? '',
    busy: description.pendingWorkflowTask != null || hasNotBegun(description) || hasActivityUnderWay(description),
  };
}

/** A continued-as-new run that waits for its first workflow task shows nothing pending. */
function hasNotBegun({ workflowExecutionInfo: execution }: Description): boolean {
  const continued = execution?.firstRunId !== execution?.execution?.runId;
  return continued && Number(execution?.historyLength ?? 0) < 4;
}

/** An activity that waits for its next attempt may wait for days, and is not waited for. */
function hasActivityUnderWay({ pendingActivities }: Description): boolean {
  return (pendingActivities ?? []).some(
    ({ state, attempt }) => state === PendingActivityState.PENDING_ACTIVITY_STATE_STARTED || (attempt ?? 1) <= 1,
  );
}
