import type { Instant } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { Log } from '../platform/log.ts';
import type { Arming, ToArm } from '../store/arming.ts';
import { batchesOf, EXISTING_AT_ONCE } from '../store/bulk.ts';
import type { ChangeRequest, Record } from '../store/record.ts';

export type DueFirstDeps = {
  readonly record: Pick<Record, 'changeAll'>;
  readonly now: () => Instant;
  readonly log: Pick<Log, 'warn'>;
};

/** Steps of one process taken here; what is due after so many its workflow takes. */
const MOST_STEPS = 50;

/**
 * What is due needs nobody to wait for it: it is taken in the record, twenty processes at once, and each workflow is started
 * with what is still to come. After a first import that is a step and more for each child, of which each would cost the engine
 * as much as a start. What cannot be taken here is left to the workflow. Gives what is still to be started.
 */
export async function takeDueFirst(rows: readonly ToArm[], deps: DueFirstDeps): Promise<readonly ToArm[]> {
  const now = deps.now();
  const latest = new Map(rows.map((row) => [row.processId, row]));
  let due = rows.filter((row) => isDue(row, now));
  for (let step = 0; step < MOST_STEPS && due.length > 0; step += 1) {
    const taken: ToArm[] = [];
    for (const batch of batchesOf(due, EXISTING_AT_ONCE)) taken.push(...(await takeNext(batch, now, deps)));
    for (const row of taken) latest.set(row.processId, row);
    due = taken.filter((row) => isDue(row, now));
  }
  return [...latest.values()].filter(({ standing }) => !standing.closed);
}

function isDue({ standing: { steps } }: ToArm, now: Instant): boolean {
  const [next] = steps;
  return next !== undefined && next.at <= now;
}

/** Takes the next step of each in one transaction; gives those of which it was taken, or had been overtaken. */
async function takeNext(
  rows: readonly ToArm[],
  now: Instant,
  { record, log }: DueFirstDeps,
): Promise<readonly ToArm[]> {
  const requests = rows.flatMap(({ processId, standing: { steps } }): readonly ChangeRequest[] =>
    steps.slice(0, 1).map((step) => ({ processId, now, actor: HOLDFAST, step })),
  );
  try {
    const outcomes = await record.changeAll(requests, undefined, { skipLocked: true });
    return rows.flatMap((row, place): readonly ToArm[] => {
      const outcome = outcomes[place];
      if (outcome?.status !== 'accepted') return [];
      return [{ ...row, standing: outcome.standing, nextChangeAt: outcome.standing.steps[0]?.at ?? null }];
    });
  } catch (error) {
    log.warn({ err: error }, 'what is due could not be taken before the start; the workflows take it');
    return [];
  }
}

export type AllDueDeps = DueFirstDeps & {
  readonly arming: Pick<Arming, 'due'>;
  /** The engine whose workflows wait for what is taken. */
  readonly engineId: () => string;
};

/** Rows read at once. */
const ROWS = 100;

/**
 * Where many steps fall due in one minute the engine wakes their workflows one after another, while the record could take all
 * of them in the time of a few: whoever took a step has what else is due taken too, and each workflow that comes later is
 * answered that its step was taken. Gives what begins that; one at a time, and nobody waits for it.
 */
export function takingAllDue(deps: AllDueDeps): () => void {
  let isTaking = false;
  const take = async (): Promise<void> => {
    isTaking = true;
    try {
      await takeAllDue(deps);
    } catch (error) {
      deps.log.warn({ err: error }, 'what else is due could not be read; its workflows take it');
    }
    isTaking = false;
  };
  return () => {
    if (!isTaking) void take();
  };
}

/** Until nothing is due but what could not be taken. */
export async function takeAllDue(deps: AllDueDeps): Promise<void> {
  const met = new Set<string>();
  for (;;) {
    const due = await deps.arming.due(deps.engineId(), { now: deps.now(), rows: ROWS });
    const fresh = due.filter(({ processId, nextChangeAt }) => !met.has(`${processId} ${nextChangeAt ?? ''}`));
    if (fresh.length === 0) return;
    for (const { processId, nextChangeAt } of fresh) met.add(`${processId} ${nextChangeAt ?? ''}`);
    await takeDueFirst(fresh, deps);
  }
}
