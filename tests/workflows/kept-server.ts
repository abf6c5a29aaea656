import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { createWorker, installRuntime, workflowBundle } from '../../platform/worker.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Standing } from '../../domain/heart/standing.ts';
import { NUDGE_SIGNAL, type KeepInput } from '../../workflows/contract.ts';
import { createTimeSkipper } from '../support/time-skipping.ts';

const mute = (): void => undefined;
const quiet = { debug: mute, info: mute, warn: mute, error: mute, fatal: mute };
const REASONABLE_MS = 30_000;

export type KeptServer = Awaited<ReturnType<typeof createKeptServer>>;

/** Workflows of the product on a real server with activities of the test; each test has a task queue named after it. */
export async function createKeptServer({
  address,
  namespace,
}: {
  readonly address: string;
  readonly namespace: string;
}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-kept-'));
  installRuntime(quiet);
  const bundle = await workflowBundle(folder);
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const skipper = createTimeSkipper({ connection, namespace });

  /** Runs the story while a worker polls. */
  const working = async (title: string, activities: object, story: () => Promise<void>): Promise<void> => {
    const { worker, close } = await createWorker({ address, namespace, bundle, activities, taskQueue: title });
    try {
      await worker.runUntil(story);
    } finally {
      await close();
    }
  };

  const startOptions = (title: string, standing: Standing, more: Partial<KeepInput> = {}) => {
    const input: KeepInput = { standing, nudges: 0, ...more };
    return { taskQueue: title, workflowId: standing.processId, args: [input] as [KeepInput] };
  };

  return {
    client,
    bundle,
    skipper,
    working,
    startOptions,
    start: (title: string, standing: Standing, more: Partial<KeepInput> = {}): Promise<WorkflowHandle> =>
      client.workflow.start('periodOfCare', startOptions(title, standing, more)),
    startNudged: (title: string, standing: Standing): Promise<WorkflowHandle> =>
      client.workflow.signalWithStart('periodOfCare', {
        ...startOptions(title, standing),
        signal: NUDGE_SIGNAL,
        signalArgs: ['command'],
      }),
    nudge: (processId: string): Promise<void> => client.workflow.getHandle(processId).signal(NUDGE_SIGNAL, 'command'),
    moveTo: async (processId: string, at: Instant): Promise<void> => {
      await skipper.settle(processId);
      // A timer counts from the beginning of its task: a few seconds later it has surely fired.
      await skipper.moveTo(processId, Date.parse(at) + 5_000);
    },
    stop: async (): Promise<void> => {
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Looks again and again until it is so; says what was waited for when it never becomes so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + REASONABLE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await delay(20);
  }
}
