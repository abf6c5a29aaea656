import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('the database client', () => {
  let database: ClonedDatabase;
  let prisma: PrismaClient;

  beforeAll(async () => {
    database = await cloneDatabase('the database client');
    prisma = createPrisma(database.databaseUrl, { poolSize: 3 });
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  it('reads what it wrote', async () => {
    await prisma.subject.create({ data: { ref: 'r1', kind: 'child', localReference: 'SYN-1' } });
    expect(await prisma.subject.findMany()).toEqual([{ ref: 'r1', kind: 'child', localReference: 'SYN-1' }]);
  });

  it('lets a transaction take longer than the five seconds that Prisma allows by default', async () => {
    const slept = await prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT pg_sleep(5.5)`;
      return transaction.$queryRaw`SELECT 1 AS one`;
    });
    expect(slept).toEqual([{ one: 1 }]);
  });

  it('goes on after its connections were cut', async () => {
    const other = createPrisma(database.databaseUrl, { poolSize: 2 });
    await prisma.$queryRaw`SELECT 1`;
    await other.$queryRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    await other.$disconnect();
    await vi.waitFor(async () => {
      expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    }, 5_000);
  });
});
