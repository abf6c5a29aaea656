import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const SOURCE = `const { sleep } = require('@temporalio/workflow');\nexports.plain = async () => { await sleep('30 days'); };\n`;
const AT_ONCE = 16;

/** What the engine can do on this machine in this run: plain workflows started, each with its first task and a timer, a second. */
export async function measureFloor(client: Client, address: string, count: number): Promise<number> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const folder = await mkdtemp(path.join(process.cwd(), 'node_modules/.floor-')).catch(() =>
    mkdtemp(path.join(tmpdir(), 'floor-')),
  );
  await writeFile(path.join(folder, 'plain.js'), SOURCE);
  await writeFile(path.join(folder, 'package.json'), '{"type":"commonjs"}');
  const taskQueue = `floor-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  try {
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: path.join(folder, 'plain.js'),
      logger: new DefaultLogger('ERROR'),
    });
    const worker = await Worker.create({
      connection,
      namespace: client.options.namespace,
      taskQueue,
      workflowBundle,
      maxCachedWorkflows: 500,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 8 },
    });
    const running = worker.run();
    const begun = performance.now();
    let started = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (started < count) {
          started += 1;
          await client.workflow.start('plain', { taskQueue, workflowId: `floor-${randomUUID()}` });
        }
      }),
    );
    const rate = started / ((performance.now() - begun) / 1_000);
    worker.shutdown();
    await running;
    return rate;
  } finally {
    await connection.close();
    await rm(folder, { recursive: true, force: true });
  }
}
