import { afterEach, describe, expect, test } from 'vitest';
import type { DataSource, PlantEvent } from '#sdk';
import { startPiWebApi } from '../../../simulators/pi-web-api/index.ts';
import type { PiWebApiOptions } from '../../../simulators/pi-web-api/index.ts';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import type { Answer } from '../../../tests/support/answering-server.ts';
import { createOutbound } from '../../lib/outbound/index.ts';
import { avevaPi } from './aveva-pi.ts';
import type { AvevaPiConfig } from './aveva-pi.schema.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-11-20T05:00:00Z');
const AUTHORIZATION = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: { close(): Promise<void> }[] = [];

type SaidFrame = {
  readonly WebId: string;
  readonly Id: string;
  readonly Name: string;
  readonly StartTime: string;
  readonly EndTime: string;
  readonly Links: { readonly Self: string; readonly ReferencedElements: string };
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function connect(config: Partial<AvevaPiConfig> & { baseUrl: string }): Promise<DataSource> {
  const whole = avevaPi.config.parse({ tagIndex: false, ...config });
  const outbound = createOutbound({ allowPrivate: true });
  const clock = () => new Date(NOW_MS);
  const tools = { log: silent, clock, timeZone: 'Asia/Jakarta', outbound };
  const source = await avevaPi.connect(whole, tools);
  open.unshift(source);
  return source;
}

async function openPlant(options: PiWebApiOptions = {}, config: Partial<AvevaPiConfig> = {}) {
  const plant = await startPiWebApi({ port: 0, clock: () => NOW_MS, ...options });
  open.push(plant);
  const source = await connect({ baseUrl: plant.url, user: 'demo', password: 'demo', ...config });
  async function say<T>(path: string): Promise<T> {
    const url = path.startsWith('http') ? path : plant.url + path;
    const response = await fetch(url, { headers: { authorization: AUTHORIZATION } });
    return (await response.json()) as T;
  }
  async function sayFrames(days: number): Promise<readonly SaidFrame[]> {
    type List<T> = { readonly Items: readonly T[] };
    const [server] = (await say<List<{ WebId: string }>>('/assetservers')).Items;
    const databases = `/assetservers/${server?.WebId}/assetdatabases`;
    const [database] = (await say<List<{ WebId: string }>>(databases)).Items;
    const query = new URLSearchParams({
      startTime: daysAgo(days),
      endTime: daysAgo(0),
      searchMode: 'Overlapped',
      sortField: 'StartTime',
      sortOrder: 'Descending',
    });
    const path = `/assetdatabases/${database?.WebId}/eventframes?${query.toString()}`;
    return (await say<List<SaidFrame>>(path)).Items;
  }
  return { plant, source, say, sayFrames };
}

function daysAgo(days: number): string {
  return new Date(NOW_MS - days * DAY_MS).toISOString();
}

async function events(
  source: DataSource,
  days: number,
  more: { readonly words?: string; readonly limit?: number } = {},
): Promise<readonly PlantEvent[]> {
  const range = { start: daysAgo(days), end: daysAgo(0) };
  const query = { range, limit: 1000, ...more };
  return (await source.events?.(query, AbortSignal.timeout(8_000))) ?? [];
}

describe('events of the demo plant', () => {
  test('are its event frames, with what they happened to and why', async () => {
    const { source, say, sayFrames } = await openPlant();
    const frames = await sayFrames(60);
    const found = await events(source, 60);
    expect(found.map(({ id, name, start }) => ({ id, name, start }))).toEqual(
      frames.map(({ Id: id, Name: name, StartTime: start }) => ({ id, name, start })),
    );
    type Attributes = { readonly Items: readonly { Name: string; Links: { Value: string } }[] };
    const [frame] = frames;
    const [event] = found;
    const attributes = await say<Attributes>(`${frame?.Links.Self}/attributes`);
    const cause = attributes.Items.find(({ Name }) => Name === 'Cause');
    const { Value: value } = await say<{ Value: string }>(cause?.Links.Value ?? '');
    expect(event?.attributes).toContainEqual({ name: 'Cause', value, unit: null });
    const load = event?.attributes?.find(({ name }) => name === 'Load Before');
    expect(load).toEqual({ name: 'Load Before', value: expect.any(Number), unit: 'MW' });
    type Elements = { readonly Items: readonly { readonly Path: string }[] };
    const elements = await say<Elements>(frame?.Links.ReferencedElements ?? '');
    expect(event?.elements).toEqual(
      elements.Items.map(({ Path }) => Path.replace('\\\\DEMO-AF\\Tanjung Sari\\', '')),
    );
  });

  test('one that lasts has no end', async () => {
    const { sayFrames } = await openPlant();
    const past = await sayFrames(30);
    const [latest] = past;
    const middleMs = (Date.parse(latest?.StartTime ?? '') + Date.parse(latest?.EndTime ?? '')) / 2;
    const during = await openPlant({ clock: () => middleMs });
    const range = { start: daysAgo(30), end: new Date(middleMs).toISOString() };
    const [running] =
      (await during.source.events?.({ range, limit: 1 }, AbortSignal.timeout(8_000))) ?? [];
    expect(running).toMatchObject({ id: latest?.Id, end: null });
  });

  test('words find them by kind and by what they happened to, however far back', async () => {
    const { source, sayFrames } = await openPlant();
    const isWanted = ({ Name }: SaidFrame) => /^Unit 2 .*Mill C/.test(Name);
    const wanted = (await sayFrames(360)).filter(isWanted);
    const found = await events(source, 360, { words: 'MILL c  unit 2' });
    expect(wanted.length).toBeGreaterThan(1);
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted.map(({ Id }) => Id)));
    expect(found.every(({ name }) => name.startsWith('Unit 2'))).toBe(true);
  });

  test('are found without a name of the AF database, and an unknown one is said', async () => {
    const named = await openPlant({}, { assetDatabase: 'tanjung sari' });
    expect((await events(named.source, 30)).length).toBeGreaterThan(0);
    const wrong = await openPlant({}, { assetDatabase: 'Elsewhere' });
    await expect(events(wrong.source, 30)).rejects.toMatchObject({ code: 'pi.config' });
  });
});

describe('a server with habits of its own', () => {
  const frame = (index: number) => ({
    WebId: `Fm${index}`,
    Id: `id-${index}`,
    Name: `Trip ${index}`,
    StartTime: new Date(NOW_MS - index * 60_000).toISOString(),
    EndTime: '9999-12-31T23:59:59Z',
    RefElementWebIds: ['Em1'],
  });

  async function serve(answer: (path: string, query: URLSearchParams) => Answer) {
    const server = await startAnsweringServer(({ path, query }) => answer(path, query));
    open.push(server);
    const source = await connect({ baseUrl: `${server.origin}/piwebapi` });
    return { source, server };
  }

  function plantWith(
    frames: (query: URLSearchParams) => object,
    others: (path: string) => Answer = () => ({ status: 404, json: {} }),
  ): (path: string, query: URLSearchParams) => Answer {
    return (path, query) => {
      if (path.endsWith('/assetservers')) return { json: { Items: [{ WebId: 'S', Name: 'AF' }] } };
      if (path.endsWith('/assetdatabases'))
        return { json: { Items: [{ WebId: 'D', Name: 'DB' }] } };
      if (path.endsWith('/D/eventframes')) return { json: frames(query) };
      return others(path);
    };
  }

  test('without AF it has no events, and says so', async () => {
    const { source } = await serve(() => ({ json: { Items: [] } }));
    await expect(events(source, 1)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'pi.no_events',
    });
  });

  test('a page shorter than asked is not the last where the server says that more follow', async () => {
    const all = Array.from({ length: 25 }, (_each, index) => frame(index));
    const { source } = await serve(
      plantWith((query) => {
        const first = Number(query.get('startIndex'));
        const Links = first + 10 < all.length ? { Next: 'more' } : {};
        return { Links, Items: all.slice(first, first + 10) };
      }),
    );
    const found = await events(source, 1);
    expect(found.map(({ id }) => id)).toEqual(all.map(({ Id }) => Id));
  });

  test('events without readable elements and attributes are told all the same', async () => {
    const { source } = await serve(plantWith(() => ({ Items: [frame(1), frame(2)] })));
    expect(await events(source, 1)).toMatchObject([
      { id: 'id-1', elements: [], end: null },
      { id: 'id-2', elements: [], end: null },
    ]);
  });

  test('more events than can be looked through for words are refused, not half counted', async () => {
    const { source } = await serve(
      plantWith((query) => {
        const first = Number(query.get('startIndex'));
        return { Items: Array.from({ length: 1000 }, (_each, index) => frame(first + index)) };
      }),
    );
    await expect(events(source, 1, { words: 'flood' })).rejects.toMatchObject({
      code: 'pi.too_much',
    });
  });

  test('an event frame without a start is an unusable answer', async () => {
    const { source } = await serve(plantWith(() => ({ Items: [{ WebId: 'Fm1' }] })));
    await expect(events(source, 1)).rejects.toMatchObject({ code: 'pi.bad_answer' });
  });
});
