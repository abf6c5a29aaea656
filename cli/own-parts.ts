import { PROCESSES } from '../domain/processes/index.ts';
import { ENGLAND_AND_WALES } from '../domain/calendar/calendar.ts';
import { lawOf } from '../domain/heart/law.ts';
import { RULEBOOK } from '../domain/rulebook/published.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { systemClock } from '../platform/clock.ts';
import { readBuild } from '../platform/build.ts';
import { readConfig, processEnvironment, type Config } from '../platform/config.ts';
import { digest, newSalt } from '../platform/digest.ts';
import { readEmbeddedDatabaseUrl } from '../platform/embedded-postgres.ts';
import { createEngineClient, type EngineClient } from '../platform/engine-client.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog, type Log } from '../platform/log.ts';
import { createNudger, type Nudger } from '../platform/nudger.ts';
import { createPrisma, openDatabase } from '../platform/prisma.ts';
import { readEmbeddedTemporalAddress } from '../platform/temporal-server.ts';
import { createRecord } from '../store/change.ts';
import { createHearing, type Hearing } from '../store/hearing.ts';
import { createHearSoon } from '../store/hear-soon.ts';
import type { Record } from '../store/record.ts';

/** The law that this build knows. */
export const LAW = lawOf({ rules: RULEBOOK, calendar: ENGLAND_AND_WALES });

/** Longest that one call to the engine may hold up a request. */
const ENGINE_BOUND_MS = 5_000;

/** What a worker and an API have in common: one pool, one engine client, the one door. */
export type Parts = {
  readonly config: Config;
  readonly build: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly log: Log;
  readonly prisma: PrismaClient;
  readonly engine: EngineClient;
  readonly nudger: Nudger;
  readonly record: Record;
  readonly hearing: Hearing;
  close(): Promise<void>;
};

export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

/** The database alone, for what asks nothing of the engine and works without one. */
export async function connectDatabase(
  config: Config = readConfig(processEnvironment()),
): Promise<Pick<Parts, 'prisma' | 'build' | 'close'>> {
  const prisma = createPrisma(await databaseUrlOf(config), { poolSize: config.poolSize });
  return { prisma, build: await readBuild(), close: () => prisma.$disconnect() };
}

async function databaseUrlOf(config: Config): Promise<string> {
  return required(
    config.databaseUrl ?? (await readEmbeddedDatabaseUrl(config.dataDir)),
    `No database runs in ${config.dataDir}. Start Holdfast there (npm start), or set HOLDFAST_DATABASE_URL.`,
  );
}

/** Puts the parts together for one process; the servers must be running. */
export async function connectParts(config: Config = readConfig(processEnvironment())): Promise<Parts> {
  const databaseUrl = await databaseUrlOf(config);
  const temporalAddress = required(
    config.temporal.address ?? (await readEmbeddedTemporalAddress(config.dataDir)),
    `No engine runs in ${config.dataDir}. Start Holdfast there (npm start), or set HOLDFAST_TEMPORAL_ADDRESS.`,
  );
  return assemble(config, { databaseUrl, temporalAddress, build: await readBuild() });
}

function required(found: string | null, otherwise: string): string {
  if (found === null) throw new NotRunningError(otherwise);
  return found;
}

type Places = Pick<Parts, 'databaseUrl' | 'temporalAddress' | 'build'>;

function assemble(config: Config, { databaseUrl, temporalAddress, build }: Places): Parts {
  const log = createLog({ level: config.logLevel });
  const engine = createEngineClient({
    address: temporalAddress,
    namespace: config.temporal.namespace,
    boundMs: ENGINE_BOUND_MS,
  });
  const nudger = createNudger(engine, { log, clock: systemClock });
  const { prisma, transact } = openDatabase(databaseUrl, {
    poolSize: config.poolSize,
    onLostConnection: (error) => {
      log.warn({ err: error }, 'a connection to the database was lost');
    },
  });
  const record = createRecord({
    transact,
    processes: PROCESSES,
    law: LAW,
    digest,
    newSalt,
    newRef: () => randomIds.next(),
    build,
    afterCommit: (touched) => {
      nudger.afterCommit(touched);
      hearSoon.afterCommit(touched);
    },
  });
  const onFailure = (error: unknown): void => {
    log.warn({ err: error }, 'what one process tells another could not be delivered; the sweep tries it again');
  };
  const hearing = createHearing({ prisma, record, processes: PROCESSES, now: () => systemClock.now(), onFailure });
  const hearSoon = createHearSoon(hearing, onFailure);
  const close = async (): Promise<void> => {
    await hearSoon.settle();
    await nudger.settle();
    await prisma.$disconnect();
    await engine.close();
  };
  return { config, build, databaseUrl, temporalAddress, log, prisma, engine, nudger, record, hearing, close };
}
