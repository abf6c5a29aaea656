import { PROCESSES } from '../domain/processes/index.ts';
import { digest } from '../platform/digest.ts';
import { countProcesses } from '../store/projections/subjects.ts';
import { rebuildProjections, type RebuildProgress } from '../store/rebuild.ts';
import type { Io } from './io.ts';
import { connectDatabase, LAW } from './own-parts.ts';
import { createBar } from './progress.ts';
import type { RebuildOptions } from './rebuild.ts';
import { stopSignal } from './stop-signal.ts';

const SAID_EVERY = 200;
const LEFT_SHOWN = 50;

/** `holdfast rebuild projections`. */
export async function runRebuildProjections({ json, after }: RebuildOptions, io: Io): Promise<number> {
  const { prisma, build, close } = await connectDatabase();
  const stop = new AbortController();
  void stopSignal().then(() => {
    stop.abort();
  });
  const total = await countProcesses(prisma, after);
  const bar = json ? null : createBar(io, total, 'rebuilt');
  let said = 0;
  const seen = (progress: RebuildProgress): void => {
    bar?.show('rebuilt', progress.processes);
    if (!json || progress.processes < said + SAID_EVERY) return;
    said = progress.processes;
    io.stdout.write(`${JSON.stringify({ ...countsOf(progress), of: total })}\n`);
  };
  const begun = performance.now();
  const deps = { prisma, processes: PROCESSES, law: LAW, digest, build };
  const done = await rebuildProjections(deps, { after, seen, stop: stop.signal });
  const seconds = (performance.now() - begun) / 1_000;
  bar?.stop();
  await close();
  const answer = { ...countsOf(done), faults: done.faults, left: done.left, seconds };
  io.stdout.write(json ? `${JSON.stringify(answer)}\n` : inWords(done, seconds));
  return done.isComplete && done.left.length === 0 ? 0 : 1;
}

function countsOf({ processes, events, repaired, orphans, erased, after, isComplete }: RebuildProgress) {
  return { processes, events, repaired, orphans, erased, after, isComplete };
}

function inWords(done: RebuildProgress, seconds: number): string {
  const { processes, events, repaired, orphans, erased, left, faults, after, isComplete } = done;
  const rate = Math.round(processes / Math.max(seconds, 0.001));
  const kinds = new Map<string, number>();
  for (const { fault } of faults) kinds.set(fault, (kinds.get(fault) ?? 0) + 1);
  const lines = [
    `${String(processes)} processes, ${String(events)} events in ${seconds.toFixed(1)} s (${String(rate)} processes a second).`,
    repaired === 0 && orphans === 0
      ? 'Nothing had to be put right.'
      : `Put right for ${String(repaired)} children or imports:`,
    ...[...kinds].map(([fault, count]) => `  ${String(count)} × ${fault}`),
    ...(orphans === 0 ? [] : [`  ${String(orphans)} × rows of processes or children that the record does not know`]),
    ...(erased === 0
      ? []
      : [
          `${String(erased)} processes were left as they are: their content was destroyed, so nothing can be made from it.`,
        ]),
    ...(left.length === 0 ? [] : [`${String(left.length)} faults were left as they are:`]),
    ...left
      .slice(0, LEFT_SHOWN)
      .map(
        ({ processId, sequence, fault }) =>
          `  ${processId}${sequence === null ? '' : ` event ${String(sequence)}`}: ${fault}`,
      ),
    ...(isComplete ? [] : [`Interrupted. Go on with: npx holdfast rebuild projections --after ${after}`]),
  ];
  return `${lines.join('\n')}\n`;
}
