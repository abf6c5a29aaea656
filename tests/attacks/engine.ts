import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { startTemporalServer } from '../../platform/temporal-server.ts';
import { makeDataDir } from '../support/data-dir.ts';
import type { EmbeddedSet } from '../support/embedded-set.ts';
import { findTestTemporalProgram } from '../support/temporal.ts';
import { until, type Emptiable } from '../support/installation.ts';
import type { Attack } from './withstand.ts';

const NAMESPACE = 'holdfast';
const TWO_AT_ONCE_MS = 6_000;
const TERMINATED_AT_ONCE = 16;

/** An administrator ends every workflow on Temporal's own page. */
export const TERMINATED: Attack = {
  fault: 'workflows terminated by hand',
  takesRecordAway: false,
  strike: async ({ installation, parts }) => {
    await delay(1_000);
    const connection = await Connection.connect({ address: await installation.temporalAddress() });
    const client = new Client({ connection, namespace: NAMESPACE });
    const ids = [...(await parts.engine.listRunning())];
    const terminate = async (): Promise<void> => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift())
        await client.workflow
          .getHandle(id)
          .terminate('by hand')
          .catch(() => undefined);
    };
    await Promise.all(Array.from({ length: TERMINATED_AT_ONCE }, terminate));
    await connection.close();
    return undefined;
  },
};

/** All that the engine keeps is thrown away while the worker runs on. */
export const EMPTIED: Attack<Emptiable> = {
  fault: 'engine emptied under a running worker',
  takesRecordAway: false,
  strike: async ({ installation }) => {
    await delay(1_000);
    const before = await installation.pidOf('temporal');
    await installation.emptyEngine();
    await until(async () => ![null, before].includes(await installation.pidOf('temporal')), 60_000, 'the engine');
    return undefined;
  },
};

/** Two engines that know nothing of each other, each with a worker on the same record, both arming everything. */
export const TWO_ENGINES: Attack<EmbeddedSet> = {
  fault: 'two engines at once',
  takesRecordAway: false,
  strike: async ({ installation, parts }) => {
    const { dataDir, remove } = await makeDataDir();
    const program = await findTestTemporalProgram();
    const server = await startTemporalServer({ program, dataDir, namespace: NAMESPACE, ui: false });
    try {
      const worker = await installation.another('work', { temporalAddress: server.address });
      await delay(TWO_AT_ONCE_MS);
      const armedBy = await parts.prisma.$queryRawUnsafe<object[]>(
        'SELECT DISTINCT armed_by FROM process WHERE armed_by IS NOT NULL AND NOT closed',
      );
      if (armedBy.length < 2) throw new Error('only one of them armed anything');
      await worker.stop();
    } finally {
      await server.stop();
      await remove();
    }
    return undefined;
  },
};
