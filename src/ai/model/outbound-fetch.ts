import { Agent, fetch as undiciFetch } from 'undici';
import type { Outbound } from '#sdk';

/** No answer to a question is longer; a server that sends more is not one. */
const ANSWER_BYTES_MAX = 2 * 1024 * 1024;

/**
 * A `fetch` for addresses that somebody entered: it connects only where sources may connect, follows no redirect, since
 * a key would go along, and reads no endless answer.
 */
export function createOutboundFetch(outbound: Outbound): typeof globalThis.fetch {
  const dispatcher = new Agent({
    connect: { lookup: outbound.lookup, timeout: 5_000 },
    maxResponseSize: ANSWER_BYTES_MAX,
    keepAliveTimeout: 30_000,
  });
  const send = async (...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> => {
    const url = input instanceof Request ? input.url : input.toString();
    outbound.assertAllowed(new URL(url).hostname);
    const options = {
      ...(init as Parameters<typeof undiciFetch>[1]),
      dispatcher,
      redirect: 'error' as const,
    };
    return await undiciFetch(url, options);
  };
  return send;
}
