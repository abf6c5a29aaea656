import { createServer, type Server } from 'node:http';
import type { Worker } from '@temporalio/worker';
import type { Config } from './config.ts';

type Asked = Pick<Config, 'http' | 'workerPort'>;
type Watched = Pick<Worker, 'getStatus'>;

/**
 * A worker has no door of its own: this one is for the health check beside it, and answers only where a port is configured.
 * Ready means that it polls; whether the record and the engine are well is what the API's `/readyz` tells.
 */
export async function serveWorkerHealth(
  { http, workerPort }: Asked,
  worker: Watched,
): Promise<{ close(): Promise<void> }> {
  if (workerPort === null) return { close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const ready = request.url === '/readyz' ? isPolling(worker) : request.url === '/livez' ? true : null;
    response.statusCode = ready === null ? 404 : ready ? 200 : 503;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ status: ready === true ? 'ready' : 'not ready' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(workerPort, http.host, resolve);
  });
  return { close: () => closeNow(server) };
}

function isPolling(worker: Watched): boolean {
  const { runState, workflowPollerState, activityPollerState } = worker.getStatus();
  return runState === 'RUNNING' && workflowPollerState === 'POLLING' && activityPollerState === 'POLLING';
}

async function closeNow(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
