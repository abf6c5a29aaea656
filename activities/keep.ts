import { ApplicationFailure } from '@temporalio/activity';
import { HOLDFAST } from '../domain/heart/actor.ts';
import { briefOf } from '../domain/heart/standing.ts';
import type { Arming } from '../store/arming.ts';
import type { Changed, ChangeRequest, Record } from '../store/record.ts';
import type { KeepActivities, StepInput, StepOutcome } from '../workflows/contract.ts';

export type KeepDeps = {
  readonly record: Record;
  readonly arming: Pick<Arming, 'armed'>;
  /** The engine that these activities work for. */
  readonly engineId: () => string;
  /** Told each time that a workflow asked for a step and was answered. Absent: nobody is. */
  readonly onTaken?: () => void;
};

/** What a kept workflow does: it asks the record and takes back its standing. Each may run twice. */
export function createKeepActivities({ record, arming, engineId, onTaken }: KeepDeps): KeepActivities {
  const ask = async (request: Omit<ChangeRequest, 'actor'>): Promise<Changed> => {
    const outcome = await record.change({ ...request, actor: HOLDFAST });
    if (outcome.status === 'accepted') {
      // After the transaction: a change in between is nudged, and a nudge lost in between is the sweep's.
      await arming.armed(request.processId, { for: outcome.standing.steps[0]?.at ?? null, by: engineId() });
      return outcome;
    }
    if (outcome.status === 'unknown-process')
      throw ApplicationFailure.nonRetryable('the record knows no such process', outcome.status);
    throw ApplicationFailure.retryable(`the record answered ${outcome.status}`, outcome.status);
  };
  const take = async ({ processId, step, now }: StepInput): Promise<StepOutcome> => {
    const { outcome, standing } = await ask({ processId, now, step });
    onTaken?.();
    return { outcome: outcome ?? 'overtaken', standing: briefOf(standing) };
  };
  return {
    look: async ({ processId, now }) => briefOf((await ask({ processId, now })).standing),
    remind: take,
    escalate: take,
    recordExpiry: take,
  };
}
