import { createApp } from '../api/app.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { systemClock } from '../platform/clock.ts';
import { collectWhenLarge } from '../platform/collecting.ts';
import { readCsv } from '../platform/csv.ts';
import { randomIds } from '../platform/ids.ts';
import { digest } from '../platform/digest.ts';
import { mailFolder, mailsIn } from '../platform/mail/sink.ts';
import { createIdentity } from '../platform/identity.ts';
import { createArming } from '../store/arming.ts';
import { mailBehind } from '../store/queries/deliveries.ts';
import { createAllocations } from '../use-cases/allocations.ts';
import { createAdoptions } from '../use-cases/adoptions.ts';
import { createDeliveries } from '../use-cases/deliveries.ts';
import { createFeeds } from '../use-cases/feeds.ts';
import { createGoLive } from '../use-cases/go-live.ts';
import { createImports } from '../use-cases/imports.ts';
import { createOutOfHours } from '../use-cases/out-of-hours.ts';
import { drained } from '../platform/drained.ts';
import { createPeople } from '../use-cases/people.ts';
import { createUseCases } from '../use-cases/index.ts';
import type { Io } from './io.ts';
import { connectParts, LAW, NotRunningError, type Parts } from './own-parts.ts';
import { stopSignal } from './stop-signal.ts';

/** `holdfast serve`: the API. It needs the record; without the engine commands and lists work all the same. */
export async function runServe(_args: readonly string[], io: Io): Promise<number> {
  const stopping = stopSignal();
  try {
    const parts = await connectParts();
    await serve(parts, stopping);
    await parts.close();
    return 0;
  } catch (error) {
    if (!(error instanceof NotRunningError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function serve(parts: Parts, stopping: Promise<unknown>): Promise<void> {
  const { config, prisma, record, engine, log, build } = parts;
  const now = (): Instant => systemClock.now();
  const identity = await createIdentity(config);
  const useCases = createUseCases({ record, queries: prisma, law: LAW, digest, now });
  const directory = { prisma, digest, now, readCsv };
  const app = createApp({
    useCases,
    people: {
      people: createPeople({ ...directory, record, newRef: () => randomIds.next() }),
      allocations: createAllocations({ ...directory, record, law: LAW }),
      outOfHours: createOutOfHours({ prisma, commands: useCases, digest, now }),
    },
    goLive: createGoLive({ ...directory, record, law: LAW }),
    deliveries: createDeliveries({ queries: prisma, now, mails: mailsIn(mailFolder(config.dataDir)) }),
    adoptions: createAdoptions({ prisma, record, law: LAW, digest, now }),
    imports: createImports({ prisma, record, digest, now }),
    feeds: createFeeds({ prisma, record, digest, now }),
    engine,
    health: healthOf(parts),
    verify: (token) => identity.verify(token),
    keys: identity.keys,
    log,
    version: build,
  });
  const server = app.listen(config.http.port, config.http.host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const stopCollecting = collectWhenLarge();
  log.info({ port: config.http.port }, 'listening');
  await stopping;
  stopCollecting();
  await drained(server);
}

function healthOf({ prisma, engine, config, build }: Parts) {
  const arming = createArming(prisma);
  let engineId: string | null = null;
  return {
    build,
    clockToleranceMs: config.clockToleranceSeconds * 1_000,
    clockDifferenceMs: async () => {
      const before = Date.now();
      const [row] = await prisma.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now');
      return (row?.now.getTime() ?? 0) - (before + Date.now()) / 2;
    },
    isEngineThere: async () => {
      try {
        engineId = await engine.engineId();
        return true;
      } catch {
        return false;
      }
    },
    behind: () => arming.behind(engineId),
    mail: () => mailBehind(prisma),
  };
}
