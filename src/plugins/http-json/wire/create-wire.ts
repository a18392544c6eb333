import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { AppError } from '#sdk';
import type { DataSourceTools } from '#sdk';
import { apiBadAnswer, apiRateLimited, apiTimeout, sourceClosed } from '../http-json.errors.ts';
import type { HttpJsonConfig } from '../http-json.schema.ts';
import { exchange } from './exchange.ts';
import type { RawAnswer } from './exchange.ts';
import { createLimiter } from './limiter.ts';
import { readAuthority } from './read-authority.ts';
import { redirectTarget } from './redirect-target.ts';
import { transportError } from './transport-error.ts';

/** A read: it may be sent again when the server dropped an idle connection. */
export type WireRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent to the first address only, unless a redirect stays at its origin. */
  readonly secretHeaders: Readonly<Record<string, string>>;
  /** As `secretHeaders`, in the address. */
  readonly secretQuery?: { readonly name: string; readonly value: string } | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Its body is a secret, so it goes where it was sent, or nowhere. */
  readonly isNeverRedirected?: true;
  readonly maxBytes: number;
};

/** Sends requests over kept-alive connections of its own. */
export interface Wire {
  /**
   * Any answer that is no redirect, whatever its status; 429, and 503 with Retry-After, only when waiting does not help.
   *
   * @throws AppError of kind `timeout` once the signal or the source's own time limit ends
   */
  send(request: WireRequest, signal: AbortSignal): Promise<RawAnswer>;
  close(): Promise<void>;
}

export type WireConfig = Pick<
  HttpJsonConfig,
  | 'caFile'
  | 'insecureSkipTlsVerify'
  | 'maxConcurrentRequests'
  | 'maxRequestsPerSecond'
  | 'redirectHosts'
  | 'timeoutMs'
>;

const KEEP_ALIVE_MS = 30_000;
const MAX_REDIRECTS = 5;
const MAX_WAITS = 3;
const DEFAULT_RETRY_AFTER_MS = 1_000;
/** One bad answer must not silence the source for everybody. */
const MAX_PAUSE_MS = 1_000;

export function createWire(config: WireConfig, { outbound, log, clock }: DataSourceTools): Wire {
  const limiter = createLimiter({
    maxConcurrency: config.maxConcurrentRequests,
    maxRequestsPerSecond: config.maxRequestsPerSecond,
  });
  let agent: Agent | undefined;
  let isClosed = false;

  /** Made at the first request, so that an unreadable CA file is an error of a question, not of the start. */
  function openAgent(): Agent {
    agent ??= new Agent({
      connections: config.maxConcurrentRequests,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: config.timeoutMs,
        lookup: outbound.lookup,
        rejectUnauthorized: !config.insecureSkipTlsVerify,
        ...(config.caFile === '' ? {} : { ca: readAuthority(config.caFile, log) }),
      },
    });
    return agent;
  }

  /** One request, again if its connection was a dead one. */
  async function exchangeOnce(
    request: WireRequest,
    url: URL,
    isFirstOrigin: boolean,
    signal: AbortSignal,
  ): Promise<RawAnswer> {
    outbound.assertAllowed(url.hostname);
    const dispatched = {
      origin: url.origin,
      path: url.pathname + searchOf(url, isFirstOrigin ? request.secretQuery : undefined),
      method: request.method,
      headers: { ...request.headers, ...(isFirstOrigin && request.secretHeaders) },
      body: request.body ?? null,
    };
    for (let tries = 0; ; tries += 1) {
      const answer = await exchange(openAgent(), dispatched, request.maxBytes, signal);
      if (!('dropped' in answer)) return answer;
      if (tries > 0 || isClosed) throw transportError(answer.dropped, false);
    }
  }

  async function sendWaiting(
    request: WireRequest,
    url: URL,
    isFirstOrigin: boolean,
    deadline: { readonly signal: AbortSignal; readonly endsAtMs: number },
  ): Promise<RawAnswer> {
    for (let waits = 0; ; waits += 1) {
      if (isClosed) throw sourceClosed();
      await limiter.enter(deadline.signal, deadline.endsAtMs);
      let answer: RawAnswer;
      try {
        answer = await exchangeOnce(request, url, isFirstOrigin, deadline.signal);
      } finally {
        limiter.leave();
      }
      const waitMs = retryAfterMs(answer, clock);
      if (waitMs === undefined) return answer;
      const isTooLong = waitMs >= deadline.endsAtMs - performance.now();
      if (waits === MAX_WAITS || isTooLong) throw apiRateLimited(waitMs);
      limiter.pause(Math.min(waitMs, MAX_PAUSE_MS));
      await sleep(waitMs, undefined, { signal: deadline.signal });
    }
  }

  return {
    async send(request, signal) {
      const limit = AbortSignal.timeout(config.timeoutMs);
      const deadline = {
        signal: AbortSignal.any([signal, limit]),
        endsAtMs: performance.now() + config.timeoutMs,
      };
      const first = new URL(request.url);
      const rules = { host: first.hostname, otherHosts: config.redirectHosts, outbound };
      try {
        let url = first;
        for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
          const isFirstOrigin = url.origin === first.origin;
          const answer = await sendWaiting(request, url, isFirstOrigin, deadline);
          if (request.isNeverRedirected) return answer;
          const target = redirectTarget(answer, url.href, request.method, rules);
          if (target === undefined) return answer;
          url = new URL(target);
        }
        throw apiBadAnswer('it sends on again and again');
      } catch (error) {
        if (isClosed) throw sourceClosed();
        if (error instanceof AppError) throw error;
        throw deadline.signal.aborted ? apiTimeout(error) : transportError(error, false);
      }
    },
    async close() {
      isClosed = true;
      await agent?.destroy();
    },
  };
}

/** The query with a secret in its place, also where a link of the server brought it along. */
function searchOf(url: URL, secret: WireRequest['secretQuery']): string {
  if (!secret) return url.search;
  const pairs = url.search.slice(1).split('&').filter(Boolean);
  const name = encodeURIComponent(secret.name);
  const others = pairs.filter((pair) => pair !== name && !pair.startsWith(`${name}=`));
  return `?${[...others, `${name}=${encodeURIComponent(secret.value)}`].join('&')}`;
}

/** How long to wait before asking again; undefined when the answer is not a request to wait. */
function retryAfterMs({ status, headers }: RawAnswer, clock: () => Date): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const header = headers['retry-after'];
  if (header === undefined) return status === 429 ? DEFAULT_RETRY_AFTER_MS : undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? DEFAULT_RETRY_AFTER_MS : Math.max(0, atMs - clock().getTime());
}
