import type { PrismaClient } from '../generated/prisma/client.ts';
import type { ProjectionDeps } from './projections/expected.ts';
import { inspect, type Fault } from './projections/inspect.ts';
import { findOrphans } from './projections/orphans.ts';
import { nextSubjects } from './projections/subjects.ts';

export type VerifyDeps = Omit<ProjectionDeps, 'build'> & { readonly prisma: PrismaClient };

export type Verified = {
  readonly processes: number;
  readonly events: number;
  /** Processes whose content was destroyed: of them only the chain can be checked. */
  readonly erased: number;
  readonly faults: readonly Fault[];
};

const PAGE = 50;

/** Checks every chain, and that state and projections equal a rebuild from the stream. Reads only; people go on working. */
export async function verifyAll(
  deps: VerifyDeps,
  seen: (checked: number) => void = () => undefined,
): Promise<Verified> {
  const { prisma, processes: kinds, law, digest } = deps;
  // Nothing is written, so no build is named.
  const given = { processes: kinds, law, digest, build: '' };
  const faults: Fault[] = [];
  let [processes, events, erased, after] = [0, 0, 0, ''];
  for (;;) {
    const refs = await nextSubjects(prisma, after, PAGE);
    const found = await prisma.$transaction((queries) => inspect(queries, refs, given), {
      isolationLevel: 'RepeatableRead',
    });
    faults.push(...found.left, ...found.stale.flatMap((stale) => stale.faults));
    processes += found.processes;
    events += found.events;
    erased += found.erased;
    seen(processes);
    const last = refs.at(-1);
    if (last === undefined) return { processes, events, erased, faults: [...faults, ...(await findOrphans(prisma))] };
    after = last;
  }
}
