import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Connection } from '@temporalio/client';
import { prepareNamespace } from '../../platform/temporal-namespace.ts';
import { makeDataDir } from '../support/data-dir.ts';
import { startTestTemporal } from '../support/temporal.ts';
import { createKeptServer } from '../workflows/kept-server.ts';
import { createScriptedRecord } from '../workflows/scripted-record.ts';
import { PATHS } from './paths.ts';

// Records the histories of this release: `npm run histories`. What is recorded is never written again.
const HISTORIES = fileURLToPath(new URL('./histories/', import.meta.url));
const NAMESPACE = 'recording';

const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const recorded = new Set(await readdir(HISTORIES));
const isRecorded = (name: string): boolean => [...recorded].some((file) => file.startsWith(`${version}.${name}.`));

const { dataDir, remove } = await makeDataDir();
const temporal = await startTestTemporal(dataDir);
const connection = await Connection.connect({ address: temporal.address });
await prepareNamespace(connection, NAMESPACE);
const server = await createKeptServer({ address: temporal.address, namespace: NAMESPACE });
try {
  for (const [name, play] of Object.entries(PATHS)) {
    if (isRecorded(name)) {
      process.stdout.write(`${name}: recorded before, left as it is\n`);
      continue;
    }
    await play(server, name, createScriptedRecord());
    await keepRuns(name);
  }
} finally {
  await server.stop();
  await connection.close();
  await temporal.stop();
  await remove();
}

/** Every run of the workflow, first to last. */
async function keepRuns(name: string): Promise<void> {
  const { raw } = await server.client.workflow.getHandle(name).describe();
  const first = raw.workflowExecutionInfo?.firstRunId ?? '';
  if (first === '') throw new Error(`${name} left no history`);
  for (let runId = first, run = 1; runId !== ''; run += 1) {
    const history = await server.client.workflow.getHandle(name, runId).fetchHistory();
    const file = `${version}.${name}.${String(run)}.json`;
    await writeFile(
      `${HISTORIES}${file}`,
      `${JSON.stringify(JSON.parse(historyToJSON(history), withoutMachine), null, 1)}\n`,
      {
        flag: 'wx',
      },
    );
    process.stdout.write(`${file}\n`);
    const last = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
    runId = last?.newExecutionRunId ?? '';
  }
}

/** Which machine recorded it, and where its sources lay, is nobody's business and no part of a replay. */
function withoutMachine(key: string, value: unknown): unknown {
  if (key === 'identity') return 'recorder';
  // The queue of one worker's cache is named after its machine.
  if (key === 'name' && typeof value === 'string' && /^\d+@/.test(value)) return 'sticky';
  return key === 'stackTrace' ? '' : value;
}
