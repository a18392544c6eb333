import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '#sdk';
import { tooManyRequests } from './http.errors.ts';
import { createRateLimit } from './rate-limit.ts';

/** No page and no person asks this often; a program that does is stopped before it stops others. */
const REQUESTS_PER_MINUTE = 6_000;

/** Messages of many people come by one caller, and the spam guard counts them by their senders. */
const NOT_COUNTED = new Set(['/api/v1/simulator/messages']);

/** Counts the requests of each user and of each API token. To be called after `guardRoutes`. */
export function limitRequests(app: FastifyInstance, clock: Clock): void {
  const take = createRateLimit(REQUESTS_PER_MINUTE, clock);
  app.addHook('onRequest', async (request) => {
    const caller = callerOf(request);
    if (caller === undefined || NOT_COUNTED.has(request.routeOptions.url ?? '')) return;
    const retryAfterSeconds = take(caller);
    if (retryAfterSeconds > 0) throw tooManyRequests(retryAfterSeconds);
  });
}

/** Undefined for who is not signed in, and for the command line, which whoever holds the data folder's key runs. */
function callerOf({ user }: FastifyRequest): string | undefined {
  if (!user || (user.id === null && user.username === 'cli')) return undefined;
  return user.id ?? user.username;
}
