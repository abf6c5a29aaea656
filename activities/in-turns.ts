import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../domain/in-steps.ts';

/** Runs work in steps and lets the worker do in between whatever else waits: its heartbeats, and other activities. */
export async function inTurns<Value>(steps: Steps<Value>): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
