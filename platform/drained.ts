import type { Server } from 'node:http';

/** The longest that answers under way are waited for; supervisors kill what takes longer. */
const LONGEST_MS = 8_000;

/** Takes no new connection, lets requests under way be answered for a while, and is done when the last connection is gone. */
export async function drained(server: Server, longestMs = LONGEST_MS): Promise<void> {
  const atLast = setTimeout(() => {
    server.closeAllConnections();
  }, longestMs);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(atLast);
}
