import { createServer, get, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { drained } from '../../platform/drained.ts';

async function serve(answerAfterMs: number | null): Promise<Server> {
  const server = createServer((_request, response) => {
    if (answerAfterMs !== null) setTimeout(() => response.end('made up'), answerAfterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function asked(server: Server): Promise<number | 'cut off'> {
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('it listens nowhere');
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port: place.port }, ({ statusCode }) => {
      resolve(statusCode ?? 0);
    }).once('error', () => {
      resolve('cut off');
    });
  });
}

test.each([
  { what: 'a request under way is answered', answerAfterMs: 300, expected: 200 },
  { what: 'one that is never answered is cut off in the end', answerAfterMs: null, expected: 'cut off' },
])('$what', async ({ answerAfterMs, expected }) => {
  const server = await serve(answerAfterMs);
  const answer = asked(server);
  await delay(100);
  await drained(server, 1_000);
  expect(await answer).toBe(expected);
});
