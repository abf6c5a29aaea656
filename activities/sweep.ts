import type { EngineClient } from '../platform/engine-client.ts';
import type { Log } from '../platform/log.ts';
import type { Arming } from '../store/arming.ts';
import type { Hearing } from '../store/hearing.ts';
import { isKeptKind } from './starter.ts';

export type SweepDeps = {
  readonly arming: Arming;
  readonly hearing: Pick<Hearing, 'deliver'>;
  readonly engine: Pick<EngineClient, 'revive' | 'nudge' | 'backlog' | 'countRunning' | 'listRunning'>;
  readonly engineId: () => string;
  readonly log: Pick<Log, 'warn' | 'info'>;
};

/** The activities of the Schedules that heal what was lost. */
export type SweepActivities = {
  /** Lets processes hear what they have not heard, nudges what is armed too late or past its time, and compares where a workflow is missing; says how many it nudged. */
  sweep(): Promise<number>;
  /** Compares open processes with running workflows; says how many were found without one. */
  compare(): Promise<number>;
};

const MOST_AT_ONCE = 500;
const PAGE = 1_000;

export function createSweepActivities(deps: SweepDeps): SweepActivities {
  return {
    sweep: async () => {
      await deps.hearing.deliver(null);
      // A burst heals by itself: signals on top of it only make it longer.
      if ((await deps.engine.backlog()) > 0) return 0;
      const revived = await reviveLate(deps);
      if (await isOneMissing(deps)) await compare(deps);
      return revived;
    },
    compare: () => compare(deps),
  };
}

async function reviveLate({ arming, engine, engineId, log }: SweepDeps): Promise<number> {
  let revived = 0;
  for (const { kind, processId, standing } of await arming.late(engineId(), MOST_AT_ONCE)) {
    if (!isKeptKind(kind)) continue;
    try {
      await engine.revive(kind, standing, 'sweep');
      revived += 1;
    } catch (error) {
      log.warn({ err: error, processId }, 'a workflow could not be revived; it is tried again');
    }
  }
  return revived;
}

/** Fewer workflows run than processes are armed: somebody ended one by hand. While the starter is at work nobody can tell. */
async function isOneMissing({ arming, engine, engineId }: SweepDeps): Promise<boolean> {
  const { open, armed } = await arming.count(engineId());
  return open === armed && (await engine.countRunning()) < armed;
}

async function compare({ arming, engine, log }: SweepDeps): Promise<number> {
  const running = new Set(await engine.listRunning());
  let found = 0;
  for (let after = ''; ;) {
    const rows = await arming.open(after, PAGE);
    const missing = rows.filter(({ id, armed }) => armed && !running.has(id)).map(({ id }) => id);
    if (missing.length > 0) await arming.forget(missing);
    found += missing.length;
    for (const { id } of rows) running.delete(id);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last.id;
  }
  // What still runs for a process that is closed, or gone, learns of it by looking.
  for (const id of [...running].slice(0, MOST_AT_ONCE)) await engine.nudge(id, 'compared with the record');
  if (found > 0) log.info({ found }, 'open processes without a workflow were given back to the starter');
  return found;
}
