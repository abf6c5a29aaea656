import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import type { Parts } from '../cli/own-parts.ts';
import { countBacklog } from '../platform/engine-counts.ts';
import { ACTIVITIES_AT_ONCE, MOST_CACHED } from '../platform/worker.ts';
import { atOnce, timed } from './figures.ts';
import { whenCommitted } from './commits.ts';

/** Waits until it is told to write one row: what no engine of this kind can do with less. */
const SOURCE = `
const { sleep, proxyActivities } = require('@temporalio/workflow');
const { writeRow } = proxyActivities({ startToCloseTimeout: '20 seconds' });
exports.plain = async (at) => {
  await sleep(Math.max(1, at - Date.now()));
  await writeRow();
  await sleep('30 days');
};
`;
const STARTS_AT_ONCE = 16;
const A_MONTH_MS = 30 * 24 * 3_600_000;

/** What plain Temporal does on this machine, in this engine, in this run, with a worker set up like ours. */
export type Floor = {
  /** Plain workflows started a second, until a worker has given each its timer. */
  startsASecond(count: number): Promise<number>;
  /** Milliseconds from the second in which all of them are due to the row that each has written. */
  lagsOfBurst(count: number, startsASecond: number): Promise<readonly number[]>;
  stop(): Promise<void>;
};

export async function createFloor({ config, databaseUrl, temporalAddress: address }: Parts): Promise<Floor> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const folder = await mkdtemp(path.join(process.cwd(), 'node_modules/.floor-'));
  await writeFile(path.join(folder, 'plain.js'), SOURCE);
  await writeFile(path.join(folder, 'package.json'), '{"type":"commonjs"}');
  const logger = new DefaultLogger('ERROR');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: path.join(folder, 'plain.js'), logger });
  await rm(folder, { recursive: true, force: true });
  const [connection, native] = [await Connection.connect({ address }), await NativeConnection.connect({ address })];
  const client = new Client({ connection, namespace: config.temporal.namespace });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
  await pool.query('CREATE SCHEMA IF NOT EXISTS bench');
  await pool.query('CREATE TABLE IF NOT EXISTS bench.floor (id text PRIMARY KEY, burst text NOT NULL)');
  let burst = '';
  const writeRow = async (): Promise<void> => {
    await pool.query('INSERT INTO bench.floor VALUES ($1, $2)', [randomUUID(), burst]);
  };
  const running = async <Value>(run: (taskQueue: string) => Promise<Value>): Promise<Value> => {
    const taskQueue = `floor-${randomUUID()}`;
    const worker = await Worker.create({
      connection: native,
      namespace: config.temporal.namespace,
      taskQueue,
      workflowBundle,
      activities: { writeRow },
      maxCachedWorkflows: MOST_CACHED,
      maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 8 },
    });
    return worker.runUntil(() => run(taskQueue));
  };
  const start = (taskQueue: string, at: number) =>
    client.workflow.start('plain', { taskQueue, workflowId: `floor-${randomUUID()}`, args: [at] });
  return {
    startsASecond: (count) =>
      running(async (taskQueue) => {
        const later = Date.now() + A_MONTH_MS;
        const [, ms] = await timed(async () => {
          await atOnce(Array.from({ length: count }), STARTS_AT_ONCE, () => start(taskQueue, later));
          await untilTaken(() => countBacklog(connection, config.temporal.namespace, taskQueue));
        });
        return (count / ms) * 1_000;
      }),
    lagsOfBurst: (count, startsASecond) =>
      running(async (taskQueue) => {
        burst = randomUUID();
        const at = dueAt(count, startsASecond);
        await atOnce(Array.from({ length: count }), STARTS_AT_ONCE, () => start(taskQueue, at));
        await untilDue(at);
        return whenCommitted(pool, {
          count,
          dueAt: at,
          sql: 'SELECT pg_xact_commit_timestamp(xmin) AS at FROM bench.floor WHERE burst = $1',
          values: [burst],
        });
      }),
    stop: async () => {
      await pool.end();
      await connection.close();
      await native.close();
    },
  };
}

/** Waits until a worker has taken every task. */
export async function untilTaken(backlog: () => Promise<number>): Promise<void> {
  while ((await backlog()) > 0) await delay(100);
}

/** A second far enough ahead for all to be started before it. */
export function dueAt(count: number, startsASecond: number): number {
  return Math.ceil((Date.now() + (count / startsASecond) * 2_500 + 15_000) / 1_000) * 1_000;
}

export async function untilDue(at: number): Promise<void> {
  if (Date.now() > at) throw new Error('the machine slowed down: they fell due before all were started; run it again');
  await delay(at - Date.now());
}
