import pg from 'pg';

/**
 * Connects, lends the connection and ends it. A connection that is lost ends what is asked of it; `pg` tells of it as an
 * event too, which would end the whole process if nobody listened.
 */
export async function withClient<Value>(
  settings: pg.ClientConfig,
  use: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client(settings);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
