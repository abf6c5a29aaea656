import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock.ts';
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
  /** Sends what waits, without pauses: for a clean stop. */
  settle(): Promise<void>;
};

/**
 * Pauses between nudges. A workflow that looks again costs the engine several times what the command cost the record, so a
 * busy hour would slow down the people who work; whose next step is near comes first and hardly waits.
 */
const PAUSES_MS = { urgent: 10, fresh: 200 } as const;
const NEAR_MS = 3_600_000;
/** More than this waits for the sweep. */
const MOST_WAITING = 10_000;

/**
 * Tells waiting workflows that the record has changed: best effort and coalesced, because the sweep heals what is lost.
 * A person's command always nudges, so that Temporal's own page is not stale; bulk work nudges only what would wake too late.
 * A row that is not armed is the starter's; a workflow learns of what it did itself by the answer.
 */
export function createNudger(
  engine: Pick<EngineClient, 'nudge'>,
  { log, clock }: { readonly log: Pick<Log, 'debug'>; readonly clock: Clock },
): Nudger {
  const waiting: Waiting = { urgent: new Map(), fresh: new Map() };
  let draining: Promise<void> | null = null;
  let hurry = new AbortController();

  const drain = async (): Promise<void> => {
    for (let next = takeNext(waiting); next !== null; next = takeNext(waiting)) {
      const { queue, processId, reason } = next;
      await engine.nudge(processId, reason).catch((error: unknown) => {
        log.debug({ err: error, processId }, 'a nudge was not delivered; the sweep will see to it');
      });
      await delay(PAUSES_MS[queue], undefined, { signal: hurry.signal }).catch(() => undefined);
    }
    draining = null;
  };
  return {
    afterCommit: (touched) => {
      for (const item of touched.filter(isToBeNudged)) {
        const queue = isUrgent(item, clock.now()) ? 'urgent' : 'fresh';
        if (waiting[queue].size < MOST_WAITING) waiting[queue].set(item.processId, item.by);
      }
      if (waiting.urgent.size + waiting.fresh.size > 0) draining ??= drain();
    },
    settle: async () => {
      hurry.abort();
      await draining;
      hurry = new AbortController();
    },
  };
}

type Queue = keyof typeof PAUSES_MS;
/** Reasons by process: what changed several times is nudged once. */
type Waiting = Readonly<Record<Queue, Map<string, string>>>;

function takeNext(
  waiting: Waiting,
): { readonly queue: Queue; readonly processId: string; readonly reason: string } | null {
  for (const queue of ['urgent', 'fresh'] as const) {
    for (const [processId, reason] of waiting[queue]) {
      waiting[queue].delete(processId);
      return { queue, processId, reason };
    }
  }
  return null;
}

/** It would wake too late for a step that is near. */
function isUrgent(touched: Touched, now: string): boolean {
  const { nextChangeAt } = touched;
  return isLate(touched) && nextChangeAt !== null && Date.parse(nextChangeAt) < Date.parse(now) + NEAR_MS;
}

function isToBeNudged(touched: Touched): boolean {
  if (touched.armedFor === null || touched.by === 'engine') return false;
  return touched.by === 'command' || isLate(touched);
}

/** It would wake too late, or wait for something that is over. */
function isLate({ armedFor, nextChangeAt, closed }: Touched): boolean {
  return closed || (armedFor !== null && nextChangeAt !== null && nextChangeAt < armedFor);
}
