import { setTimeout as delay } from 'node:timers/promises';
import type { EngineClient } from '../platform/engine-client.ts';
import type { Arming, Started, ToArm } from '../store/arming.ts';
import { WORKFLOW_TYPES, type KeptKind } from '../workflows/contract.ts';
import { takeDueFirst, type DueFirstDeps } from './due-first.ts';

export type StarterDeps = DueFirstDeps & {
  readonly arming: Arming;
  readonly engine: Pick<EngineClient, 'startKept' | 'nudge' | 'backlog'>;
  /** The engine as it was last seen. */
  readonly engineId: () => string;
};

/** Rows looked at together, and starts under way at once: enough to keep the engine busy, few enough to leave it room. */
const ROWS = 100;
const AT_ONCE = 16;
/** How often an idle starter looks; one index look-up. */
const IDLE_MS = 500;
const AFTER_FAILURE_MS = 5_000;
/** A first task for each start: with more of them waiting, what falls due for others would wait behind them for minutes. */
const MOST_WAITING = 100;
const LOOK_FOR_ROOM_MS = 100;
/** A count that does not fall is not believed for ever: then a round is started all the same. */
const MOST_LOOKS_FOR_ROOM = 100;

/** Starts workflows for what is not armed, with the standing of the record, until asked to stop. Safe beside another starter. */
export async function runStarter(deps: StarterDeps, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const { started, failed } = await startUnarmed(deps).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'unarmed processes could not be read');
      return { started: 0, failed: 1 };
    });
    if (failed === 0 && started > 0) await untilThereIsRoom(deps, stop);
    else await delay(failed > 0 ? AFTER_FAILURE_MS : IDLE_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** Waits while the workers have more to take than they soon will. */
async function untilThereIsRoom({ engine }: StarterDeps, stop: AbortSignal): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS_FOR_ROOM && !stop.aborted; looks += 1) {
    if ((await engine.backlog().catch(() => 0)) <= MOST_WAITING) return;
    await delay(LOOK_FOR_ROOM_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** One round of the starter. */
export async function startUnarmed(deps: StarterDeps): Promise<{ readonly started: number; readonly failed: number }> {
  const claimed = await deps.arming.claimUnarmed(deps.engineId(), { kinds: Object.keys(WORKFLOW_TYPES), rows: ROWS });
  const queue = [...(await takeDueFirst(claimed, deps))];
  const started: Started[] = [];
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let row = queue.shift(); row !== undefined; row = failed > 0 ? undefined : queue.shift()) {
      try {
        started.push(...(await startOne(deps, row)));
      } catch (error) {
        failed += 1;
        deps.log.warn({ err: error, processId: row.processId }, 'a workflow could not be started; it is tried again');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Together: one that is killed before this has them started again, which is a nudge each.
  if (started.length > 0) await deps.arming.started(started);
  // What failed stays claimed, so that one row which cannot be started does not hold up the others.
  if (queue.length > 0) await deps.arming.release(queue.map((row) => row.processId));
  return { started: started.length, failed };
}

/** "Already running" becomes a nudge: that workflow may wait by an older standing, and its look will say what it waits for. */
async function startOne(
  { engine, engineId }: StarterDeps,
  { kind, processId, standing, nextChangeAt }: ToArm,
): Promise<readonly Started[]> {
  if (!isKeptKind(kind)) return [];
  // Asked before the start: an engine that is emptied meanwhile is not taken for the one that acknowledged it.
  const by = engineId();
  const outcome = await engine.startKept(kind, processId, standing);
  if (outcome === 'already-running') await engine.nudge(processId, 'started again');
  return [{ processId, nextChangeAt, by }];
}

export function isKeptKind(kind: string): kind is KeptKind {
  return kind in WORKFLOW_TYPES;
}
