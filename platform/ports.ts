import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Others still know a part by its old port: worth a moment until a dying process has let go of it. */
const PATIENCE_MS = 2_000;

/** A port of 127.0.0.1 that nothing listens on: the preferred one where it is free or soon becomes so. */
export async function findFreePort(preferred?: number): Promise<number> {
  const until = Date.now() + PATIENCE_MS;
  while (preferred !== undefined && Date.now() < until) {
    const port = await tryPort(preferred);
    if (port !== null) return port;
    await delay(50);
  }
  const port = await tryPort(0);
  if (port === null) throw new Error('no free port on 127.0.0.1');
  return port;
}

async function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.unref();
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(address !== null && typeof address === 'object' ? address.port : null);
      });
    });
  });
}

/** True when something takes connections there. */
export async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const settle = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('timeout', () => {
      settle(false);
    });
  });
}
