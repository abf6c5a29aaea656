import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Clock } from '../platform/clock.ts';
import type { Record } from '../store/record.ts';

export type OwnCommand = (processId: string, kind: string, payload: JsonObject) => Promise<void>;

/**
 * Tells a process what its workflow has done, once however often the activity runs. A refusal says that a person was faster:
 * the workflow looks again and goes on from there.
 */
export function createOwnCommand({ record, clock }: { readonly record: Record; readonly clock: Clock }): OwnCommand {
  return async (processId, kind, payload) => {
    const command = { id: `${processId}:${kind}:${runOf()}`, kind, payload };
    const outcome = await record.change({ processId, now: clock.now(), actor: HOLDFAST, command });
    if (outcome.status === 'newer-build') throw ApplicationFailure.retryable('the record was written by a newer build');
  };
}

/** A stage may come again after it was left: the run of the workflow keeps its commands apart. */
function runOf(): string {
  const { workflowExecution, activityId } = activityInfo();
  return `${workflowExecution?.runId ?? ''}:${activityId}`;
}
