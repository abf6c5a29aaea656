import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type LogEntry,
  type WorkerOptions,
} from '@temporalio/worker';
import { TASK_QUEUE } from '../workflows/contract.ts';
import type { Log } from './log.ts';

const run = promisify(execFile);

const BUNDLER = fileURLToPath(new URL('./make-bundle.ts', import.meta.url));

/** A sleeping workflow needs no place in the cache: few cached arm as fast as many (measured), and a burst replays what is short. */
export const MOST_CACHED = 100;
/** Below the database pool: an activity is one transaction. */
export const ACTIVITIES_AT_ONCE = 8;

/** Once for a process: the SDK's lines go to our log, and our command decides when to stop. */
export function installRuntime(log: Log): void {
  const logger = new DefaultLogger('WARN', (entry: LogEntry) => {
    log[entry.level === 'ERROR' ? 'error' : 'warn'](
      { sdk: entry.meta?.['error'] instanceof Error ? entry.meta['error'].message : undefined },
      entry.message,
    );
  });
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } });
}

/** The workflow code as one script, made once for its sources and kept in the folder given. */
export async function workflowBundle(folder: string): Promise<{ readonly codePath: string }> {
  const { stdout } = await run(process.execPath, [BUNDLER, folder]);
  return { codePath: stdout };
}

export type WorkerSettings = {
  readonly address: string;
  readonly namespace: string;
  readonly bundle: { readonly codePath: string };
  readonly activities: object;
  readonly taskQueue?: string;
};

export type RunningWorker = { readonly worker: Worker; close(): Promise<void> };

export async function createWorker({
  address,
  namespace,
  bundle,
  activities,
  taskQueue = TASK_QUEUE,
}: WorkerSettings): Promise<RunningWorker> {
  const connection = await NativeConnection.connect({ address });
  const options: WorkerOptions = {
    connection,
    namespace,
    taskQueue,
    workflowBundle: bundle,
    activities,
    maxCachedWorkflows: MOST_CACHED,
    maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE,
    maxConcurrentLocalActivityExecutions: ACTIVITIES_AT_ONCE,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 8 },
    shutdownGraceTime: '10 seconds',
    shutdownForceTime: '15 seconds',
  };
  const worker = await Worker.create(options);
  return { worker, close: () => connection.close() };
}
