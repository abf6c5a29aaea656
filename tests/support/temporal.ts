import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { inject } from 'vitest';
import { processEnvironment, readConfig } from '../../platform/config.ts';
import { findTemporalProgram, programSources } from '../../platform/temporal-program.ts';
import { prepareNamespace } from '../../platform/temporal-namespace.ts';
import { startTemporalServer, type TemporalServer } from '../../platform/temporal-server.ts';

export const TEST_NAMESPACE = 'holdfast';

/** What each of them prevents: see time-skipping.ts. */
export const TIME_SKIPPING_SWITCHES: readonly string[] = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'history.workflowIdReuseMinimalInterval="0s"',
  'history.timerProcessorMaxTimeShift="10ms"',
  'history.timerProcessorMaxPollRPS=1000',
  'history.transferProcessorMaxPollRPS=1000',
].flatMap((value) => ['--dynamic-config-value', value]);

/** The Temporal program of this machine; fetched once where there is none. */
export async function findTestTemporalProgram(): Promise<string> {
  const { dataDir, cacheDir, temporal } = readConfig(processEnvironment());
  const sources = programSources((sentence) => process.stderr.write(`${sentence}\n`));
  return findTemporalProgram({ binary: temporal.binary, dataDir, cacheDir }, sources);
}

/** One real server for a whole run, in which a workflow's clock can be moved. */
export async function startTestTemporal(dataDir: string): Promise<TemporalServer> {
  const program = await findTestTemporalProgram();
  return startTemporalServer({
    program,
    dataDir,
    namespace: TEST_NAMESPACE,
    ui: false,
    extraArgs: TIME_SKIPPING_SWITCHES,
  });
}

/**
 * A namespace of its own for one test file, as the product makes it: workers of other files, which poll the same
 * task queue, do not see it.
 */
export async function makeNamespace(): Promise<{ readonly address: string; readonly namespace: string }> {
  const address = inject('temporalAddress');
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address });
  try {
    await prepareNamespace(connection, namespace);
  } finally {
    await connection.close();
  }
  return { address, namespace };
}
