import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DataSource } from '#sdk';
import type { Sources } from '../../data-sources/index.ts';
import { type Db, migrate, openDatabase } from '../../db/index.ts';
import { type DemoPi, openDemoPi } from '../../../tests/support/demo-pi.ts';
import { type Asks, askingOf, openSources, toolsOn } from '../../../tests/support/plain-tools.ts';
import { runTool } from './run-tool.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Summary {
  readonly Items: readonly {
    readonly Value: { readonly Value: number; readonly Timestamp: string; readonly Good: boolean };
  }[];
}

let db: Db;
let pi: DemoPi;
let connection: DataSource;
let sources: Sources;
let now: Date;
let tools: ReturnType<typeof toolsOn>;

beforeAll(async () => {
  db = await openDatabase('sqlite::memory:');
  await migrate(db);
  pi = await openDemoPi();
  connection = await pi.connect({ tagIndex: true });
  now = new Date(pi.nowMs);
  sources = await openSources({ plant: connection }, now);
  tools = toolsOn(db, sources, now);
  await vi.waitFor(() => expect(connection.tagIndexStatus?.().complete).toBe(true), 30_000);
}, 60_000);

afterAll(async () => {
  await sources.close();
  await pi.close();
  await db.close();
});

/** A statistic as the plant's own HTTP API computes it. */
async function said(tag: string, summaryType: string, start: string, end: string) {
  const query = { startTime: start, endTime: end, summaryType };
  const summary = (await pi.say(tag, 'summary', query)) as Summary;
  const value = summary.Items[0]?.Value;
  if (!value) throw new Error(`no ${summaryType} of ${tag}`);
  return value;
}

async function saidAt(tag: string, time: string) {
  const value = (await pi.say(tag, 'interpolatedattimes', { time })) as {
    readonly Items: readonly [{ readonly Value: unknown; readonly Good: boolean }];
  };
  return value.Items[0];
}

async function run(tool: string, input: Readonly<Record<string, unknown>>, asks?: Asks) {
  const ran = await tools.run(tool, input, asks);
  if (!ran.result) throw ran.error ?? new Error('no result');
  return ran.result;
}

async function refused(tool: string, input: Readonly<Record<string, unknown>>, asks?: Asks) {
  const { error } = await tools.run(tool, input, asks);
  return { code: error?.code, message: error?.message };
}

function ago(ms: number): string {
  return new Date(pi.nowMs - ms).toISOString();
}

describe('a value', () => {
  test('asked in plain words reads as one asked by the tag’s name', async () => {
    const { reply, data, sourceIds } = await run('current_values', { tags: ['u1_load_net'] });
    const value = (await pi.say('U1_LOAD_NET', 'value')) as { Value: number; Timestamp: string };
    expect(reply.text).toContain('*U1_LOAD_NET* – ');
    expect(reply.text).toMatch(/\*[\d.,]+ MW\*/);
    expect(reply.facts[0]).toMatchObject({ value: value.Value, timestamp: value.Timestamp });
    expect(data).toMatchObject({
      source: 'plant',
      values: [{ tag: 'U1_LOAD_NET', value: value.Value, unit: 'MW', quality: 'good' }],
    });
    expect(JSON.stringify(data)).toContain('+07:00');
    expect(sourceIds).toEqual(['plant']);
  });

  test.each(['U1_LOAD_NET', 'U1_MILL_A_STATUS', 'U1_COAL_FLOW'])(
    'of %s at an instant is what the plant itself interpolates, and is of that instant',
    async (tag) => {
      for (const hours of [1.37, 5, 30.2]) {
        const at = new Date(Math.floor((pi.nowMs - hours * HOUR_MS) / 1000) * 1000).toISOString();
        const { reply } = await run('value_at', { tags: [tag], at });
        const { Value, Good } = await saidAt(tag, at);
        const plain = typeof Value === 'object' ? (Value as { Name: string }).Name : Value;
        const [fact] = reply.facts;
        expect(fact).toMatchObject({ tag, timestamp: at, quality: Good ? 'good' : 'bad' });
        if (typeof plain === 'number') expect(fact?.value).toBeCloseTo(plain, 3);
        else expect(fact?.value).toBe(Good ? plain : null);
      }
    },
  );

  test('in the future is refused, unless the tag is a forecast', async () => {
    const at = new Date(pi.nowMs + 6 * HOUR_MS).toISOString();
    expect((await refused('value_at', { tags: ['U1_LOAD_NET'], at })).code).toBe(
      'ai.instant_in_future',
    );
    const { reply } = await run('value_at', { tags: ['U1_LOAD_FCST'], at });
    expect(reply.facts[0]?.value).toBeCloseTo(
      (await saidAt('U1_LOAD_FCST', at)).Value as number,
      3,
    );
    // What is forecast is not what held since now.
    expect(reply.text).not.toContain('no new value');
    const ahead = { start: ago(0), end: at };
    const average = await run('statistics', {
      tags: ['U1_LOAD_FCST'],
      statistics: ['average'],
      ...ahead,
    });
    expect(average.reply.text).not.toContain('no new value');
  });

  test('that is bad is said so, with the last good one and its age; so is one that was bad at an instant', async () => {
    const { reply, data } = await run('current_values', { tags: ['U1_NOX_ANALYZER'] });
    expect(reply.text).toContain('I/O Timeout');
    expect(reply.text).toContain('Last good: *');
    expect(data).toMatchObject({
      values: [{ value: null, shown: null, quality: 'bad', state: 'I/O Timeout', lastGood: {} }],
    });
    const at = ago(60_000);
    const then = await run('value_at', { tags: ['U1_NOX_ANALYZER'], at });
    expect(then.reply.text).toContain('no good value then (I/O Timeout)');
    expect(then.reply.facts).toMatchObject([{ value: null, quality: 'bad', timestamp: at }]);
  });

  test('of several tags is a line for each, every number with its fact', async () => {
    const { reply, data } = await run('current_values', {
      tags: ['U1_LOAD_NET', 'U2_LOAD_NET', 'U1_MILL_A_STATUS', 'u1_load_net'],
    });
    expect(reply.facts.map(({ tag }) => tag)).toEqual([
      'U1_LOAD_NET',
      'U2_LOAD_NET',
      'U1_MILL_A_STATUS',
    ]);
    expect(data).toMatchObject({ values: { length: 3 } });
  });
});

describe('statistics', () => {
  test('are the plant’s own, time-weighted', async () => {
    const [start, end] = [ago(DAY_MS), ago(0)];
    const { reply, data } = await run('statistics', {
      tags: ['U1_LOAD_NET'],
      statistics: ['average', 'minimum', 'maximum'],
      start,
      end,
    });
    const byKind = new Map(reply.facts.map((fact) => [fact.kind, fact]));
    for (const [kind, type] of [
      ['average', 'Average'],
      ['minimum', 'Minimum'],
      ['maximum', 'Maximum'],
    ] as const) {
      const { Value } = await said('U1_LOAD_NET', type, start, end);
      expect(byKind.get(kind)).toMatchObject({ value: Value, start, end, unit: 'MW' });
    }
    expect(data).toMatchObject({
      tags: [{ tag: 'U1_LOAD_NET', buckets: [{ average: { unit: 'MW' } }] }],
    });
  });

  test.each([
    ['U1_LOAD_NET', 'MWh'],
    ['U1_COAL_FLOW', 't'],
    ['U1_GEN_MVAR', 'MVArh'],
    ['Machine#1', 'kWh'],
  ])('total of %s is in %s: the average times the hours it is of', async (tag, unit) => {
    const [start, end] = [ago(20 * HOUR_MS), ago(4 * HOUR_MS)];
    const { reply } = await run('statistics', { tags: [tag], statistics: ['total'], start, end });
    const average = await said(tag, 'Average', start, end);
    const good = await said(tag, 'PercentGood', start, end);
    const expected = average.Value * 16 * (good.Value / 100);
    const [fact] = reply.facts;
    expect(fact).toMatchObject({ kind: 'total', unit, start, end });
    expect(Number(fact?.value) / expected).toBeCloseTo(1, 4);
    expect(reply.text).toMatch(new RegExp(`\\*[\\d.,-]+ ${unit}\\*`));
  });

  test.each(['U1_MS_TEMP', 'U1_BFP_A_VIB', 'U1_STACK_NOX', 'U1_O2', 'U1_ID_FAN_A_CURR'])(
    '%s is no rate, and its total is refused in words',
    async (tag) => {
      const asked = { tags: [tag], statistics: ['total'], start: ago(DAY_MS), end: ago(0) };
      expect((await refused('statistics', asked)).code).toBe('ai.no_total');
      const compared = {
        what: 'total',
        items: [tag, 'U1_LOAD_NET'].map((one) => ({
          ...asked,
          tag: one,
          tags: undefined,
          statistics: undefined,
        })),
      };
      expect((await tools.run('compare', JSON.parse(JSON.stringify(compared)))).error?.code).toBe(
        'ai.no_total',
      );
    },
  );

  test('of part of the time say of how much', async () => {
    // An analyser whose interface fails every night.
    const [start, end] = [ago(DAY_MS), ago(0)];
    const good = await said('U1_NOX_ANALYZER', 'PercentGood', start, end);
    expect(good.Value).toBeLessThan(99.9);
    expect(good.Value).toBeGreaterThan(1);
    const asked = { tags: ['U1_NOX_ANALYZER'], statistics: ['average'], start, end };
    const { reply } = await run('statistics', asked);
    expect(reply.text).toContain(`from ${good.Value.toFixed(1)} % of the time`);
    expect(reply.facts.at(-1)).toMatchObject({ kind: 'percentGood', value: good.Value });
  });

  test('per bucket begin where the range does, and end now where its end is yet to come', async () => {
    const start = ago(3 * HOUR_MS);
    const end = new Date(pi.nowMs + 5 * HOUR_MS).toISOString();
    const { reply } = await run('statistics', {
      tags: ['U1_LOAD_NET'],
      statistics: ['average'],
      start,
      end,
      bucket: '1h',
    });
    const averages = reply.facts.filter(({ kind }) => kind === 'average');
    expect(averages.map((fact) => fact.start)).toEqual([start, ago(2 * HOUR_MS), ago(HOUR_MS)]);
    expect(averages.at(-1)?.end).toBe(now.toISOString());
    for (const { start: from = '', end: to = '', value } of averages) {
      expect(value).toBe((await said('U1_LOAD_NET', 'Average', from, to)).Value);
    }
  });

  test.each([
    ['backwards', { start: 0, end: DAY_MS }, 'ai.range_backwards'],
    ['in the future', { start: -DAY_MS, end: -2 * DAY_MS }, 'ai.range_in_future'],
    ['of a century', { start: 36_500 * DAY_MS, end: 0 }, 'ai.range_too_long'],
  ])('over a range that is %s are refused', async (_what, { start, end }, code) => {
    const asked = {
      tags: ['U1_LOAD_NET'],
      statistics: ['average'],
      start: ago(start),
      end: ago(end),
    };
    expect((await refused('statistics', asked)).code).toBe(code);
  });
});

describe('a tag whose transmitter has been dead for days', () => {
  const TAG = 'U2_ASH_SILO_LVL';

  test('was not measured at an instant after, and that is said', async () => {
    const newest = (await pi.say(TAG, 'value')) as { Timestamp: string };
    const { reply, data } = await run('value_at', { tags: [TAG], at: ago(HOUR_MS) });
    expect(reply.text).toContain('no new value since');
    expect(JSON.stringify(data)).toContain('heldSince');
    const before = new Date(Math.floor(Date.parse(newest.Timestamp) / 1000) * 1000 - HOUR_MS);
    const then = await run('value_at', { tags: [TAG], at: before.toISOString() });
    expect(then.reply.text).not.toContain('no new value');
  });

  test('has no average of today that passes for measured, and none that is compared or ranked', async () => {
    const range = { start: ago(DAY_MS), end: ago(0) };
    const { reply } = await run('statistics', { tags: [TAG], statistics: ['average'], ...range });
    expect(reply.text).toContain(`${TAG}: ⚠ no new value since`);
    const items = ['BA:LEVEL.1', TAG].map((tag) => ({ tag, ...range }));
    const compared = await run('compare', { what: 'average', items });
    expect(compared.reply.text).toContain('no new value since');
    expect(compared.reply.text).not.toMatch(/[▲▼±]|Highest/);
    const ranked = await run('top', { tags: ['BA:LEVEL.1', TAG], by: 'value' });
    expect(ranked.data).toMatchObject({
      ranked: [{ tag: 'BA:LEVEL.1' }],
      notRanked: [{ tag: TAG }],
    });
    expect(ranked.reply.text).toContain('stale: 3 d old');
  });
});

describe('a comparison', () => {
  test('of two units gives both, their difference from the unrounded, and the highest', async () => {
    const [start, end] = [ago(DAY_MS), ago(0)];
    const items = ['U1_COAL_FLOW', 'U2_COAL_FLOW'].map((tag) => ({ tag, start, end }));
    const { reply, data } = await run('compare', { what: 'average', items });
    const [a, b] = [
      (await said('U1_COAL_FLOW', 'Average', start, end)).Value,
      (await said('U2_COAL_FLOW', 'Average', start, end)).Value,
    ];
    const averages = reply.facts.filter(({ kind }) => kind === 'average');
    expect(averages).toMatchObject([
      { tag: 'U1_COAL_FLOW', value: a, start, end },
      { tag: 'U2_COAL_FLOW', value: b, start, end },
    ]);
    const told = data as { items: { differenceFromFirst?: { value: number; percent: number } }[] };
    expect(told.items[1]?.differenceFromFirst?.value).toBeCloseTo(b - a, 9);
    expect(told.items[1]?.differenceFromFirst?.percent).toBeCloseTo((100 * (b - a)) / a, 9);
    expect(reply.text).toContain(`Highest: ${a > b ? 'U1' : 'U2'}_COAL_FLOW`);
    expect(reply.text).toContain(`${Math.abs((100 * (b - a)) / a).toFixed(1)} %`);
  });

  test('of two periods of one tag names the periods', async () => {
    const items = [
      { tag: 'U1_LOAD_NET', start: ago(DAY_MS), end: ago(0) },
      { tag: 'U1_LOAD_NET', start: ago(2 * DAY_MS), end: ago(DAY_MS) },
    ];
    const { reply } = await run('compare', { what: 'maximum', items });
    for (const { start, end } of items) {
      const { Value } = await said('U1_LOAD_NET', 'Maximum', start, end);
      expect(reply.facts).toContainEqual(expect.objectContaining({ value: Value, start, end }));
    }
    expect(reply.text).toContain('*U1_LOAD_NET* – ');
  });

  test('of the present with an instant before is of both instants', async () => {
    const at = ago(DAY_MS);
    const items = [{ tag: 'U1_LOAD_NET', start: at }, { tag: 'U1_LOAD_NET' }];
    const { reply } = await run('compare', { what: 'value', items });
    const value = (await pi.say('U1_LOAD_NET', 'value')) as { Value: number };
    expect(reply.facts[0]).toMatchObject({ timestamp: at });
    expect(reply.facts[0]?.value).toBeCloseTo((await saidAt('U1_LOAD_NET', at)).Value as number, 3);
    expect(reply.facts[1]).toMatchObject({ value: value.Value });
  });

  test('of what is written alike names no highest', async () => {
    const items = [ago(0), ago(1000)].map((end) => ({
      tag: 'U1_LOAD_NET',
      start: ago(DAY_MS),
      end,
    }));
    const { reply, data } = await run('compare', { what: 'average', items });
    expect(new Set(reply.facts.map(({ value }) => value)).size).toBe(2);
    expect(reply.text).toContain('± 0.0 MW');
    expect(reply.text).not.toContain('Highest');
    expect(data).not.toHaveProperty('highest');
  });

  test('of different units compares nothing, and says so', async () => {
    const items = [{ tag: 'U1_LOAD_NET' }, { tag: 'U1_COAL_FLOW' }];
    const { reply, data } = await run('compare', { what: 'value', items });
    expect(reply.text).toContain('different units (MW, t/h)');
    expect(reply.text).not.toMatch(/[▲▼]|Highest/);
    expect(JSON.stringify(data)).not.toContain('differenceFromFirst');
  });

  test('of one unit that is written in two ways is a comparison', async () => {
    // °C and DEG. C.
    const tags = ['AMBIENT_TEMP', 'CDT158'];
    const items = tags.map((tag) => ({ tag }));
    const { reply } = await run('compare', { what: 'value', items });
    expect(reply.text).toMatch(/[▲▼±] [\d.]+ DEG\. C/);
    expect(reply.text).not.toContain('different units');
    const ranked = await run('top', { tags, by: 'value', order: 'highest' });
    expect(ranked.reply.text).not.toContain('different units');
  });

  test('of temperatures tells degrees and no percent', async () => {
    const items = [
      { tag: 'U1_MS_TEMP', start: ago(DAY_MS), end: ago(0) },
      { tag: 'U2_MS_TEMP', start: ago(DAY_MS), end: ago(0) },
    ];
    const { reply } = await run('compare', { what: 'average', items });
    expect(reply.text).toMatch(/[▲▼±] [\d.]+ °C/);
    expect(reply.text).not.toMatch(/\([\d.]+ %\)/);
  });
});

describe('a ranking', () => {
  const MILLS = ['A', 'B', 'C', 'D'].map((mill) => `U1_MILL_${mill}_COAL_FLOW`);

  test.each(['highest', 'lowest'] as const)(
    'gives the %s, by what the plant says',
    async (order) => {
      const [start, end] = [ago(DAY_MS), ago(0)];
      const { reply } = await run('top', { tags: MILLS, by: 'total', order, limit: 3, start, end });
      const truth = await Promise.all(
        MILLS.map(async (tag) => ({ tag, ...(await said(tag, 'Total', start, end)) })),
      );
      const ranked = truth
        .filter(({ Good }) => Good)
        .toSorted((a, b) => (order === 'highest' ? b.Value - a.Value : a.Value - b.Value))
        .slice(0, 3);
      const totals = reply.facts.filter(({ kind }) => kind === 'total').slice(0, 3);
      expect(totals.map(({ tag }) => tag)).toEqual(ranked.map(({ tag }) => tag));
      totals.forEach(({ value, unit }, index) => {
        expect(unit).toBe('t');
        expect(value).toBeCloseTo((ranked[index]?.Value ?? 0) * 24, 6);
      });
    },
  );

  test('keeps what is no number, or bad, apart', async () => {
    const tags = ['U1_LOAD_NET', 'U2_LOAD_NET', 'U1_MILL_A_STATUS', 'U1_NOX_ANALYZER'];
    const { reply, data } = await run('top', { tags, by: 'value' });
    expect(data).toMatchObject({
      rankedCount: 2,
      notRanked: [{ tag: 'U1_MILL_A_STATUS' }, { tag: 'U1_NOX_ANALYZER', value: null }],
    });
    expect(reply.text).toContain('Not ranked:\nU1_MILL_A_STATUS');
  });
});

describe('how it went', () => {
  test('comes with a picture of the same numbers, and of the period before', async () => {
    const range = { start: ago(8 * HOUR_MS), end: ago(0) };
    const asked = { tags: ['U1_LOAD_NET', 'U2_LOAD_NET'], ...range, compareWithBefore: true };
    const { picture, reply } = await run('trend', asked);
    expect(picture).toMatchObject({ kind: 'trend', start: Date.parse(range.start) });
    expect(picture?.kind === 'trend' && picture.series).toMatchObject([
      { unit: 'MW', before: expect.anything() },
      { unit: 'MW' },
    ]);
    const maximum = await said('U1_LOAD_NET', 'Maximum', range.start, range.end);
    const told = reply.facts.find(({ kind }) => kind === 'maximum');
    expect(told?.value).toBeCloseTo(maximum.Value, 3);
  });

  test('as values is the archive’s, the newest first', async () => {
    const { reply } = await run('history', { tags: ['U1_LOAD_NET'], last: 5 });
    const items = await pi.sayList('U1_LOAD_NET', 'recorded', {
      startTime: '*-10d',
      endTime: '*',
      maxCount: '100000',
    });
    expect(reply.facts.map(({ value }) => value)).toEqual(
      items
        .slice(-5)
        .toReversed()
        .map(({ Value }) => Value),
    );
  });
});

test('tags are found with their unit, type and a score', async () => {
  const { data, reply } = await run('find_tags', { words: 'U1_LOAD_NET', limit: 1 });
  expect(data).toMatchObject({
    tags: [{ tag: 'U1_LOAD_NET', unit: 'MW', type: 'number', source: 'plant', score: 1 }],
  });
  expect(reply.facts).toEqual([]);
});

test.each(['U1_LOAD_NETT', 'U1_LOAD_NTE', 'u1 load net', 'U1_LAOD_NET', 'U3_LOAD_NET'])(
  'the mistyped tag %s is answered by the near ones',
  async (tag) => {
    const { error } = await tools.run('current_values', { tags: [tag] });
    expect(error).toMatchObject({ code: 'ai.tag_not_found', kind: 'not_found' });
    const near = error?.details['near'] as string[] | undefined;
    expect(near).toContain('U1_LOAD_NET');
    expect(near?.length).toBeLessThanOrEqual(3);
  },
);

test('an answer that nobody waits for any more ends with the signal', async () => {
  const controller = new AbortController();
  const call = { tool: 'current_values', input: { tags: ['U1_LOAD_NET'] } };
  const asking = askingOf(sources, now, { signal: controller.signal });
  const ran = runTool(tools.tools, call, asking);
  controller.abort(new Error('too late'));
  await expect(ran).rejects.toThrow('too late');
  await expect(runTool(tools.tools, call, asking)).rejects.toThrow('too late');
});
