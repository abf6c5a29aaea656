import { createArming } from '../store/arming.ts';
import type { Io } from './io.ts';
import { connectParts, type Parts } from './own-parts.ts';
import { createBar } from './progress.ts';
import { awaitArmed, forgetAll, type Rearmed } from './rearming.ts';
import type { RebuildOptions } from './rebuild.ts';

const STALLED_AFTER_MS = 30_000;

/** `holdfast rebuild engine`. */
export async function runRebuildEngine(options: RebuildOptions, io: Io): Promise<number> {
  const parts = await connectParts();
  try {
    const engineId = await engineIdOf(parts);
    if (engineId === null) {
      io.stderr.write(`The engine at ${parts.temporalAddress} does not answer. Start it, then ask again.\n`);
      return 1;
    }
    return await rebuildEngine({ ...options, engineId }, parts, io);
  } finally {
    await parts.close();
  }
}

/** An emptied engine has neither namespace nor id before somebody makes them. */
async function engineIdOf({ engine, log }: Parts): Promise<string | null> {
  try {
    await engine.prepare();
    return await engine.engineId();
  } catch (error) {
    log.debug({ err: error }, 'the engine does not answer');
    return null;
  }
}

async function rebuildEngine(
  { json, wait, engineId }: RebuildOptions & { readonly engineId: string },
  { prisma }: Parts,
  io: Io,
): Promise<number> {
  const arming = createArming(prisma);
  const begun = performance.now();
  const open = await forgetAll(arming);
  const bar = json || !wait ? null : createBar(io, open, 'armed');
  const rearmed = wait
    ? await awaitArmed(arming, { engineId, stalledAfterMs: STALLED_AFTER_MS }, (unarmed) =>
        bar?.show('armed', Math.max(0, open - unarmed)),
      )
    : null;
  const seconds = (performance.now() - begun) / 1_000;
  bar?.stop();
  const answer = { open, ...(rearmed ?? { status: 'not-awaited' }), seconds };
  io.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${inWords(open, rearmed, seconds)}\n`);
  return rearmed === null || rearmed.status === 'armed' ? 0 : 1;
}

function inWords(open: number, rearmed: Rearmed | null, seconds: number): string {
  const counted = `${String(open)} open processes`;
  if (rearmed === null) return `${counted} count as without a workflow; the running workers start them.`;
  if (rearmed.status === 'armed') {
    const rate = Math.round(open / Math.max(seconds, 0.001));
    return `${counted} have a workflow that waits, after ${seconds.toFixed(1)} s (${String(rate)} a second).`;
  }
  const waiting = `Nothing was armed for half a minute; ${String(rearmed.unarmed)} of ${counted} wait for a workflow.`;
  return rearmed.status === 'armed-elsewhere'
    ? `${waiting}\nWorkers run that work for another engine: look at their HOLDFAST_TEMPORAL_ADDRESS and HOLDFAST_TEMPORAL_NAMESPACE.`
    : `${waiting}\nStart a worker (npm start, or npx holdfast work), with HOLDFAST_STARTER on. If one runs, its log says what it cannot start;` +
        ' while an import is being recorded everything else waits.';
}
