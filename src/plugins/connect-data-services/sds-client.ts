import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { AppError } from '#sdk';
import type { DataSourceTools } from '#sdk';
import type { ConnectDataServicesConfig } from './connect-data-services.schema.ts';
import {
  sdsBadAnswer,
  sdsClosed,
  sdsConfig,
  sdsForbidden,
  sdsNotFound,
  sdsRateLimited,
  sdsRefused,
  sdsServerError,
  sdsTimeout,
  sdsTls,
  sdsTooMuch,
  sdsUnauthorized,
  sdsUnreachable,
} from './sds.errors.ts';
import { createTokens } from './tokens.ts';

export type Query = Readonly<Record<string, string | number>>;

/** Reads one namespace. */
export interface SdsClient {
  /** @param path below the namespace, each part encoded here. @throws AppError `sds.*` */
  get(path: readonly string[], query: Query, signal: AbortSignal): Promise<unknown>;
  /** Asks the identity service's public page without any log-in: whatever is answered, somebody is there. */
  reach(signal: AbortSignal): Promise<IncomingHttpHeaders>;
  logIn(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

export type Send = (
  to: { readonly url: string; readonly headers: Record<string, string>; readonly form?: string },
  signal: AbortSignal,
) => Promise<Answer>;

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const MAX_WAITS = 2;
const MAX_WAIT_MS = 5_000;
/** Codes of TLS failures, as Node names them. */
const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/**
 * A client of the Sequential Data Store's REST API, version 1: `/api/v1/Tenants/{t}/Namespaces/{n}/…`, as AVEVA's developer
 * documentation describes it. It sends `GET` only; the one `POST` is for the token. Redirects are not followed.
 */
export function createSdsClient(
  config: ConnectDataServicesConfig,
  { outbound, clock }: DataSourceTools,
): SdsClient {
  const base = new URL(config.baseUrl);
  const root = base.origin + base.pathname.replace(/\/+$/, '');
  const place = ['api', 'v1', 'Tenants', config.tenantId, 'Namespaces', config.namespaceId];
  const tokens = createTokens(
    { ...config, tokenUrl: config.tokenUrl ?? `${root}/identity/connect/token` },
    send,
    clock,
  );
  let agent: Agent | undefined;
  let isClosed = false;

  function openAgent(): Agent {
    agent ??= new Agent({
      connections: config.maxConcurrentRequests,
      connect: {
        timeout: config.timeoutMs,
        lookup: outbound.lookup,
        rejectUnauthorized: !config.insecureSkipTlsVerify,
        ...(config.caFile === '' ? {} : { ca: authority(config.caFile) }),
      },
    });
    return agent;
  }

  async function send(...[to, signal]: Parameters<Send>): Promise<Answer> {
    if (isClosed) throw sdsClosed();
    const { url, headers, form } = to;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(config.timeoutMs)]);
    try {
      limit.throwIfAborted();
      outbound.assertAllowed(new URL(url).hostname);
      return await endWith(limit, async () => {
        const answer = await request(url, {
          dispatcher: openAgent(),
          method: form === undefined ? 'GET' : 'POST',
          headers: { Accept: 'application/json', 'User-Agent': 'Plantline', ...headers },
          body: form ?? null,
          signal: limit,
        });
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        for await (const chunk of answer.body) {
          chunks.push(chunk as Buffer);
          sizeBytes += (chunk as Buffer).length;
          if (sizeBytes > MAX_BODY_BYTES) throw sdsTooMuch('The answer is larger than is taken.');
        }
        const text = Buffer.concat(chunks).toString('utf8');
        return { status: answer.statusCode, headers: answer.headers, text };
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (isClosed) throw sdsClosed();
      if (limit.aborted) throw sdsTimeout(error);
      throw TLS.test(codeOf(error)) ? sdsTls(error) : sdsUnreachable(error);
    }
  }

  /** Once more where a kept-alive connection was dropped, or after the wait the server asks for. */
  async function sendPatiently(...[to, signal]: Parameters<Send>): Promise<Answer> {
    let hasResent = false;
    for (let waits = 0; ;) {
      let answer: Answer;
      try {
        answer = await send(to, signal);
      } catch (error) {
        const isDropped = error instanceof AppError && DROPPED.includes(codeOf(error.cause));
        if (!isDropped || hasResent) throw error;
        hasResent = true;
        continue;
      }
      if (answer.status !== 429 && answer.status !== 503) return answer;
      const waitMs = Number(answer.headers['retry-after'] ?? 1) * 1000;
      if (waits === MAX_WAITS || !(waitMs <= MAX_WAIT_MS)) return answer;
      waits += 1;
      await sleep(waitMs, undefined, { signal }).catch((error: unknown) => {
        throw sdsTimeout(error);
      });
    }
  }

  return {
    async get(path, query, signal) {
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      const encoded = [...place, ...path].map(encodeURIComponent).join('/');
      const url = `${root}/${encoded}${search === '' ? '' : `?${search}`}`;
      for (let renewals = 0; ; renewals += 1) {
        const token = await tokens.get(signal);
        // Without it, values that are 0 or null are left out of the answer.
        const headers = { Authorization: `Bearer ${token}`, 'Accept-Verbosity': 'verbose' };
        const answer = await sendPatiently({ url, headers }, signal);
        if (answer.status !== 401 || renewals > 0) return contentOf(answer);
        tokens.refuse(token);
      }
    },
    async reach(signal) {
      const url = `${root}/identity/.well-known/openid-configuration`;
      return (await sendPatiently({ url, headers: {} }, signal)).headers;
    },
    async logIn(signal) {
      await tokens.get(signal);
    },
    async close() {
      isClosed = true;
      await agent?.destroy();
    },
  };
}

const DROPPED = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

function contentOf({ status, text }: Answer): unknown {
  const cause = new Error(text.slice(0, 500));
  if (status === 401) throw sdsUnauthorized(cause);
  if (status === 403) throw sdsForbidden(cause);
  if (status === 404) throw sdsNotFound('what was asked for', cause);
  if (status === 429) throw sdsRateLimited();
  if (status >= 500) throw sdsServerError(status, cause);
  if (status >= 400) throw sdsRefused(status, cause);
  if (status === 204) return null;
  if (status !== 200) throw sdsBadAnswer(`HTTP ${status} is not expected here`, cause);
  return parseJson(text);
}

/** A whole number that a double cannot hold stays text, digit by digit. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
  } catch (cause) {
    throw sdsBadAnswer('it is not complete JSON', cause);
  }
}

function exact(_key: string, value: unknown, { source }: { source?: string }): unknown {
  const isWhole = typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source);
  return isWhole && !Number.isSafeInteger(value) ? source : value;
}

function authority(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (cause) {
    throw sdsConfig(
      'The CA certificate file of this source cannot be read. Check its path.',
      cause,
    );
  }
  throw sdsConfig('The CA certificate file of this source holds no certificate. Check its path.');
}

/** Ends at once when the signal does, also while a connection is still being opened. */
async function endWith<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const running = run();
  running.catch(() => undefined);
  try {
    return await Promise.race([running, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
