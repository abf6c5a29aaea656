import { expect, inject, test } from 'vitest';
import { withClient } from '../../platform/pg-client.ts';

const server = { connectionString: inject('databaseUrl') };

test('a connection that is lost between two questions ends the next one, and nothing else', async () => {
  const asked = withClient(server, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const lost = new Promise((resolve) => client.once('end', resolve));
    await withClient(server, (other) => other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]));
    await lost;
    return client.query('SELECT 1');
  });
  await expect(asked).rejects.toThrow('not queryable');
});
