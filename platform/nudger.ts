import type { EngineClient } from './engine-client.ts';
import type { Log } from './log.ts';

/** What a commit left for the workflow of a process to see. */
type Touched = {
  readonly processId: string;
  readonly nextChangeAt: string | null;
  readonly armedFor: string | null;
  readonly closed: boolean;
  readonly by: 'command' | 'bulk' | 'sibling' | 'engine';
};

export type Nudger = {
  /** Called after a commit; never fails and never waits. */
  readonly afterCommit: (touched: readonly Touched[]) => void;
  /** Waits for nudges under way: for a clean stop. */
  settle(): Promise<void>;
};

/**
 * Tells waiting workflows that the record has changed: best effort and coalesced, because the sweep heals what is lost.
 * A person's command always nudges, so that Temporal's own page is not stale; bulk work nudges only what would wake too late.
 * A row that is not armed is the starter's; a workflow learns of what it did itself by the answer.
 */
export function createNudger(engine: Pick<EngineClient, 'nudge'>, log: Pick<Log, 'debug'>): Nudger {
  const waiting = new Map<string, Promise<void>>();
  const send = async (processId: string, reason: string): Promise<void> => {
    try {
      await engine.nudge(processId, reason);
    } catch (error) {
      log.debug({ err: error, processId }, 'a nudge was not delivered; the sweep will see to it');
    } finally {
      waiting.delete(processId);
    }
  };
  return {
    afterCommit: (touched) => {
      for (const { processId, by } of touched.filter(isToBeNudged)) {
        if (!waiting.has(processId)) waiting.set(processId, send(processId, by));
      }
    },
    settle: async () => {
      await Promise.all(waiting.values());
    },
  };
}

function isToBeNudged({ by, armedFor, nextChangeAt, closed }: Touched): boolean {
  if (armedFor === null || by === 'engine') return false;
  return by === 'command' || closed || (nextChangeAt !== null && nextChangeAt < armedFor);
}
