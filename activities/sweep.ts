import type { EngineClient } from '../platform/engine-client.ts';
import type { Log } from '../platform/log.ts';
import type { Arming } from '../store/arming.ts';
import { isKeptKind } from './starter.ts';

export type SweepDeps = {
  readonly arming: Arming;
  readonly engine: Pick<EngineClient, 'revive' | 'backlog' | 'listRunning'>;
  readonly engineId: string;
  readonly log: Pick<Log, 'warn' | 'info'>;
};

/** The activities of the Schedules that heal what was lost. */
export type SweepActivities = {
  /** Nudges what is armed too late or past its time; says how many. */
  sweep(): Promise<number>;
  /** Compares open processes with running workflows; says how many were found without one. */
  compare(): Promise<number>;
};

const MOST_AT_ONCE = 500;
const PAGE = 1_000;

export function createSweepActivities({ arming, engine, engineId, log }: SweepDeps): SweepActivities {
  return {
    sweep: async () => {
      // A burst heals by itself: signals on top of it only make it longer.
      if ((await engine.backlog()) > 0) return 0;
      const late = await arming.late(engineId, MOST_AT_ONCE);
      let revived = 0;
      for (const { kind, processId, standing } of late) {
        if (!isKeptKind(kind)) continue;
        try {
          await engine.revive(kind, standing, 'sweep');
          revived += 1;
        } catch (error) {
          log.warn({ err: error, processId }, 'a workflow could not be revived; it is tried again');
        }
      }
      return revived;
    },
    compare: async () => {
      const running = await engine.listRunning();
      let found = 0;
      for (let after = ''; ;) {
        const ids = await arming.openArmed(after, PAGE);
        const missing = ids.filter((id) => !running.has(id));
        if (missing.length > 0) await arming.forget(missing);
        found += missing.length;
        const last = ids.at(-1);
        if (last === undefined || ids.length < PAGE) break;
        after = last;
      }
      if (found > 0) log.info({ found }, 'open processes without a workflow were given back to the starter');
      return found;
    },
  };
}
