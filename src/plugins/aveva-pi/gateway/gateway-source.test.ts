import { afterEach, describe, expect, test } from 'vitest';
import type { DataSource } from '#sdk';
import { GATEWAY_TAGS, startPiGateway } from '../../../../simulators/pi-gateway/index.ts';
import type { PiGateway, PiGatewayOptions } from '../../../../simulators/pi-gateway/index.ts';
import { startAnsweringServer } from '../../../../tests/support/answering-server.ts';
import { createOutbound } from '../../../lib/outbound/index.ts';
import { avevaPi } from '../aveva-pi.ts';
import type { AvevaPiConfig } from '../aveva-pi.schema.ts';

const NOW = new Date('2025-09-17T07:32:05Z');
const HOUR_MS = 3_600_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(
  options: PiGatewayOptions = {},
  config: Partial<AvevaPiConfig> = {},
): Promise<{ gateway: PiGateway; source: DataSource }> {
  const gateway = await startPiGateway({ clock: () => NOW, ...options });
  const source = await connect(gateway.url, {
    ...(options.timeZone && { timeZone: options.timeZone }),
    ...config,
  });
  open.push(gateway);
  return { gateway, source };
}

async function connect(baseUrl: string, config: Partial<AvevaPiConfig> = {}): Promise<DataSource> {
  const parsed = avevaPi.config.parse({ mode: 'gateway', baseUrl, ...config });
  const outbound = createOutbound({ allowPrivate: true });
  const tools = { log: silent, clock: () => NOW, timeZone: 'Asia/Jakarta', outbound };
  const source = await avevaPi.connect(parsed, tools);
  open.unshift(source);
  return source;
}

function soon(): AbortSignal {
  return AbortSignal.timeout(5_000);
}

function gatewayValue(tag: string, timestamp: string): unknown {
  return GATEWAY_TAGS[tag]?.(Date.parse(timestamp));
}

describe('the present value', () => {
  test.each<PiGatewayOptions>([
    { wrapper: 'object', order: 'shuffled' },
    { wrapper: 'array', order: 'newest-first' },
    { wrapper: 'bare', order: 'oldest-first' },
    { timeZone: 'Europe/Berlin' },
    { timeZone: 'America/St_Johns', order: 'newest-first' },
  ])('is the newest sample of a gateway with %j', async (options) => {
    const { source } = await start(options);
    const [outcome] = (await source.read?.({ tags: ['8TMWATTSNET'] }, soon())) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    const { timestamp, value } = outcome.reading;
    expect(NOW.getTime() - Date.parse(timestamp)).toBeLessThanOrEqual(10_000);
    expect(NOW.getTime()).toBeGreaterThanOrEqual(Date.parse(timestamp));
    expect(value).toBe(gatewayValue('8TMWATTSNET', timestamp));
  });

  test('and the one of an hour before', async () => {
    const { source } = await start();
    const query = { tags: ['7AGC-MWSET'], compareMs: HOUR_MS };
    const [outcome] = (await source.read?.(query, soon())) ?? [];
    if (!outcome?.ok || !outcome.earlier) throw new Error('no earlier value');
    const { timestamp, value } = outcome.earlier;
    const ageMs = NOW.getTime() - Date.parse(timestamp);
    expect(Math.abs(ageMs - HOUR_MS)).toBeLessThanOrEqual(10_000);
    expect(value).toBe(gatewayValue('7AGC-MWSET', timestamp));
  });

  test.each([
    ['8DEADTAG', 'No Data'],
    ['8NULLTAG', undefined],
  ])('of %s is bad, because its newest sample is', async (tag, state) => {
    const { source } = await start();
    const [outcome] = (await source.read?.({ tags: [tag] }, soon())) ?? [];
    expect(outcome).toMatchObject({ ok: true, reading: { value: null, quality: 'bad' } });
    expect(outcome?.ok && outcome.reading.state?.name).toBe(state);
  });

  test('may be a text', async () => {
    const { source } = await start();
    const [outcome] = (await source.read?.({ tags: ['8MODE'] }, soon())) ?? [];
    expect(outcome).toMatchObject({
      ok: true,
      reading: { value: expect.stringMatching(/Base Load|AGC/) },
    });
  });

  test('of a wildcard or an element is refused by itself: the gateway knows whole names only', async () => {
    const { source } = await start();
    const query = { tags: ['8*', '8TMWATTSNET'], elements: ['Unit 8'] };
    const outcomes = (await source.read?.(query, soon())) ?? [];
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, false]);
  });
});

describe('history', () => {
  const range = { start: '2025-09-17T01:00:00Z', end: '2025-09-17T07:00:00Z' };

  test('is the samples of the range, oldest first', async () => {
    const { source } = await start();
    const query = {
      tags: ['8TMWATTSNET'],
      range,
      mode: 'interpolated',
      intervalMs: HOUR_MS,
    } as const;
    const [outcome] = (await source.history?.(query, soon())) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    expect(outcome.readings).toHaveLength(7);
    for (const { timestamp, value } of outcome.readings) {
      expect(value).toBe(gatewayValue('8TMWATTSNET', timestamp));
    }
  });

  test('asks in the one form of time the real gateway is known to take', async () => {
    const { gateway, source } = await start();
    const query = { tags: ['8MS PRESS#1'], range, mode: 'recorded', last: 20 } as const;
    await source.history?.(query, soon());
    const [asked = ''] = gateway.requests;
    const { searchParams } = new URL(asked, gateway.url);
    expect(searchParams.get('tag')).toBe('8MS PRESS#1');
    expect(searchParams.get('interval')).toBe('1m');
    for (const name of ['start', 'end']) {
      expect(searchParams.get(name)).toMatch(/^\*(-\d+(\.\d+)?h)?$/);
    }
  });

  test('of no time at all is empty and asks nothing', async () => {
    const { gateway, source } = await start();
    const future = { start: '2025-09-18T00:00:00Z', end: '2025-09-18T01:00:00Z' };
    const query = { tags: ['8TMWATTSNET'], range: future, mode: 'recorded' } as const;
    const [outcome] = (await source.history?.(query, soon())) ?? [];
    expect(outcome).toMatchObject({ ok: true, readings: [] });
    expect(gateway.requests).toEqual([]);
  });
});

test('statistics are computed from the samples, in the buckets asked for', async () => {
  const { source } = await start();
  const [outcome] =
    (await source.summary?.(
      {
        tags: ['8TMWATTSNET'],
        range: { start: '2025-09-17T00:00:00Z', end: '2025-09-17T06:00:00Z' },
        statistics: ['average', 'minimum', 'maximum'],
        bucket: '90m',
        timeZone: 'Asia/Jakarta',
      },
      soon(),
    )) ?? [];
  if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
  expect(outcome.buckets).toHaveLength(4);
  // The signal swings by 40 around 580 once in 90 minutes.
  for (const { statistics } of outcome.buckets) {
    expect(statistics.average?.value).toBeCloseTo(580, 0);
    expect(statistics.minimum?.value).toBeCloseTo(540, 0);
    expect(statistics.maximum?.value).toBeCloseTo(620, 0);
  }
});

test('units and descriptions are those of the configuration, and their tags can be searched', async () => {
  const tags = [{ name: '8TMWATTSNET', description: 'Unit 8 net load', unit: 'MW' }];
  const { source } = await start({}, { tags });
  expect(source.search?.('net load', 5)).toMatchObject([{ name: '8TMWATTSNET', unit: 'MW' }]);
  expect(source.findTag?.('8tmwattsnet')).toMatchObject({ description: 'Unit 8 net load' });
  const [outcome] = (await source.read?.({ tags: ['8tmwattsnet'] }, soon())) ?? [];
  expect(outcome).toMatchObject({
    ok: true,
    tag: { name: '8TMWATTSNET' },
    reading: { unit: 'MW' },
  });
});

test('the whole request address of the predecessor may be used as it was kept', async () => {
  const { gateway } = await start();
  const source = await connect(`${gateway.url}/pi/trn?tag=8TMWATTSNET&interval=1s`);
  const outcomes = await source.read?.({ tags: ['8TMWATTSNET'] }, soon());
  expect(outcomes?.[0]?.ok).toBe(true);
});

test('the check reads the tag it is given, and says so when there is none', async () => {
  const { gateway, source } = await start({}, { defaultTag: '8TMWATTSNET' });
  expect((await source.check(soon())).at(-1)).toMatchObject({ name: 'read', ok: true });
  const blank = await connect(gateway.url);
  expect((await blank.check(soon())).at(-1)).toMatchObject({
    message: expect.stringMatching(/Not tried/),
  });
  const wrong = await connect(gateway.url, { defaultTag: '9NONE' });
  expect((await wrong.check(soon())).at(-1)).toMatchObject({ name: 'read', ok: false });
});

test.each([
  [{ status: 500 }, 'pi.server_error'],
  [{ text: '<html>busy</html>' }, 'pi.bad_answer'],
  [{ text: '{"data":[{"v0"' }, 'pi.bad_answer'],
  ['cut' as const, 'pi.unreachable'],
  ['hang' as const, 'pi.timeout'],
])('a gateway that answers %j fails the question, not the tag', async (answer, code) => {
  const server = await startAnsweringServer(() => answer);
  open.push(server);
  const source = await connect(server.origin, { timeoutMs: 300 });
  const failed = source.read?.({ tags: ['8TMWATTSNET', '8MODE'] }, soon());
  await expect(failed).rejects.toMatchObject({ code });
});
