import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_EVERY_MS = 1_000;
const BOUND_MS = 300_000;

/** Waits until so many rows are there; gives for each how long after the due instant it was committed, in milliseconds. */
export async function whenCommitted(
  pool: pg.Pool,
  asked: { readonly count: number; readonly dueAt: number; readonly sql: string; readonly values: readonly unknown[] },
): Promise<readonly number[]> {
  const until = performance.now() + BOUND_MS;
  for (;;) {
    const { rows } = await pool.query<{ at: Date }>(asked.sql, [...asked.values]);
    if (rows.length >= asked.count) return rows.map(({ at }) => at.getTime() - asked.dueAt);
    if (performance.now() > until)
      throw new Error(`only ${String(rows.length)} of ${String(asked.count)} were written`);
    await delay(LOOK_EVERY_MS);
  }
}
