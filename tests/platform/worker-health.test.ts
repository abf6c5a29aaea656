import { describe, expect, test } from 'vitest';
import { findFreePort } from '../../platform/ports.ts';
import { serveWorkerHealth } from '../../platform/worker-health.ts';

type Status = ReturnType<Parameters<typeof serveWorkerHealth>[1]['getStatus']>;

const POLLING = { runState: 'RUNNING', workflowPollerState: 'POLLING', activityPollerState: 'POLLING' } as Status;

async function askWhile(status: Status, path: string): Promise<number> {
  const port = await findFreePort();
  const asked = { http: { host: '127.0.0.1', port: 1 }, workerPort: port };
  const health = await serveWorkerHealth(asked, { getStatus: () => status });
  const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`);
  await health.close();
  return answer.status;
}

describe('the health of a worker', () => {
  test.each([
    ['polls', POLLING, '/readyz', 200],
    ['has not begun', { ...POLLING, runState: 'INITIALIZED' }, '/readyz', 503],
    ['has lost its poller', { ...POLLING, workflowPollerState: 'FAILED' }, '/readyz', 503],
    ['is stopping', { ...POLLING, runState: 'STOPPING' }, '/livez', 200],
    ['is asked for something else', POLLING, '/metrics', 404],
  ] as const)('a worker that %s answers so', async (_name, status, path, code) => {
    expect(await askWhile(status, path)).toBe(code);
  });

  test('a worker without a port of its own opens none', async () => {
    const asked = { http: { host: '127.0.0.1', port: 1 }, workerPort: null };
    const health = await serveWorkerHealth(asked, { getStatus: () => POLLING });
    await health.close();
  });
});
