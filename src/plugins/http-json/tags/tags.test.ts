import { afterEach, describe, expect, test } from 'vitest';
import type { DataSource, HistoryQuery } from '#sdk';
import { startAnsweringServer } from '../../../../tests/support/answering-server.ts';
import type { Answer, ReceivedRequest } from '../../../../tests/support/answering-server.ts';
import { docExample } from '../../../../tests/support/doc-example.ts';
import { openHttpJson } from '../../../../tests/support/open-http-json.ts';

const NOW = new Date('2026-03-01T05:20:00Z');
const HOUR_MS = 3_600_000;

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function open(
  answer: (request: ReceivedRequest) => Answer,
  config: Record<string, unknown>,
): Promise<{ source: DataSource; requests: readonly ReceivedRequest[] }> {
  const server = await startAnsweringServer(answer);
  opened.push(() => server.close());
  const source = await openHttpJson(
    { maxRequestsPerSecond: 1_000, ...config, baseUrl: server.origin },
    { clock: () => NOW },
  );
  opened.push(() => source.close());
  return { source, requests: server.requests };
}

async function read(source: DataSource, tags: readonly string[], compareMs?: number) {
  const query = { tags, ...(compareMs === undefined ? {} : { compareMs }) };
  return await source.read?.(query, AbortSignal.timeout(5_000));
}

async function readings(source: DataSource, query: Partial<HistoryQuery>) {
  const range = { start: '2026-03-01T00:00:00Z', end: '2026-03-01T04:00:00Z' };
  const [outcome] =
    (await source.history?.(
      { tags: ['T'], range, mode: 'recorded', ...query },
      AbortSignal.timeout(5_000),
    )) ?? [];
  if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
  return outcome;
}

describe('a weather API that gives lists side by side, in the local time of the place', () => {
  /** A value each hour of the days asked for, by the clock of Jakarta: its hour. */
  function weather({ query }: ReceivedRequest): Answer {
    const firstMs = Date.parse(`${query.get('start_date')}T00:00Z`);
    const lastMs = Date.parse(`${query.get('end_date')}T23:00Z`);
    const hours = Math.round((lastMs - firstMs) / HOUR_MS) + 1;
    const times = Array.from({ length: hours }, (_, index) =>
      new Date(firstMs + index * HOUR_MS).toISOString().slice(0, 16),
    );
    const temperature_2m = times.map((time) => Number(time.slice(11, 13)));
    return { json: { timezone: 'Asia/Jakarta', hourly: { time: times, temperature_2m } } };
  }

  test('the present value is the newest that is not yet to come', async () => {
    const { source, requests } = await open(weather, await docExample('http-json.md', 'weather'));
    const [outcome] = (await read(source, ['wx_temp'])) ?? [];
    // It is 12:20 there.
    expect(outcome).toMatchObject({
      ok: true,
      tag: { name: 'WX_TEMP', unit: '°C', future: true, valueType: 'number' },
      reading: { value: 12, unit: '°C', timestamp: '2026-03-01T05:00:00.000Z', quality: 'good' },
    });
    expect(requests[0]?.query.get('latitude')).toBe('-6.2');
    expect(requests[0]?.query.get('end_date')).toBe('2026-03-01');
  });

  test('its history and its forecast are cut to the range that was asked', async () => {
    const { source } = await open(weather, await docExample('http-json.md', 'weather'));
    const range = { start: '2026-03-01T16:00:00Z', end: '2026-03-01T18:00:00Z' };
    const outcome = await readings(source, { tags: ['WX_TEMP'], range });
    expect(outcome.readings.map(({ timestamp, value }) => [timestamp, value])).toEqual([
      ['2026-03-01T16:00:00.000Z', 23],
      ['2026-03-01T17:00:00.000Z', 0],
      ['2026-03-01T18:00:00.000Z', 1],
    ]);
  });
});

describe('several signals in one answer', () => {
  const rows = [
    { id: 'TI-1', v: 81.5, at: 1_772_342_100, q: 'Good' },
    { id: 'TI-1', v: 81.0, at: 1_772_342_040, q: 'Good' },
    { id: 'TI-2', v: null, at: 1_772_342_100, q: 'Good' },
    { id: 'TI-3', v: 99.9, at: 1_772_342_100, q: 'Bad sensor' },
    { id: 'TI-4', v: 'offline', at: 1_772_342_100, q: 'Good' },
    { id: 'TI-5', v: 5, at: 1_772_342_100, q: 'Uncertain' },
    { id: 'TI-6', v: 6, at: 'just now', q: 'Good' },
  ];
  const endpoint = {
    name: 'now',
    path: '/now',
    rows: '$',
    columns: ['id', 'v as number', 'at as epoch', 'q'],
  };
  const tags = ['1', '2', '3', '4', '5', '6', '7'].map((n) => ({
    name: `TI_${n}`,
    unit: 'bar',
    endpoint: 'now',
    where: { id: `ti-${n}` },
    value: 'v',
    time: 'at',
    quality: 'q',
  }));

  test('come by one request; each has its own quality, and a bad one has no number', async () => {
    const { source, requests } = await open(() => ({ json: rows }), {
      endpoints: [endpoint],
      tags,
    });
    const outcomes = (await read(source, ['TI_*'])) ?? [];
    expect(requests).toHaveLength(1);
    const timestamp = '2026-03-01T05:15:00.000Z';
    const bad = { value: null, unit: 'bar', timestamp, quality: 'bad' };
    const state = (name: string) => ({ name, code: 0, isSystem: true });
    expect(outcomes.map((one) => (one.ok ? one.reading : one.error.code))).toEqual([
      { value: 81.5, unit: 'bar', timestamp, quality: 'good' },
      bad,
      { ...bad, state: state('Bad sensor') },
      { ...bad, state: state('offline') },
      { value: 5, unit: 'bar', timestamp, quality: 'questionable' },
      'http_json.no_value',
      'http_json.no_value',
    ]);
  });

  test('a wildcard that means nothing, an unknown tag and an element are errors of their own', async () => {
    const { source } = await open(() => ({ json: rows }), { endpoints: [endpoint], tags });
    const query = { tags: ['X*', 'TI_1', 'TI_9'], elements: ['Unit 1'] };
    const outcomes = (await source.read?.(query, AbortSignal.timeout(5_000))) ?? [];
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false, false]);
  });

  test('they are found by words, and many stars take no time', async () => {
    const described = tags.map((tag, index) => ({ ...tag, description: `Bearing ${index}` }));
    const { source } = await open(() => ({ json: rows }), {
      endpoints: [endpoint],
      tags: described,
    });
    expect(source.search?.('bearing 0', 5).map(({ name }) => name)).toEqual(['TI_1']);
    expect(source.search?.('', 2).map(({ name }) => name)).toEqual(['TI_1', 'TI_2']);
    const startedAt = performance.now();
    await read(source, [`${'*_'.repeat(200)}x`]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('a value without a time', () => {
  const endpoint = { name: 'meter', path: '/meter', columns: ['kWh = total'], cacheSeconds: 60 };
  const tag = { name: 'KWH', endpoint: 'meter', value: 'kWh', unit: 'kWh' };

  test('has the time at which it was read, also when it comes from memory', async () => {
    let nowMs = NOW.getTime();
    const server = await startAnsweringServer(() => ({ json: { total: 5 } }));
    opened.push(() => server.close());
    const config = { baseUrl: server.origin, endpoints: [endpoint], tags: [tag] };
    const source = await openHttpJson(config, { clock: () => new Date(nowMs) });
    opened.push(() => source.close());
    await read(source, ['KWH']);
    nowMs += 30_000;
    const [outcome] = (await read(source, ['KWH'])) ?? [];
    expect(outcome).toMatchObject({ reading: { value: 5, timestamp: NOW.toISOString() } });
    expect(server.requests).toHaveLength(1);
    expect(source.history).toBeUndefined();
  });

  test('is not guessed from several rows', async () => {
    const { source } = await open(() => ({ json: [{ total: 1 }, { total: 2 }] }), {
      endpoints: [endpoint],
      tags: [tag],
    });
    const [outcome] = (await read(source, ['KWH'])) ?? [];
    expect(outcome).toMatchObject({ ok: false, error: { code: 'http_json.no_value' } });
  });
});

describe('history', () => {
  /** A value each quarter of an hour: minutes since midnight. Newest first where `order` is `desc`. */
  function series({ query }: ReceivedRequest): Answer {
    const quarter = HOUR_MS / 4;
    const startMs = Math.max(Date.parse(query.get('start') ?? ''), Date.UTC(2026, 1, 28, 12));
    const endMs = Math.min(Date.parse(query.get('end') ?? ''), NOW.getTime());
    const rows = [];
    for (let ms = Math.ceil(startMs / quarter) * quarter; ms <= endMs; ms += quarter) {
      rows.push({ at: new Date(ms).toISOString(), v: (ms - Date.UTC(2026, 2, 1)) / 60_000 });
    }
    return { json: query.get('order') === 'desc' ? rows.toReversed() : rows };
  }
  const endpoint = {
    name: 'history',
    path: '/h',
    query: { start: '{start}', end: '{end}', order: '{order}' },
    defaults: { order: 'asc' },
    columns: ['at as instant', 'v as number'],
  };
  const tag = { name: 'T', unit: 'm', endpoint: 'history', value: 'v', time: 'at' };

  test('the last values are counted back, further than the range where it has fewer', async () => {
    const { source } = await open(series, { endpoints: [endpoint], tags: [tag] });
    const range = { start: '2026-03-01T03:00:00Z', end: '2026-03-01T04:00:00Z' };
    const outcome = await readings(source, { last: 12, range });
    expect(outcome.readings).toHaveLength(12);
    expect(outcome.readings.at(-1)?.value).toBe(240);
    expect(outcome.readings[0]?.value).toBe(240 - 11 * 15);
  });

  test('between two values is the line, or the earlier one where the signal holds its value', async () => {
    const step = { ...tag, name: 'S', step: true };
    const { source } = await open(series, { endpoints: [endpoint], tags: [tag, step] });
    const query = {
      mode: 'interpolated',
      intervalMs: 600_000,
      range: { start: '2026-03-01T01:00:00Z', end: '2026-03-01T01:30:00Z' },
    } as const;
    const lines = (await readings(source, query)).readings.map(({ value }) => value);
    expect(lines).toEqual([60, 70, 80, 90]);
    const steps = (await readings(source, { ...query, tags: ['S'] })).readings;
    expect(steps.map(({ value }) => value)).toEqual([60, 60, 75, 90]);
  });

  test('more values than the source takes: without the newest it is an error, without the oldest it says so', async () => {
    const { source } = await open(series, { endpoints: [endpoint], tags: [tag], maxRows: 10 });
    await expect(readings(source, {})).rejects.toMatchObject({
      code: 'http_json.too_many_values',
    });
    const newestFirst = { ...tag, with: { order: 'desc' } };
    const other = await open(series, { endpoints: [endpoint], tags: [newestFirst], maxRows: 10 });
    const outcome = await readings(other.source, {});
    expect(outcome.truncated).toBe(true);
    expect(outcome.readings.map(({ value }) => value)).toEqual(
      Array.from({ length: 10 }, (_, index) => 240 - (9 - index) * 15),
    );
    const query = {
      tags: ['T'],
      range: { start: '2026-03-01T00:00:00Z', end: '2026-03-01T04:00:00Z' },
      statistics: ['average'],
      timeZone: 'Asia/Jakarta',
    } as const;
    const [summary] = (await other.source.summary?.(query, AbortSignal.timeout(5_000))) ?? [];
    expect(summary).toMatchObject({ ok: false, error: { code: 'http_json.too_many_values' } });
  });

  test('statistics are computed from it, time-weighted, with their units', async () => {
    const { source } = await open(series, { endpoints: [endpoint], tags: [tag] });
    const query = {
      tags: ['T'],
      range: { start: '2026-03-01T00:00:00Z', end: '2026-03-01T04:00:00Z' },
      statistics: ['average', 'maximum', 'count'],
      timeZone: 'Asia/Jakarta',
    } as const;
    const [outcome] = (await source.summary?.(query, AbortSignal.timeout(5_000))) ?? [];
    expect(outcome).toMatchObject({
      ok: true,
      buckets: [
        {
          statistics: {
            average: { value: 120, unit: 'm' },
            maximum: { value: 240, timestamp: '2026-03-01T04:00:00.000Z' },
            count: { value: 17, unit: null },
          },
        },
      ],
    });
  });

  test('the value of an hour ago comes along when it is asked for', async () => {
    const { source } = await open(series, { endpoints: [endpoint], tags: [tag] });
    const [outcome] = (await read(source, ['T'], HOUR_MS)) ?? [];
    expect(outcome).toMatchObject({ reading: { value: 315 }, earlier: { value: 255 } });
  });
});

describe('a tag that is set up wrongly is said when the source is opened', () => {
  const endpoint = { name: 'now', path: '/now', columns: ['v', 'at'] };
  test.each([
    [{ endpoint: 'then' }, /no endpoint "then"/],
    [{ value: 'w' }, /no column "w"/],
    [{ with: { city: 'x' } }, /no \{city\}/],
    [{ historyEndpoint: 'now' }, /has no \{start\}/],
  ])('%j', async (change, message) => {
    const tag = { name: 'T', endpoint: 'now', value: 'v', ...change };
    const config = { baseUrl: 'http://127.0.0.1:1', endpoints: [endpoint], tags: [tag] };
    await expect(openHttpJson(config)).rejects.toThrow(message);
  });
});
