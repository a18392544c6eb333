import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GATEWAY_TAGS } from './gateway-tags.ts';
import type { GatewayTag } from './gateway-tags.ts';
import { localTimeText, parseInterval, parsePiTime } from './pi-time.ts';

export { GATEWAY_TAGS } from './gateway-tags.ts';
export type { GatewayTag } from './gateway-tags.ts';

export type PiGatewayOptions = {
  /** Default: any free one. */
  readonly port?: number;
  /** The plant's zone, in which the gateway writes its times. Default `Asia/Jakarta`. */
  readonly timeZone?: string;
  readonly clock?: () => Date;
  readonly tags?: Readonly<Record<string, GatewayTag>>;
  /** How the rows are wrapped: `{data}`, `[{data}]`, or the rows alone. Default `object`. */
  readonly wrapper?: 'object' | 'array' | 'bare';
  /** Default `shuffled`: callers must not rely on an order. */
  readonly order?: 'oldest-first' | 'newest-first' | 'shuffled';
};

export interface PiGateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Path and query of every request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

type Row = { readonly v0: string; readonly v1: number | string | null };

/** More rows than this no caller asks for on purpose. */
const MAX_ROWS = 100_000;

/**
 * The predecessor's plant gateway: `GET /pi/trn?tag&interval&start&end&maxCount` answers evenly spaced samples from the
 * start to the end. Everything else is 404.
 */
export async function startPiGateway(options: PiGatewayOptions = {}): Promise<PiGateway> {
  const clock = options.clock ?? (() => new Date());
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    requests.push(url.pathname + url.search);
    if (url.pathname !== '/pi/trn') {
      answer(response, 404, { message: 'Not found', status: 404 });
      return;
    }
    const rows = rowsFor(url.searchParams, options, clock().getTime());
    if (rows === undefined) {
      answer(response, 400, { data: [], message: 'Bad request', status: 400 });
    } else {
      answer(response, 200, wrap(inOrder(rows, options.order), options.wrapper));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Undefined when a parameter cannot be understood. A tag that is not there has no rows. */
function rowsFor(
  query: URLSearchParams,
  { tags = GATEWAY_TAGS, timeZone = 'Asia/Jakarta' }: PiGatewayOptions,
  nowMs: number,
): readonly Row[] | undefined {
  const startMs = parsePiTime(query.get('start') ?? '*-1h', nowMs);
  const endMs = parsePiTime(query.get('end') ?? '*', nowMs);
  const intervalMs = parseInterval(query.get('interval') ?? '1m');
  if (startMs === undefined || endMs === undefined || intervalMs === undefined) return undefined;
  const wanted = (query.get('tag') ?? '').toLowerCase();
  const name = Object.keys(tags).find((tag) => tag.toLowerCase() === wanted);
  const valueAt = name === undefined ? undefined : tags[name];
  if (!valueAt) return [];
  const maxCount = Math.min(Number(query.get('maxCount') ?? MAX_ROWS), MAX_ROWS);
  const rows: Row[] = [];
  // Its times have no fraction of a second, so its values are those of whole seconds.
  const firstMs = Math.ceil(startMs / 1000) * 1000;
  for (let atMs = firstMs; atMs <= endMs && rows.length < maxCount; atMs += intervalMs) {
    rows.push({ v0: localTimeText(atMs, timeZone), v1: valueAt(atMs) });
  }
  return rows;
}

function inOrder(rows: readonly Row[], order: PiGatewayOptions['order']): readonly Row[] {
  if (order === 'oldest-first') return rows;
  if (order === 'newest-first') return rows.toReversed();
  return rows.toSorted((a, b) => scatter(a) - scatter(b) || (a.v0 < b.v0 ? -1 : 1));
}

/** An order that looks like none and is the same every time. */
function scatter({ v0 }: Row): number {
  return (Number(v0.slice(-2)) * 7 + Number(v0.slice(-5, -3)) * 13) % 11;
}

function wrap(rows: readonly Row[], wrapper: PiGatewayOptions['wrapper']): unknown {
  if (wrapper === 'bare') return rows;
  const body = { data: rows, message: 'Success', status: 200 };
  return wrapper === 'array' ? [body] : body;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
