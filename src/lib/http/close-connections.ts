import type { Server } from 'node:http';

const CLOSE_IDLE_EVERY_MS = 20;
/** What is still on its way to a client that waits may take this long. */
const CLOSE_ALL_AFTER_MS = 2_000;

/**
 * Helps a server that closes: a connection that is kept alive would hold it up until it is used again.
 *
 * @param closed resolves when the server has closed
 */
export async function closeConnections(
  server: Server,
  closed: PromiseLike<unknown>,
): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const late = setTimeout(() => server.closeAllConnections(), CLOSE_ALL_AFTER_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
