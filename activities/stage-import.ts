import { londonDateOf } from '../domain/calendar/instant.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import { problem, type Problem } from '../domain/feeds/problem.ts';
import {
  compareChild,
  isHeldBack,
  TOLD_BY_DELIVERIES,
  type ToldByDeliveries,
} from '../domain/feeds/ssda903/compare-child.ts';
import type { ChangeLine, Delivered, PeriodChange } from '../domain/feeds/ssda903/compare.ts';
import type { ReturnChild } from '../domain/feeds/ssda903/periods.ts';
import { suggestAsAt } from '../domain/feeds/ssda903/year-of.ts';
import type { StagedReturn } from '../domain/feeds/staged.ts';
import type { Steps } from '../domain/in-steps.ts';
import type { JsonObject } from '../domain/json.ts';
import type { FeedBounds } from '../domain/processes/authority/feed.ts';
import type { Clock } from '../platform/clock.ts';
import { recordedPeriods } from '../store/imports/recorded.ts';
import { readUploads, saveStaged, type ImportPeriod, type StagedChild } from '../store/imports/staging.ts';
import { deliveredAs, importState } from '../store/imports/state.ts';
import { inTurns } from './in-turns.ts';
import { readFeed, readReturn, type Delivery, type ReadDeps } from './read-delivery.ts';

export type StageDeps = ReadDeps & {
  readonly clock: Clock;
  readonly csvInSteps: (name: string, bytes: Uint8Array) => Steps<ReadFile>;
};

/** What a preview records; of a feed how much it changes, which decides whether it waits for a person. */
export type Preview = { readonly recorded: JsonObject; readonly measured: FeedBounds | null };

/** Few enough that the worker is soon free again for others: a child who is known is read with all of its record. */
const CHILDREN_AT_ONCE = 100;

/** Reads, checks and compares the files; gives what the preview records, or null where the day is not known. */
export async function stageImport(importId: string, deps: StageDeps): Promise<Preview | null> {
  const { prisma, csvInSteps, clock } = deps;
  const state = await importState(prisma, importId);
  const uploads = await readUploads(prisma, importId);
  const files: ReadFile[] = [];
  for (const { name, bytes } of uploads) files.push(await inTurns(csvInSteps(name, bytes)));
  const today = londonDateOf(clock.now());
  const asAt = state?.asAt ?? (await inTurns(suggestAsAt(files)));
  // A year that has not ended cannot have been reported: the day has to be told.
  if (state === null || asAt === null || asAt > today) return null;
  const delivery = await (state.by === 'feed' ? readFeed : readReturn)(files, { importId, asAt }, deps);
  const coversFrom = delivery.coversFrom ?? today;
  const { staged, rows, allocationsFrom, missingFrom, searchesFrom, deprivationsFrom, absent, workers } = delivery;
  const from = { coversFrom, allocationsFrom, missingFrom, searchesFrom, deprivationsFrom };
  const delivered = deliveredAs({ by: state.by, ...from }, asAt);
  const children = await compareAll(delivery.children, delivered, deps);
  const problems = [...staged.problems, ...waiting(children, staged)];
  await saveStaged(prisma, importId, { staged, rows, problems, children, workers });
  const counts = { rows: staged.rows.length, problems: problems.length, decided: state.decided };
  const recorded = { asAt, ...from, children: children.length, ...counts };
  if (state.by === 'return') return { recorded, measured: null };
  const measured = measure(children, { staged, absent });
  return { recorded: { ...recorded, measured }, measured };
}

function measure(
  children: readonly StagedChild[],
  { staged, absent }: { readonly staged: StagedReturn; readonly absent: number },
): FeedBounds {
  const sum = (of: (difference: StagedChild['difference']) => number): number =>
    children.reduce((total, { difference }) => total + of(difference), 0);
  return {
    opened: sum(({ opened }) => opened),
    changed: sum(({ told, corrected }) => told + corrected),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    absent,
    notTaken: staged.files.reduce(
      (total, { table, queried, rejected }) => total + (table === null ? 0 : queried + rejected),
      0,
    ),
  };
}

const DEPRIVATIONS: readonly string[] = ['deprivation-of-liberty'];
const MISSING: readonly string[] = ['missing', 'ssd-missing'];

/** The table that tells each kind of fact, of the return or of a feed; all others come from episodes. */
const TOLD_IN: Readonly<Record<string, readonly string[]>> = {
  'review-held': ['reviews', 'ssd-reviews'],
  allocated: ['social-workers', 'ssd-involvements'],
  'care-plan-prepared': ['ssd-care-plans'],
  'went-missing': MISSING,
  found: MISSING,
  'return-interview-offered': MISSING,
  'agency-decision-made': ['placed-for-adoption', 'ssd-permanence'],
  'adoption-plan-changed': ['placed-for-adoption', 'ssd-permanence'],
  'match-decided': ['ad1', 'ssd-permanence'],
  'visit-made': ['ssd-visits'],
  'deprivation-of-liberty-authorised': DEPRIVATIONS,
  'deprivation-of-liberty-ended': DEPRIVATIONS,
};
const EPISODES: readonly string[] = ['episodes', 'ssd-episodes'];

/** One problem for each difference that waits for a person, under the file that tells it. */
function waiting(children: readonly StagedChild[], { files }: StagedReturn): readonly Problem[] {
  const lines = children.flatMap(({ difference }) => difference.lines.filter(({ what }) => what === 'waits'));
  return lines.map(({ kind }) => {
    const tables = TOLD_IN[kind] ?? EPISODES;
    const file = files.find(({ table }) => table !== null && tables.includes(table))?.file ?? '';
    return problem('DIFFERS_FROM_A_PERSON', { file });
  });
}

async function compareAll(
  children: Delivery['children'],
  delivered: Delivered,
  { prisma, newRef }: StageDeps,
): Promise<readonly StagedChild[]> {
  const compared: StagedChild[] = [];
  for (let from = 0; from < children.length; from += CHILDREN_AT_ONCE) {
    const some = children.slice(from, from + CHILDREN_AT_ONCE);
    const recorded = await recordedPeriods(
      prisma,
      some.map((child) => child.localReference),
    );
    for (const { localReference, fed, ...child } of some) {
      const periods = broughtBy(child, newRef);
      const before = recorded.get(localReference) ?? [];
      const changes = compareChild(before, periods, delivered);
      // No feed says what is noted so: the next one looks at the child again.
      const noted = fed !== null && isHeldBack(before, periods) ? { ...fed, digest: `again ${fed.digest}` } : fed;
      compared.push({ localReference, periods, difference: summed(changes), fed: noted });
    }
  }
  return compared;
}

/** All that is told of a child, each with the process that it would open. */
function broughtBy(
  { periods, absences, searches, stays, isWhole }: Omit<ReturnChild, 'localReference'>,
  newRef: () => string,
): readonly ImportPeriod[] {
  const brought: Readonly<Record<ToldByDeliveries, readonly Told[]>> = {
    'period-of-care': periods,
    'missing-episode': absences.map((absence) => ({ ...absence, endOn: null })),
    'family-finding': searches,
    'connected-carer': stays,
  };
  return TOLD_BY_DELIVERIES.flatMap((kind) =>
    brought[kind].map(({ startOn, endOn, facts }) => ({
      ...{ kind, processId: `${kind}:${newRef()}` },
      ...{ startOn, endOn, isWhole, facts },
    })),
  );
}

type Told = Pick<ImportPeriod, 'startOn' | 'endOn' | 'facts'>;

function summed(changes: readonly PeriodChange[]): StagedChild['difference'] {
  const lines = changes.flatMap((change) => change.lines);
  const count = (what: ChangeLine['what']): number => lines.filter((line) => line.what === what).length;
  return {
    opened: changes.filter(({ opens }) => opens).length,
    told: count('told'),
    corrected: count('corrected'),
    withdrawn: count('withdrawn'),
    conflicts: count('waits'),
    lines,
  };
}
