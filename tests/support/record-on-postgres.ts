import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/prisma.ts';
import type { Transact } from '../../platform/transact.ts';
import { createRecord } from '../../store/change.ts';
import type { Record } from '../../store/record.ts';
import { cloneDatabase } from './postgres.ts';
import { LAW } from './stream.ts';

export type RecordOnPostgres = {
  readonly databaseUrl: string;
  readonly prisma: PrismaClient;
  readonly transact: Transact;
  readonly record: Record;
  /** To be called after the last test; other clients are disconnected first. */
  close(): Promise<void>;
};

/** The record of all processes on a database of its own, without an engine: nobody waits and nobody is nudged. */
export async function createRecordOnPostgres(name: string): Promise<RecordOnPostgres> {
  const { databaseUrl, drop } = await cloneDatabase(name);
  const { prisma, transact } = openDatabase(databaseUrl, { poolSize: 6 });
  const record = createRecord({
    transact,
    processes: PROCESSES,
    law: LAW,
    digest,
    newSalt,
    newRef: () => randomIds.next(),
    build: 'test',
    afterCommit: () => undefined,
  });
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await drop();
  };
  return { databaseUrl, prisma, transact, record, close };
}
