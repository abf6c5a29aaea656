import { createAdoptionActivities } from '../activities/adoption.ts';
import { OWN_AUTHORITY } from '../domain/processes/authority/index.ts';
import { PROCESSES } from '../domain/processes/index.ts';
import { createDeliveryActivities } from '../activities/delivery.ts';
import { createFeedActivities } from '../activities/collect-feed.ts';
import { createImportActivities } from '../activities/import.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { FeedSource } from '../domain/feeds/source.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import { takingAllDue } from '../activities/due-first.ts';
import { createKeepActivities } from '../activities/keep.ts';
import { runStarter } from '../activities/starter.ts';
import { createSweepActivities } from '../activities/sweep.ts';
import { systemClock } from '../platform/clock.ts';
import { collectWhenLarge } from '../platform/collecting.ts';
import { csvInSteps } from '../platform/csv.ts';
import { digest } from '../platform/digest.ts';
import { randomIds } from '../platform/ids.ts';
import { watchEngine } from '../platform/engine-watch.ts';
import { createChannel, domainOf } from '../platform/mail/index.ts';
import { serveWorkerHealth } from '../platform/worker-health.ts';
import { createWorker, installRuntime, workflowBundle } from '../platform/worker.ts';
import { createArming, type Arming } from '../store/arming.ts';
import { hostname } from 'node:os';
import path from 'node:path';
import { feedSourceOf } from './feed-source.ts';
import { connectParts, LAW, NotRunningError, type Parts } from './own-parts.ts';
import type { Io } from './io.ts';
import { stopSignal } from './stop-signal.ts';

/** `holdfast work`: keeps processes, starts what is not armed, heals what was lost. */
export async function runWork(_args: readonly string[], io: Io): Promise<number> {
  const stopping = stopSignal();
  try {
    const parts = await connectParts();
    installRuntime(parts.log);
    await work(parts, stopping);
    await parts.close();
    return 0;
  } catch (error) {
    if (!(error instanceof NotRunningError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function work(parts: Parts, stopping: Promise<unknown>): Promise<void> {
  const { config, engine, prisma, log, temporalAddress: address } = parts;
  const feed = feedSourceOf(config);
  const { engineId, run: watch } = await watchEngine(engine, {
    schedules: { sweep: config.sweep, delivery: config.delivery, feed: feed?.kind ?? null },
    log,
  });
  await beginAuthority(parts);
  const arming = createArming(prisma);
  const channel = createChannel(config);
  const activities = activitiesOf(parts, { arming, engineId, source: feed?.source ?? null, channel });
  const bundle = await workflowBundle(path.join(config.dataDir, 'bundles'));
  const running = await createWorker({ address, namespace: config.temporal.namespace, bundle, activities });
  const stop = new AbortController();
  const starting = { arming, engine, engineId, log, record: parts.record, now: (): Instant => systemClock.now() };
  // While one takes what is due in the record the other starts workflows.
  const starter = Promise.all(config.starter ? [1, 2].map(() => runStarter(starting, stop.signal)) : []);
  const { worker } = running;
  const health = await serveWorkerHealth(config, worker);
  const ended = worker.run();
  const stopCollecting = collectWhenLarge();
  const watching = watch(stop.signal);
  log.info({ engineId: engineId() }, 'working');
  await Promise.race([stopping, ended]);
  stop.abort();
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await Promise.all([ended, starter, watching]);
  stopCollecting();
  await health.close();
  await running.close();
  channel?.close();
}

function deliveryOf({ config, prisma }: Parts) {
  return {
    prisma,
    law: LAW,
    clock: systemClock,
    newRef: () => randomIds.next(),
    mailDomain: domainOf(config),
    publicUrl: config.publicUrl,
    workerId: `${hostname()}-${String(process.pid)}`,
  };
}

/** What the installation owes to itself is kept from the first start on; a later start finds it begun. */
async function beginAuthority({ record }: Parts): Promise<void> {
  await record.change({
    processId: OWN_AUTHORITY,
    now: systemClock.now(),
    actor: HOLDFAST,
    opening: { kind: 'authority', subject: { kind: 'authority', ref: 'authority' } },
    command: { id: 'begin-authority', kind: 'begin-authority', payload: {} },
  });
}

type Means = {
  readonly arming: Arming;
  readonly engineId: () => string;
  readonly source: FeedSource | null;
  readonly channel: ReturnType<typeof createChannel>;
};

/** All that workflows have done for them. */
function activitiesOf(parts: Parts, { arming, engineId, source, channel }: Means) {
  const { record, prisma, engine, hearing, log, build } = parts;
  const clock = systemClock;
  const now = (): Instant => clock.now();
  return {
    ...createKeepActivities({
      record,
      arming,
      engineId,
      onTaken: takingAllDue({ record, arming, engineId, now, log }),
    }),
    ...createSweepActivities({ arming, hearing, engine, engineId, log }),
    ...createAdoptionActivities({ prisma, record, processes: PROCESSES, law: LAW, clock, build }),
    ...createDeliveryActivities({ ...deliveryOf(parts), channel, log }),
    ...createFeedActivities({ prisma, record, digest, now, source, log }),
    ...createImportActivities({ record, prisma, clock, csvInSteps, digest, newRef: () => randomIds.next() }),
  };
}
