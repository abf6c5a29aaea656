import { Client, Connection, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { briefOf } from '../domain/heart/standing.ts';
import {
  DIALOGUES,
  NUDGE_SIGNAL,
  TASK_QUEUE,
  WORKFLOW_TYPES,
  type KeepInput,
  type KeptKind,
} from '../workflows/contract.ts';
import { pairsOf, searchedOf, shownOf } from '../workflows/kernel/searched.ts';
import { describeKept, readHistory, type EngineView } from './engine-view.ts';
import { countBacklog, countRunning, listRunning } from './engine-counts.ts';
import { ensureEngineId } from './engine-id.ts';
import { ensureSchedules, type Ensured } from './schedules.ts';
import { prepareNamespace } from './temporal-namespace.ts';

type Standing = KeepInput['standing'];
type StartOptions = Parameters<Client['workflow']['start']>[1];

/** What the rest of the product may ask of Temporal. Every call ends within the bound and throws when the engine is away. */
export type EngineClient = {
  /** Makes the namespace as the product needs it; workers call it before they poll. */
  prepare(): Promise<void>;
  /** Which engine this is; another one after it was emptied or replaced. */
  engineId(): Promise<string>;
  /** Makes the Schedules that heal what was lost. */
  ensureSchedules(which: Ensured): Promise<void>;
  /** Starts the workflow of an open process; it waits by the standing and asks nobody first. */
  startKept(kind: KeptKind, processId: string, standing: Standing): Promise<'started' | 'already-running'>;
  /** Tells a running workflow that the record has changed. */
  nudge(processId: string, reason: string): Promise<'nudged' | 'not-running'>;
  /** Nudges the workflow and starts it first where none runs. */
  revive(kind: KeptKind, standing: Standing, reason: string): Promise<void>;
  /** What Temporal says of the workflow; null when it knows none. */
  describe(processId: string): Promise<EngineView | null>;
  /** The raw history of the current run, as Temporal's own JSON; null when there is none. */
  history(processId: string): Promise<string | null>;
  /** Tasks that wait for a worker. */
  backlog(): Promise<number>;
  /** How many kept workflows run. */
  countRunning(): Promise<number>;
  /** Ids of all running kept workflows, for comparing them with the record. */
  listRunning(): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
};

/** Whole lists and the making of a namespace take longer than a call, and so does an engine that has just loaded thousands of workflows. */
const PATIENT_BOUND_MS = 60_000;

type EngineDeps = {
  readonly address: string;
  readonly namespace: string;
  /** Longest that any one call may take. */
  readonly boundMs: number;
};

/** Connects at the first call and again after an outage; being created costs nothing and never fails. */
export function createEngineClient({ address, namespace, boundMs }: EngineDeps): EngineClient {
  const connection = Connection.lazy({ address, connectTimeout: boundMs });
  const client = new Client({ connection, namespace });
  const within =
    (ms: number) =>
    <T>(ask: () => Promise<T>): Promise<T> =>
      connection.withDeadline(Date.now() + ms, ask);
  const [bounded, patiently] = [within(boundMs), within(PATIENT_BOUND_MS)];
  return {
    prepare: () => patiently(() => prepareNamespace(connection, namespace)),
    engineId: () => bounded(() => ensureEngineId(client)),
    ensureSchedules: (which) => patiently(() => ensureSchedules(client, which)),
    startKept: (kind, processId, standing) => bounded(() => startKept(client, kind, { ...standing, processId })),
    nudge: (processId, reason) => bounded(() => nudge(client, processId, reason)),
    revive: (kind, standing, reason) => bounded(() => revive(client, { kind, standing, reason })),
    describe: (processId) => bounded(() => describeKept(client, processId)),
    history: (processId) => bounded(() => readHistory(client, processId)),
    backlog: () => bounded(() => countBacklog(connection, namespace)),
    countRunning: () => bounded(() => countRunning(client)),
    listRunning: () => patiently(() => listRunning(client)),
    close: () => connection.close(),
  };
}

async function startKept(client: Client, kind: KeptKind, standing: Standing): Promise<'started' | 'already-running'> {
  try {
    await client.workflow.start(WORKFLOW_TYPES[kind], startOptions(kind, standing));
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already-running';
    throw error;
  }
}

async function nudge(client: Client, processId: string, reason: string): Promise<'nudged' | 'not-running'> {
  try {
    await client.workflow.getHandle(processId).signal(NUDGE_SIGNAL, reason);
    return 'nudged';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not-running';
    throw error;
  }
}

type Revival = { readonly kind: KeptKind; readonly standing: Standing; readonly reason: string };

async function revive(client: Client, { kind, standing, reason }: Revival): Promise<void> {
  await client.workflow.signalWithStart(WORKFLOW_TYPES[kind], {
    ...startOptions(kind, standing),
    // With a signal the running one is used: FAIL is for starts alone.
    workflowIdConflictPolicy: 'USE_EXISTING',
    signal: NUDGE_SIGNAL,
    signalArgs: [reason],
  });
}

function startOptions(kind: KeptKind, standing: Standing): StartOptions {
  const searched = DIALOGUES.has(kind) ? null : searchedOf(standing);
  const input: KeepInput = {
    standing: briefOf(standing),
    nudges: 0,
    ...(searched === null ? {} : { shown: shownOf(searched) }),
  };
  return {
    taskQueue: TASK_QUEUE,
    workflowId: standing.processId,
    args: [input],
    // With them the workflow need not write them: an event less, and one record less of the engine's own index.
    typedSearchAttributes: searched === null ? [] : pairsOf(searched),
    // One that was ended by hand must be startable again; that there is one process is the record's business.
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'FAIL',
    staticSummary: kind.replaceAll('-', ' '),
    staticDetails:
      'Holds references, rules and dates only. What happened, and why a date is that date, is in the record.',
  };
}
