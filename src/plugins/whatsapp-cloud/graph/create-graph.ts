import { Pool } from 'undici';
import packageJson from 'plantline/package.json' with { type: 'json' };
import type { Outbound } from '#sdk';
import { cloudClosed, cloudNoAnswer, cloudUnreachable } from '../whatsapp-cloud.errors.ts';
import { errorOfAnswer } from './graph-error.ts';
import type { GraphError } from './graph-error.ts';
import { exchange } from './exchange.ts';
import { writeMultipart } from './write-multipart.ts';
import type { UploadedFile } from './write-multipart.ts';

export type GraphOptions = {
  /** `https://graph.facebook.com` when absent; an address of this machine in tests. */
  readonly serverUrl?: string | undefined;
  readonly apiVersion: string;
  readonly accessToken: string;
  readonly outbound: Outbound;
  readonly timeoutMs?: number;
};

export type GraphAnswer =
  | { readonly ok: true; readonly content: unknown }
  | { readonly ok: false; readonly error: GraphError };

/** The Graph API, below one version. Paths begin with `/`. */
export interface Graph {
  /** @throws AppError `whatsapp_cloud.unreachable` when nothing left, `whatsapp_cloud.no_answer` when it may have arrived */
  get(path: string, signal: AbortSignal): Promise<GraphAnswer>;
  post(path: string, body: object, signal: AbortSignal): Promise<GraphAnswer>;
  upload(path: string, file: UploadedFile, signal: AbortSignal): Promise<GraphAnswer>;
  close(): Promise<void>;
}

const META = 'https://graph.facebook.com';
/** With the wait for news after it, less than the outbox gives a message. */
const TIMEOUT_MS = 8_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** 100 MB by a plant's line. */
const UPLOAD_TIMEOUT_MS = 120_000;
const CONNECTIONS = 16;

export function createGraph(options: GraphOptions): Graph {
  const base = new URL(options.serverUrl ?? META);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  // The guard lets nothing through to this machine, where the servers of tests are.
  const isMeta = options.serverUrl === undefined;
  const pool = new Pool(base.origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(isMeta && { lookup: options.outbound.lookup }),
    },
  });
  const prefix = `${base.pathname.replace(/\/+$/, '')}/${options.apiVersion}`;
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${options.accessToken}`,
    'user-agent': `plantline/${packageJson.version}`,
  };
  const closing = new AbortController();

  async function ask(
    method: 'GET' | 'POST',
    path: string,
    content: { readonly type: string; readonly body: string | Buffer } | undefined,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<GraphAnswer> {
    if (closing.signal.aborted) throw cloudClosed();
    if (isMeta) options.outbound.assertAllowed(base.hostname);
    const request = {
      method,
      path: prefix + path,
      headers: content ? { ...headers, 'content-type': content.type } : headers,
      body: content?.body ?? null,
    };
    const end = AbortSignal.any([signal, closing.signal, AbortSignal.timeout(limitMs)]);
    const result = await exchange(pool, request, end);
    if (result.kind === 'cut') {
      throw result.wasSent ? cloudNoAnswer(result.cause) : cloudUnreachable(result.cause);
    }
    const { status, text } = result;
    const answered = parsed(text);
    if (status < 200 || status >= 300) return { ok: false, error: errorOfAnswer(status, answered) };
    // Taken, or swallowed by something in between: nobody can tell.
    if (answered === undefined) throw cloudNoAnswer();
    return { ok: true, content: answered };
  }

  return {
    get: (path, signal) => ask('GET', path, undefined, timeoutMs, signal),
    post: (path, body, signal) =>
      ask(
        'POST',
        path,
        { type: 'application/json', body: JSON.stringify(body) },
        timeoutMs,
        signal,
      ),
    upload: (path, file, signal) =>
      ask('POST', path, writeMultipart(file), UPLOAD_TIMEOUT_MS, signal),
    async close() {
      closing.abort();
      await pool.destroy();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
