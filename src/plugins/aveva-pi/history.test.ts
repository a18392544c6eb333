import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../../../simulators/pi-web-api/index.ts';
import { avevaPi } from './aveva-pi.ts';
import { asSaid, asTold, openDemoPi, soon } from '../../../tests/support/demo-pi.ts';
import type { DemoPi, Said } from '../../../tests/support/demo-pi.ts';
import { createOutbound } from '../../lib/outbound/index.ts';

const HOUR_MS = 3_600_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let pi: DemoPi;

beforeAll(async () => {
  pi = await openDemoPi();
});

afterAll(() => pi.close());

describe('history', () => {
  test.each(['U1_LOAD_NET', 'U1_MILL_A_STATUS', 'U1_SHIFT_NOTE', 'Machine#1'])(
    'of %s is the archive’s, value by value',
    async (tag) => {
      const range = pi.lastHours(30);
      const { readings, truncated } = await pi.history(tag, { range, mode: 'recorded' });
      const query = { startTime: range.start, endTime: range.end, maxCount: '100000' };
      expect(asTold(readings)).toEqual(asSaid(await pi.sayList(tag, 'recorded', query)));
      expect(truncated).toBe(false);
    },
  );

  test('the newest values are the archive’s newest, oldest first, also beyond the range', async () => {
    const { readings } = await pi.history('U1_SHIFT_NOTE', {
      range: pi.lastHours(1),
      mode: 'recorded',
      last: 4,
    });
    const query = { startTime: '*-10d', endTime: '*', maxCount: '1000' };
    const said = await pi.sayList('U1_SHIFT_NOTE', 'recorded', query);
    expect(asTold(readings)).toEqual(asSaid(said.slice(-4)));
  });

  test('that is longer than the limit of this source is its newest part, and says that it was cut', async () => {
    const short = await pi.connect({ maxValuesPerTag: 7 });
    const range = pi.lastHours(8);
    for (const mode of ['recorded', 'interpolated'] as const) {
      const query = { tags: ['U1_LOAD_NET'], range, mode, intervalMs: HOUR_MS / 4 };
      const [outcome] = (await short.history?.(query, soon())) ?? [];
      expect(outcome).toMatchObject({ ok: true, truncated: true });
      const whole = await pi.history('U1_LOAD_NET', query);
      expect(outcome?.ok && outcome.readings).toEqual(whole.readings.slice(-7));
      expect(whole.truncated).toBe(false);
    }
    await short.close();
  });

  test.each(['recorded', 'plot'] as const)(
    'of a state without a change in the range (%s) says what held, and since when',
    async (mode) => {
      const [newest] = await pi.sayList('U1_MILL_A_STATUS', 'recorded', {
        startTime: '*',
        endTime: '*-300d',
        maxCount: '1',
      });
      const sinceMs = Date.parse(newest?.Timestamp ?? '');
      const range = {
        start: new Date(sinceMs + 1_000).toISOString(),
        end: new Date(sinceMs + 2_000).toISOString(),
      };
      pi.requests.length = 0;
      const tags = ['U1_MILL_A_STATUS', 'U1_NO_SUCH'];
      const [still] = (await pi.source.history?.({ tags, range, mode }, soon())) ?? [];
      if (!still?.ok) throw still?.error ?? new Error('no outcome');
      expect(asTold(still.held ? [still.held] : [])).toEqual(asSaid(newest ? [newest] : []));
      expect(pi.requests.filter(({ path }) => path.includes('recorded')).length).toBe(
        mode === 'recorded' ? 2 : 1,
      );
    },
  );

  test('with a value in the range needs no word of what held before, nor a request for it', async () => {
    pi.requests.length = 0;
    const range = pi.lastHours(8);
    const outcome = await pi.history('U1_LOAD_NET', { range, mode: 'recorded' });
    expect(outcome).not.toHaveProperty('held');
    expect(pi.requests.filter(({ path }) => path.includes('recorded')).length).toBe(1);
  });

  test('samples are the plant’s interpolated values on the grid', async () => {
    const range = pi.lastHours(3);
    const { readings } = await pi.history('U1_MS_TEMP', {
      range,
      mode: 'interpolated',
      intervalMs: HOUR_MS / 4,
    });
    const query = { startTime: range.start, endTime: range.end, interval: '15m' };
    expect(asTold(readings)).toEqual(asSaid(await pi.sayList('U1_MS_TEMP', 'interpolated', query)));
    expect(readings).toHaveLength(13);
  });

  test('of a server with a low limit is put together from parts, without a seam', async () => {
    const strict = await startPiWebApi({ port: 0, clock: () => pi.nowMs, maxItems: 100 });
    const config = avevaPi.config.parse({
      baseUrl: strict.url,
      user: 'demo',
      password: 'demo',
      tagIndex: false,
    });
    const outbound = createOutbound({ allowPrivate: true });
    const tools = {
      log: silent,
      clock: () => new Date(pi.nowMs),
      timeZone: 'Asia/Jakarta',
      outbound,
    };
    const limited = await avevaPi.connect(config, tools);
    const range = pi.lastHours(8);
    const tags = ['U1_LOAD_NET', 'U1_MS_TEMP'];
    for (const mode of ['recorded', 'interpolated'] as const) {
      const query = { tags, range, mode, intervalMs: 60_000 };
      const whole = await pi.source.history?.(query, soon());
      expect(await limited.history?.(query, soon())).toEqual(whole);
    }
    await limited.close();
    await strict.close();
  });
});

describe('statistics', () => {
  test('are the plant’s own, bucket by bucket', async () => {
    const range = pi.lastHours(6);
    const [outcome] =
      (await pi.source.summary?.(
        {
          tags: ['U1_FW_FLOW'],
          range,
          statistics: ['average', 'minimum', 'maximum', 'range', 'total', 'percentGood', 'count'],
          bucket: '2h',
          timeZone: 'Asia/Jakarta',
        },
        soon(),
      )) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    const types = ['Average', 'Minimum', 'Maximum', 'Range', 'Total', 'PercentGood'];
    const query = { startTime: range.start, endTime: range.end, summaryDuration: '2h' };
    const said = (await pi.sayList('U1_FW_FLOW', 'summary', {
      ...query,
      summaryType: types,
    })) as unknown as readonly { Type: string; Value: Said }[];
    for (const type of types) {
      const name = (type.charAt(0).toLowerCase() + type.slice(1)) as 'average';
      const told = outcome.buckets.map(({ statistics }) => statistics[name]?.value);
      expect(told).toEqual(
        said.filter(({ Type }) => Type === type).map(({ Value }) => Value.Value),
      );
    }
    const events = await pi.sayList('U1_FW_FLOW', 'recorded', {
      startTime: range.start,
      endTime: range.end,
      maxCount: '100000',
    });
    const counts = outcome.buckets.map(({ statistics }) => Number(statistics.count?.value));
    expect(Math.abs(counts.reduce((a, b) => a + b, 0) - events.length)).toBeLessThanOrEqual(3);
  });

  test('carry units that say what they are', async () => {
    const [outcome] =
      (await pi.source.summary?.(
        {
          tags: ['U1_FW_FLOW'],
          range: pi.lastHours(2),
          statistics: ['average', 'total', 'count', 'percentGood'],
          timeZone: 'Asia/Jakarta',
        },
        soon(),
      )) ?? [];
    expect(outcome).toMatchObject({
      buckets: [
        {
          statistics: {
            average: { unit: 't/h' },
            total: { unit: 't/h·d' },
            count: { unit: null },
            percentGood: { unit: '%' },
          },
        },
      ],
    });
  });

  test('per month keep to the calendar of the zone asked for', async () => {
    const [outcome] =
      (await pi.source.summary?.(
        {
          tags: ['U1_MILL_A_CURR'],
          range: { start: '2026-01-31T17:00:00Z', end: '2026-03-31T17:00:00Z' },
          statistics: ['average'],
          bucket: '1mo',
          timeZone: 'Asia/Jakarta',
        },
        soon(),
      )) ?? [];
    if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
    expect(outcome.buckets.map(({ start }) => start)).toEqual([
      '2026-01-31T17:00:00.000Z',
      '2026-02-28T17:00:00.000Z',
    ]);
  });

  test('of a state are bad, not zero', async () => {
    const [outcome] =
      (await pi.source.summary?.(
        {
          tags: ['U1_MILL_A_STATUS'],
          range: pi.lastHours(2),
          statistics: ['average'],
          timeZone: 'Asia/Jakarta',
        },
        soon(),
      )) ?? [];
    expect(outcome).toMatchObject({
      buckets: [{ statistics: { average: { value: null, quality: 'bad' } } }],
    });
  });
});
