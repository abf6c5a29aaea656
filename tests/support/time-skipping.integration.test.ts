import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { makeNamespace } from './temporal.ts';
import { createTimeSkipper } from './time-skipping.ts';
import type { yearlySleeper } from './yearly-sleeper.ts';

const DAY = 24 * 60 * 60 * 1_000;

it('moves the clock of a workflow through two years, and every wake-up comes at its time in every run', async () => {
  const { address, namespace } = await makeNamespace();
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue: 'sleepers',
    workflowsPath: fileURLToPath(new URL('./yearly-sleeper.ts', import.meta.url)),
  });
  const client = new Client({ connection, namespace });
  const latenesses = await worker.runUntil(async () => {
    const begun = Date.now();
    const wakeAt = Array.from({ length: 24 }, (_, month) => begun + (month + 1) * 30 * DAY);
    const handle = await client.workflow.start<typeof yearlySleeper>('yearlySleeper', {
      taskQueue: 'sleepers',
      workflowId: 'sleeper',
      args: [{ wakeAt, latenesses: [], perRun: 7 }],
    });
    const time = createTimeSkipper({ connection, namespace });
    const halfWay = await time.moveTo('sleeper', begun + 365 * DAY);
    expect(halfWay.running).toBe(true);
    expect(halfWay.now).toBeGreaterThanOrEqual(begun + 365 * DAY);
    expect(halfWay.now).toBeLessThan(begun + 366 * DAY);
    const [end] = await time.moveAllTo(['sleeper'], begun + 730 * DAY);
    expect(end?.running).toBe(false);
    return handle.result();
  });
  expect(latenesses).toHaveLength(24);
  expect(Math.max(...latenesses)).toBeLessThan(60_000);
  await connection.close();
  await native.close();
}, 120_000);
