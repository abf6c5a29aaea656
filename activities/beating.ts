import { heartbeat } from '@temporalio/activity';

/** A third of the shortest heartbeat timeout that a workflow sets. */
const HEARTBEAT_EVERY_MS = 3_000;

/** A sign of life while it works: when the worker dies, the next attempt begins within seconds. */
export async function beating<Value>(work: () => Promise<Value>): Promise<Value> {
  const beat = setInterval(heartbeat, HEARTBEAT_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
