import type { Instant } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { Log } from '../platform/log.ts';
import type { ToArm } from '../store/arming.ts';
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
