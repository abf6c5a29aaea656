import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client.ts';

type PrismaSettings = {
  readonly poolSize: number;
  /** A lost idle connection is no fault of a request: the pool replaces it. */
  readonly onLostConnection?: (error: Error) => void;
};

/** One pool for one process; `$disconnect()` closes it. */
export function createPrisma(databaseUrl: string, { poolSize, onLostConnection }: PrismaSettings): PrismaClient {
  const ignore = (): void => undefined;
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrl,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      application_name: 'holdfast',
    },
    {
      onPoolError: onLostConnection ?? ignore,
      onConnectionError: onLostConnection ?? ignore,
      // Statements are few and always the same: parsed once for each connection.
      statementNameGenerator: ({ sql }) => createHash('sha1').update(sql).digest('base64'),
    },
  );
  return new PrismaClient({
    adapter,
    // Beyond Prisma's 2 s and 5 s (P2028): an import's batch and a fold of a long stream take longer.
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
}
