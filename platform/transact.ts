import { createHash } from 'node:crypto';
import type pg from 'pg';

type Queries = {
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: readonly unknown[]): Promise<Rows>;
  $executeRawUnsafe(sql: string, ...values: readonly unknown[]): Promise<number>;
};

/** Runs one transaction: committed when `run` is done, undone when it throws. */
export type Transact = <Value>(run: (queries: Queries) => Promise<Value>) => Promise<Value>;

/** As long as Prisma lets a transaction take; a statement that takes longer has lost its server. */
const LONGEST_MS = 30_000;

/**
 * Transactions on the driver that Prisma itself uses. A batch writes megabytes in one statement, which Prisma would make into
 * JSON and read again before it sends them (docs/decisions/0024).
 */
export function createTransact(pool: pg.Pool): Transact {
  return async (run) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    const onLost = (error: Error): void => {
      lost = error;
    };
    client.on('error', onLost);
    try {
      await send(client, 'BEGIN');
      const value = await run(queriesOf(client));
      const { command } = await send(client, 'COMMIT');
      // PostgreSQL answers so, without an error, where an earlier statement failed.
      if (command !== 'COMMIT') throw new Error('the transaction was undone by the database');
      return value;
    } catch (error) {
      await send(client, 'ROLLBACK').catch(onLost);
      throw error;
    } finally {
      client.off('error', onLost);
      // A connection in an unknown state is not used again.
      client.release(lost);
    }
  };
}

function queriesOf(client: pg.PoolClient): Queries {
  return {
    $queryRawUnsafe: async <Rows>(sql: string, ...values: readonly unknown[]) =>
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the caller says what it selects, as with Prisma
      (await send(client, sql, values)).rows as Rows,
    $executeRawUnsafe: async (sql, ...values) => (await send(client, sql, values)).rowCount ?? 0,
  };
}

function send(client: pg.PoolClient, text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
  const query = { name: statementName(text), text, values: [...values], query_timeout: LONGEST_MS };
  return client.query(query);
}

/** Statements are few and always the same: parsed once for each connection. */
export function statementName(sql: string): string {
  return createHash('sha1').update(sql).digest('base64');
}
