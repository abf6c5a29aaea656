import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { createTransact, statementName, type Transact } from './transact.ts';

type PrismaSettings = {
  readonly poolSize: number;
  /** A lost idle connection is no fault of a request: the pool replaces it. */
  readonly onLostConnection?: (error: Error) => void;
};

export type Database = { readonly prisma: PrismaClient; readonly transact: Transact };

/** Prisma's client, and transactions beside it on the same pool; `prisma.$disconnect()` closes both once it was asked anything. */
export function openDatabase(databaseUrl: string, { poolSize, onLostConnection }: PrismaSettings): Database {
  const ignore = (): void => undefined;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    application_name: 'holdfast',
  });
  // At once: Prisma listens only from its first query, and a transaction may come before that.
  pool.on('error', onLostConnection ?? ignore);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onConnectionError: onLostConnection ?? ignore,
    statementNameGenerator: ({ sql }) => statementName(sql),
  });
  const prisma = new PrismaClient({
    adapter,
    // Beyond Prisma's 2 s and 5 s (P2028): the reading of a long stream takes longer.
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return { prisma, transact: createTransact(pool) };
}

/** For what only reads, or writes a row at a time. */
export function createPrisma(databaseUrl: string, settings: PrismaSettings): PrismaClient {
  return openDatabase(databaseUrl, settings).prisma;
}
