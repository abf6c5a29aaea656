import { setTimeout as delay } from 'node:timers/promises';

const READY_BOUND_MS = 60_000;

/** Waits until a page answers; throws if it does not within a minute. */
export async function awaitAnswer(url: string): Promise<void> {
  const until = Date.now() + READY_BOUND_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) return;
    if (Date.now() > until) throw new Error(`no answer at ${url} within a minute; the lines above say why`);
    await delay(200);
  }
}
