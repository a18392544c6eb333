import type { DataSource, HistoryQuery, Reading, TimeRange } from '#sdk';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { avevaPi } from '../../src/plugins/aveva-pi/index.ts';
import type { AvevaPiConfig } from '../../src/plugins/aveva-pi/index.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** A value as the plant's own HTTP API writes it. */
export type Said = { readonly Timestamp: string; readonly Value: unknown; readonly Good: boolean };

/** The demo plant with a PI source on it, and a second look at the same plant without any of our code. */
export interface DemoPi {
  readonly source: DataSource;
  /** The plant's present stands still, so that two looks at it see the same. */
  readonly nowMs: number;
  readonly url: string;
  /** What the sources asked, in order. */
  readonly requests: { readonly method: string; readonly path: string }[];
  /** Another source on the same plant; the clock is by default the plant's. */
  connect(config?: Partial<AvevaPiConfig>, clock?: () => Date): Promise<DataSource>;
  read(tag: string): Promise<Reading>;
  history(
    tag: string,
    query: Omit<HistoryQuery, 'tags'>,
  ): Promise<{ readonly readings: readonly Reading[]; readonly truncated: boolean }>;
  lastHours(hours: number): TimeRange;
  /** `/streams/{the tag's WebID}/{kind}` as the plant answers it. */
  say(tag: string, kind: string, query?: SaidQuery): Promise<unknown>;
  sayList(tag: string, kind: string, query?: SaidQuery): Promise<readonly Said[]>;
  close(): Promise<void>;
}

type SaidQuery = Readonly<Record<string, string | readonly string[]>>;

const HOUR_MS = 3_600_000;
const AUTHORIZATION = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

export function soon(): AbortSignal {
  return AbortSignal.timeout(8_000);
}

export async function openDemoPi(): Promise<DemoPi> {
  const nowMs = Math.floor(Date.now() / 60_000) * 60_000;
  const plant = await startPiWebApi({ port: 0, clock: () => nowMs });
  const { hostname: host, port } = new URL(plant.url);
  const requests: { method: string; path: string }[] = [];
  const wire = await startTcpProxy({ host, port: Number(port) }, (piece) => {
    // A client that waits for each answer begins each request with a piece of its own.
    const [, method, path] = /^(GET|POST) ([^ ?]*)/.exec(piece.toString('latin1', 0, 500)) ?? [];
    if (method !== undefined && path !== undefined) requests.push({ method, path });
  });

  async function connect(
    more: Partial<AvevaPiConfig> = {},
    clock = () => new Date(nowMs),
  ): Promise<DataSource> {
    const config = avevaPi.config.parse({
      baseUrl: `http://${wire.host}:${wire.port}/piwebapi`,
      user: 'demo',
      password: 'demo',
      tagIndex: false,
      ...more,
    });
    const outbound = createOutbound({ allowPrivate: true });
    const tools = { log: silent, clock, timeZone: 'Asia/Jakarta', outbound };
    return await avevaPi.connect(config, tools);
  }

  async function ask(path: string, query: SaidQuery): Promise<unknown> {
    const url = new URL(plant.url + path);
    for (const [name, value] of Object.entries(query)) {
      for (const each of [value].flat()) url.searchParams.append(name, each);
    }
    const response = await fetch(url, { headers: { authorization: AUTHORIZATION } });
    if (response.status !== 200) throw new Error(`${url.pathname} answers ${response.status}`);
    return await response.json();
  }

  async function say(tag: string, kind: string, query: SaidQuery = {}): Promise<unknown> {
    const point = (await ask('/points', { path: `\\\\DEMO-PI\\${tag}` })) as { WebId: string };
    return await ask(`/streams/${point.WebId}/${kind}`, query);
  }

  const source = await connect();
  return {
    source,
    nowMs,
    url: plant.url,
    requests,
    connect,
    async read(tag) {
      const [outcome] = (await source.read?.({ tags: [tag] }, soon())) ?? [];
      if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
      return outcome.reading;
    },
    async history(tag, query) {
      const [outcome] = (await source.history?.({ tags: [tag], ...query }, soon())) ?? [];
      if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
      return outcome;
    },
    lastHours: (hours) => ({
      start: new Date(nowMs - hours * HOUR_MS).toISOString(),
      end: new Date(nowMs).toISOString(),
    }),
    say,
    async sayList(tag, kind, query) {
      return ((await say(tag, kind, query)) as { Items: readonly Said[] }).Items;
    },
    async close() {
      await source.close();
      await wire.close();
      await plant.close();
    },
  };
}

/** What a person would be told, of readings and of the plant's own values, in the same form. */
export function asTold(readings: readonly Reading[]): readonly object[] {
  return readings.map(({ timestamp, value }) => ({ timestamp, value }));
}

export function asSaid(values: readonly Said[]): readonly object[] {
  return values.map(({ Timestamp, Value, Good }) => {
    const isState = typeof Value === 'object' && Value !== null && 'Name' in Value;
    return { timestamp: Timestamp, value: Good ? (isState ? Value.Name : Value) : null };
  });
}
