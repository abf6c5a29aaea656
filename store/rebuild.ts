import type { PrismaClient } from '../generated/prisma/client.ts';
import type { ProjectionDeps } from './projections/expected.ts';
import { TO_BE_RECOMPUTED } from './projections/expected.ts';
import { inspect, type Fault, type Inspected, type Stale } from './projections/inspect.ts';
import { removeOrphans } from './projections/orphans.ts';
import { nextSubjects } from './projections/subjects.ts';
import type { Queries } from './read-stream.ts';
import { together } from './together.ts';
import { tryingAgain } from './try-again.ts';
import { write } from './write.ts';

export type RebuildDeps = ProjectionDeps & { readonly prisma: PrismaClient };

/** How far a rebuild has got. */
export type RebuildProgress = {
  readonly processes: number;
  readonly events: number;
  /** Children (and other subjects) of whom something was put right. */
  readonly repaired: number;
  /** What was put right, in verify's words. */
  readonly faults: readonly Fault[];
  /** Rows left over of processes and children that the record does not know. */
  readonly orphans: number;
  /** Processes whose content was destroyed: left as they are. */
  readonly erased: number;
  /** What was left as it is, and why. */
  readonly left: readonly Fault[];
  /** All up to this subject is done; goes on after it. */
  readonly after: string;
  readonly isComplete: boolean;
};

export type RebuildWish = {
  readonly after?: string;
  readonly seen?: (progress: RebuildProgress) => void;
  readonly stop?: AbortSignal;
};

/** Few enough that nobody waits long for a child (design §3.5). */
const AT_ONCE = 20;

/** In order of ref, as every change locks them; what somebody else holds is come back to. */
const LOCK = 'SELECT ref FROM subject WHERE ref = ANY($1::text[]) ORDER BY ref FOR UPDATE';

const REMOVE_ALERTS = `DELETE FROM alert t USING jsonb_to_recordset($1::jsonb) AS g(process_id text, id text)
 WHERE t.process_id = g.process_id AND t.id = g.id`;

/**
 * Makes every projection again from the streams. Nothing is appended to them. What is as it should be is only read, so
 * nobody waits for it; what is not is written under the lock of its child. Safe at any moment, as often as one likes.
 */
export async function rebuildProjections(
  deps: RebuildDeps,
  { after = '', seen = () => undefined, stop }: RebuildWish = {},
): Promise<RebuildProgress> {
  let progress: RebuildProgress = { ...NOTHING_DONE, after };
  while (stop?.aborted !== true) {
    const refs = await nextSubjects(deps.prisma, progress.after, AT_ONCE);
    const last = refs.at(-1);
    if (last === undefined) return { ...progress, orphans: await removeOrphans(deps.prisma), isComplete: true };
    progress = { ...added(progress, await rebuildBatch(refs, deps)), after: last };
    seen(progress);
  }
  return progress;
}

const NOTHING_DONE: RebuildProgress = {
  ...{ processes: 0, events: 0, repaired: 0, faults: [], orphans: 0, erased: 0, left: [] },
  ...{ after: '', isComplete: false },
};

function added(progress: RebuildProgress, { inspected, repaired }: Batch): RebuildProgress {
  return {
    ...progress,
    processes: progress.processes + inspected.processes,
    events: progress.events + inspected.events,
    repaired: progress.repaired + repaired.length,
    faults: [...progress.faults, ...repaired.flatMap((stale) => stale.faults)],
    erased: progress.erased + inspected.erased,
    left: [...progress.left, ...inspected.left],
  };
}

type Batch = { readonly inspected: Inspected; readonly repaired: readonly Stale[] };

async function rebuildBatch(refs: readonly string[], deps: RebuildDeps): Promise<Batch> {
  const inspected = await deps.prisma.$transaction((queries) => inspect(queries, refs, deps), {
    isolationLevel: 'RepeatableRead',
  });
  if (inspected.reckonedOtherwise.length > 0) await letRecompute(inspected.reckonedOtherwise, deps);
  const stale = inspected.stale.map(({ ref }) => ref);
  if (stale.length === 0) return { inspected, repaired: [] };
  const free = await repair(stale, 'SKIP LOCKED', deps);
  // One at a time, holding nothing else: whoever has it may take as long as it takes.
  const later = stale.filter((ref) => !free.locked.includes(ref));
  const repaired = [...free.repaired];
  for (const ref of later) repaired.push(...(await repair([ref], '', deps)).repaired);
  return { inspected, repaired };
}

/** Looks again under the lock, for what was read before may have changed since, and writes what differs. */
function repair(
  refs: readonly string[],
  locking: 'SKIP LOCKED' | '',
  deps: RebuildDeps,
): Promise<{ readonly locked: readonly string[]; readonly repaired: readonly Stale[] }> {
  return tryingAgain(() =>
    deps.prisma.$transaction(async (queries) => {
      const rows = await queries.$queryRawUnsafe<{ ref: string }[]>(`${LOCK} ${locking}`, refs);
      const locked = rows.map((row) => row.ref);
      const { stale } = await inspect(queries, locked, deps);
      await writeStale(queries, stale);
      return { locked, repaired: stale };
    }),
  );
}

async function writeStale(queries: Queries, stale: readonly Stale[]): Promise<void> {
  if (stale.length === 0) return;
  await write(queries, together(stale.map(({ writing }) => writing)));
  const alertsGone = stale.flatMap((one) => one.alertsGone);
  if (alertsGone.length > 0) await queries.$executeRawUnsafe(REMOVE_ALERTS, JSON.stringify(alertsGone));
}

/** Their rows are left as they are, but the next change recomputes them, also where this very build wrote them. */
async function letRecompute(ids: readonly string[], { prisma, build }: RebuildDeps): Promise<void> {
  await prisma.$executeRawUnsafe(
    'UPDATE process SET build = $1 WHERE id = ANY($2::text[]) AND build = $3',
    TO_BE_RECOMPUTED,
    ids,
    build,
  );
}
