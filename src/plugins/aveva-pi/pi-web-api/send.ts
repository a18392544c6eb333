import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import type { Logger, Outbound } from '#sdk';
import { authorizationFor } from './authorization.ts';
import type { KerberosModule, PiAuthentication } from './authorization.ts';
import { endWithin, sleepWithin, startDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import type { RawAnswer } from './exchange.ts';
import { createLimiter } from './limiter.ts';
import { piBadAnswer, piClosed, piConfig, piRateLimited } from './pi.errors.ts';
import { readAuthority } from './read-authority.ts';
import { statusError } from './status-error.ts';
import { transportError } from './transport-error.ts';

export type PiConnectionOptions = {
  /** With its path: `https://pi.example.com/piwebapi`. A slash at its end does not matter. */
  readonly baseUrl: string;
  readonly auth: PiAuthentication;
  /** PEM text of authorities to trust in place of the system's; `caFile` is a path to one. */
  readonly ca?: string | undefined;
  readonly caFile?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  /** Of one request, waiting and retries included. Default 8,000. */
  readonly timeoutMs?: number | undefined;
  /** Default 32. */
  readonly maxConcurrency?: number | undefined;
  /** Default: no limit. The server's own default is 1,000 per second and client. */
  readonly maxRequestsPerSecond?: number | undefined;
  /** Largest answer taken. Default 64 MiB. */
  readonly maxBodyBytes?: number | undefined;
  readonly log?: Logger | undefined;
  /** Decides which addresses may be connected to; without it, all may. */
  readonly outbound?: Outbound | undefined;
  /** Where the optional `kerberos` package comes from; by default it is imported. */
  readonly loadKerberos?: (() => Promise<KerberosModule>) | undefined;
};

/** Reads, all of them: so each may be sent again once when the server dropped an idle connection. */
export type PiRequest = {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, encoded, beginning with `/`; or empty for the base itself. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
};

export type PiAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON. */
  readonly content: unknown;
};

/** Sends requests to one server over kept-alive connections of its own. */
export interface PiSender {
  /** @throws AppError `pi.*` for anything but a 2xx with JSON in it */
  send(request: PiRequest): Promise<PiAnswer>;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 8_000;
const DEFAULT_CONCURRENCY = 32;
const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;
const KEEP_ALIVE_MS = 60_000;
/** RateLimitDuration of the server is 1 s unless its administrator changed it. */
const DEFAULT_RETRY_AFTER_MS = 1_000;
const MAX_WAITS = 3;
const MAX_PAUSE_MS = 1_000;

export function createSender(options: PiConnectionOptions): PiSender {
  const base = parseBaseUrl(options.baseUrl);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const maxConcurrency = options.maxConcurrency ?? DEFAULT_CONCURRENCY;
  const limiter = createLimiter({
    maxConcurrency,
    maxRequestsPerSecond: options.maxRequestsPerSecond,
  });
  const authorization = authorizationFor(options.auth, base.hostname, options.loadKerberos);
  const fixedHeaders = ['Accept', 'application/json'];
  if (typeof authorization === 'string') fixedHeaders.push('Authorization', authorization);
  const bodyHeaders = [
    ...fixedHeaders,
    // EnableCSRFDefense is on by default and refuses any POST without it, reads included.
    'X-Requested-With',
    'XMLHttpRequest',
    'Content-Type',
    'application/json',
  ];
  let pool: Pool | undefined;
  let isClosed = false;

  /** Made at the first request, so that an unreadable CA file is an error of a question, not of the start. */
  function openPool(): Pool {
    // Redirects are not followed, so there is one host to check; what its name leads to is checked by the lookup.
    options.outbound?.assertAllowed(base.hostname);
    pool ??= new Pool(base.origin, {
      connections: maxConcurrency,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: timeoutMs,
        lookup: options.outbound?.lookup,
        rejectUnauthorized: options.insecureSkipTlsVerify !== true,
        ...authority(options),
      },
    });
    return pool;
  }

  async function headersFor(request: PiRequest, deadline: Deadline): Promise<string[]> {
    const own = request.method === 'GET' ? fixedHeaders : bodyHeaders;
    if (typeof authorization !== 'function') return own;
    return [...own, 'Authorization', await endWithin(authorization(), deadline)];
  }

  async function sendWithin(request: PiRequest, deadline: Deadline): Promise<RawAnswer> {
    let hasResent = false;
    for (let waits = 0; ;) {
      if (isClosed) throw piClosed();
      const turn = limiter.enter(deadline);
      if (turn) await turn;
      let answer;
      try {
        const headers = await headersFor(request, deadline);
        const path = base.path + request.path;
        const { method, body = null } = request;
        const dispatched = { path: path === '' ? '/' : path, method, headers, body };
        answer = await exchange(openPool(), dispatched, deadline, maxBodyBytes);
      } catch (error) {
        throw isClosed ? piClosed() : error;
      } finally {
        limiter.leave();
      }
      if ('dropped' in answer) {
        if (isClosed) throw piClosed();
        if (hasResent) throw answer.error;
        hasResent = true;
        continue;
      }
      const waitMs = retryAfterMs(answer);
      if (waitMs === undefined) return answer;
      waits += 1;
      const leftMs = deadline.endsAt - performance.now();
      if (waits > MAX_WAITS || waitMs >= leftMs) throw piRateLimited(waitMs);
      // Others wait too, but never so long that one bad answer silences the source.
      limiter.pause(Math.min(waitMs, MAX_PAUSE_MS));
      await sleepWithin(waitMs, deadline);
    }
  }

  return {
    async send(request) {
      const { deadline, clear } = startDeadline(request.timeoutMs ?? timeoutMs, request.signal);
      try {
        const answer = await sendWithin(request, deadline);
        return { status: answer.status, headers: answer.headers, content: contentOf(answer) };
      } catch (error) {
        throw transportError(error, false);
      } finally {
        clear();
      }
    },
    async close() {
      isClosed = true;
      await pool?.destroy();
    },
  };
}

function contentOf({ status, headers, text }: RawAnswer): unknown {
  if (status < 200 || status >= 300) {
    throw statusError(status, parsed(text) ?? text, headers['www-authenticate']);
  }
  const content = parsed(text);
  if (content !== undefined) return content;
  const isPage = text.trimStart().startsWith('<');
  throw piBadAnswer(
    isPage ? 'it is a web page, not data; check the base URL' : 'it is not complete JSON',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

/** How long to wait before asking again; undefined when the answer is not a request to wait. */
function retryAfterMs({ status, headers }: RawAnswer): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const header = headers['retry-after'];
  if (header === undefined) return status === 429 ? DEFAULT_RETRY_AFTER_MS : undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? DEFAULT_RETRY_AFTER_MS : Math.max(0, at - Date.now());
}

function authority(options: PiConnectionOptions): { ca?: string } {
  if (options.ca !== undefined) return { ca: options.ca };
  if (options.caFile === undefined || options.caFile === '') return {};
  return { ca: readAuthority(options.caFile, options.log) };
}

/** Leaves out what does not belong into requests: credentials, query, slashes at the end. */
export function parseBaseUrl(baseUrl: string): {
  readonly origin: string;
  readonly hostname: string;
  readonly path: string;
} {
  const url = URL.parse(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw piConfig('The base URL of this PI source is not an http or https URL.');
  }
  return { origin: url.origin, hostname: url.hostname, path: url.pathname.replace(/\/+$/, '') };
}
