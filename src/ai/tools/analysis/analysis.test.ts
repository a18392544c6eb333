import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError, type DataSource } from '#sdk';
import { type DemoPi, openDemoPi, type Said } from '../../../../tests/support/demo-pi.ts';
import { type Asks, openSources, toolsOn } from '../../../../tests/support/plain-tools.ts';
import type { Sources } from '../../../data-sources/index.ts';
import { type Db, migrate, openDatabase } from '../../../db/index.ts';
import type { Fact } from '../../../triggers/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MILLS = ['A', 'B', 'C', 'D', 'E', 'F'].map((mill) => `U1_MILL_${mill}_STATUS`);

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

async function run(tool: string, input: Readonly<Record<string, unknown>>, asks?: Asks) {
  const ran = await tools.run(tool, input, asks);
  if (!ran.result) throw ran.error ?? new Error('no result');
  return ran.result;
}

function ago(ms: number): string {
  return new Date(pi.nowMs - ms).toISOString();
}

function lastDays(days: number): { readonly start: string; readonly end: string } {
  return { start: ago(days * DAY_MS), end: ago(0) };
}

function factOf(facts: readonly Fact[], kind: Fact['kind'], unit: string | null): Fact {
  const found = facts.find((fact) => fact.kind === kind && fact.unit === unit);
  if (!found) throw new Error(`no fact ${kind} in ${unit}`);
  return found;
}

type Held = { readonly ms: number; readonly value: number | string | null };

/** What the plant itself recorded over a range, with what it says of its edges; null where it is bad. */
async function recorded(tag: string, start: string, end: string): Promise<readonly Held[]> {
  const query = { startTime: start, endTime: end, maxCount: '150000', boundaryType: 'Outside' };
  const said = await pi.sayList(tag, 'recorded', query);
  return said.map(held);
}

function held({ Timestamp, Value, Good }: Said): Held {
  const value =
    typeof Value === 'object' && Value !== null && 'Name' in Value ? String(Value.Name) : Value;
  const isValue = Good && (typeof value === 'number' || typeof value === 'string');
  return { ms: Date.parse(Timestamp), value: isValue ? value : null };
}

/** Each span of a range in which a state held, as one would read it off the list. */
function spansOf(values: readonly Held[], startMs: number, endMs: number) {
  return values
    .map(({ ms, value }, index) => ({
      value,
      fromMs: Math.max(ms, startMs),
      toMs: Math.min(values[index + 1]?.ms ?? endMs, endMs),
      isChange: ms >= startMs && ms < endMs && index > 0 && values[index - 1]?.value !== value,
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** Seconds above a limit, each second looked at on the line between two values. */
function secondsAbove(values: readonly Held[], limit: number, startMs: number, endMs: number) {
  let seconds = 0;
  let place = 0;
  for (let ms = startMs + 500; ms < endMs; ms += 1_000) {
    while ((values[place + 1]?.ms ?? Infinity) <= ms) place += 1;
    const left = values[place];
    const right = values[place + 1];
    if (typeof left?.value !== 'number') continue;
    const share = typeof right?.value === 'number' ? (ms - left.ms) / (right.ms - left.ms) : 0;
    const to = typeof right?.value === 'number' ? right.value : left.value;
    if (left.value + (to - left.value) * share > limit) seconds += 1;
  }
  return seconds;
}

describe('how long and how often a mill was in its states', () => {
  test('is what the plant’s own archive adds up to', async () => {
    const { start, end } = lastDays(90);
    const spans = spansOf(
      await recorded('U1_MILL_B_STATUS', start, end),
      Date.parse(start),
      Date.parse(end),
    );
    const { data } = await run('state_history', { tag: 'u1_mill_b_status', start, end });
    const { states } = data as { states: { state: string; seconds: number; times: number }[] };
    for (const state of new Set(spans.map(({ value }) => String(value)))) {
      const own = spans.filter(({ value }) => value === state);
      const seconds = own.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1_000, 0);
      expect(states.find((each) => each.state === state)).toMatchObject({
        seconds: expect.closeTo(seconds, 1) as number,
        times: own.filter(({ isChange }) => isChange).length,
      });
    }
    expect(states.map(({ state }) => state)).toContain('Tripped');
  });

  test('one state is told with each of its times, in any word for it', async () => {
    const { start, end } = lastDays(90);
    const values = await recorded('U1_MILL_B_STATUS', start, end);
    const trips = spansOf(values, Date.parse(start), Date.parse(end)).filter(
      ({ value }) => value === 'Tripped',
    );
    const { reply } = await run('state_history', {
      tag: 'U1_MILL_B_STATUS',
      start,
      end,
      state: 'trip',
    });
    expect(factOf(reply.facts, 'count', null)).toMatchObject({ value: trips.length, start, end });
    const entries = reply.facts.filter(({ kind }) => kind === 'value');
    expect(entries.map(({ value, timestamp }) => [value, Date.parse(timestamp)])).toEqual(
      trips.toReversed().map(({ fromMs }) => ['Tripped', fromMs]),
    );
    expect(reply.text).toContain(`*${trips.length} times*`);
  });

  test('a state that never was is a count of 0, with what there was instead', async () => {
    const { reply } = await run(
      'state_history',
      { tag: 'U1_MILL_B_STATUS', ...lastDays(30), state: 'On fire' },
      { language: 'id' },
    );
    expect(factOf(reply.facts, 'count', null).value).toBe(0);
    expect(reply.text).toContain('Tidak pernah On fire');
    expect(reply.text).toContain('Running');
  });

  test('a number has no states', async () => {
    const asked = run('state_history', { tag: 'U1_LOAD_NET', ...lastDays(1) });
    await expect(asked).rejects.toMatchObject({ code: 'ai.no_states' });
  });
});

describe('how long a condition held', () => {
  test.each([
    ['over a day of load', 'U1_LOAD_NET', 500, 1],
    ['over a week of load', 'U2_LOAD_NET', 450, 7],
  ])('%s is what a look at each second finds', async (_name, tag, above, days) => {
    const start = ago((days + 1) * DAY_MS);
    const end = ago(DAY_MS);
    const values = await recorded(tag, start, end);
    const seconds = secondsAbove(values, above, Date.parse(start), Date.parse(end));
    const { reply, data } = await run('time_in_condition', {
      tag,
      condition: { above },
      start,
      end,
    });
    const fact = factOf(reply.facts, 'duration', 's');
    const { periodCount } = data as { periodCount: number };
    expect(fact).toMatchObject({ tag, start, end, kind: 'duration' });
    expect(Math.abs(Number(fact.value) - seconds)).toBeLessThanOrEqual(periodCount + 1);
    expect(seconds).toBeGreaterThan(0);
  });

  test('bad data is neither in nor out, and is told', async () => {
    const start = ago(2 * DAY_MS);
    const end = ago(0);
    const tag = 'U1_NOX_ANALYZER';
    const spans = spansOf(await recorded(tag, start, end), Date.parse(start), Date.parse(end));
    const badMs = spans
      .filter(({ value }) => value === null)
      .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    const condition = { above: 0 };
    const { reply, data } = await run('time_in_condition', { tag, condition, start, end });
    expect(badMs).toBeGreaterThan(HOUR_MS);
    expect(data).toMatchObject({
      unknownSeconds: expect.closeTo(badMs / 1_000, 0) as number,
      percentOfKnownTime: 100,
    });
    expect(reply.text).toContain('Not known');
  });

  test('a value three days old is said to be taken to hold', async () => {
    const { reply } = await run(
      'time_in_condition',
      { tag: 'U2_ASH_SILO_LVL', condition: { above: 1 }, ...lastDays(1) },
      { language: 'id' },
    );
    expect(reply.text).toContain('Tidak ada nilai baru sejak');
  });

  test('a point without any data has no share', async () => {
    const { reply, data } = await run('time_in_condition', {
      tag: 'U1_NEW_FLOWMETER',
      condition: { above: 1 },
      ...lastDays(1),
    });
    expect(data).toMatchObject({ percentOfKnownTime: null });
    expect(reply.text).toContain('no good data');
    expect(reply.facts.filter(({ unit }) => unit === '%')).toEqual([]);
  });

  test('values that cannot all be read give no number at all', async () => {
    const asked = run('time_in_condition', {
      tag: 'U1_LOAD_NET',
      condition: { above: 500 },
      ...lastDays(365),
    });
    await expect(asked).rejects.toMatchObject({ code: 'ai.too_many_values' });
  });

  test('a range that the source gives in parts adds up to the same', async () => {
    const small = await pi.connect({ tagIndex: true, maxValuesPerTag: 700 });
    const others = await openSources({ small }, now);
    const input = { tag: 'U1_LOAD_NET', condition: { above: 500 }, ...lastDays(3) };
    const ran = await toolsOn(db, others, now).run('time_in_condition', input);
    const whole = await run('time_in_condition', input);
    expect(ran.result?.reply.facts.map(({ value }) => value)).toEqual(
      whole.reply.facts.map(({ value }) => value),
    );
    await others.close();
  });

  test.each([
    [
      'a range to come',
      { start: () => ago(-HOUR_MS), end: () => ago(-2 * HOUR_MS) },
      'ai.range_in_future',
    ],
    [
      'a range turned round',
      { start: () => ago(0), end: () => ago(HOUR_MS) },
      'ai.range_backwards',
    ],
    ['a century', { start: () => ago(36_500 * DAY_MS), end: () => ago(0) }, 'ai.range_too_long'],
  ])('%s is refused', async (_name, { start, end }, code) => {
    const input = { tag: 'U1_LOAD_NET', condition: { above: 1 }, start: start(), end: end() };
    await expect(run('time_in_condition', input)).rejects.toMatchObject({ code });
  });

  test.each([
    ['says nothing', {}],
    ['has two lower limits', { above: 500, atLeast: 500 }],
    ['has two upper limits', { below: 500, atMost: 600 }],
    ['can never hold', { above: 500, atMost: 500 }],
  ])('a condition that %s is refused', async (_name, condition) => {
    const asked = run('time_in_condition', { tag: 'U1_LOAD_NET', condition, ...lastDays(1) });
    await expect(asked).rejects.toMatchObject({ code: 'ai.tool_input_invalid' });
  });

  test.each([
    ['U1_LOAD_NET', 500],
    ['U1_MILL_A_CURR', 0],
  ])('%s is at least %d or below it all the known time, and told so', async (tag, limit) => {
    const range = { start: ago(2 * DAY_MS), end: ago(DAY_MS) };
    const ask = async (condition: object, language: 'en' | 'id' = 'en') => {
      const { reply, data } = await run(
        'time_in_condition',
        { tag, condition, ...range },
        { language },
      );
      const { seconds, unknownSeconds } = data as { seconds: number; unknownSeconds: number };
      return { text: reply.text, seconds, known: 86_400 - unknownSeconds };
    };
    const [least, below, most, above] = await Promise.all([
      ask({ atLeast: limit }),
      ask({ below: limit }),
      ask({ atMost: limit }, 'id'),
      ask({ above: limit }),
    ]);
    expect(least.seconds + below.seconds).toBeCloseTo(least.known, 3);
    expect(most.seconds + above.seconds).toBeCloseTo(most.known, 3);
    expect(least.text).toContain(`at least ${limit}`);
    expect(most.text).toContain(`paling banyak ${limit}`);
  });
});

describe('which are in a state', () => {
  test('are those whose newest value says so, the asked state first', async () => {
    const { reply } = await run('tags_in_state', { tags: MILLS, state: 'running' });
    const values = await Promise.all(MILLS.map((tag) => pi.say(tag, 'value')));
    const states = values.map((value) => held(value as Said).value);
    const told = reply.facts.filter(({ kind }) => kind === 'value');
    expect(Object.fromEntries(told.map(({ tag, value }) => [tag, value]))).toEqual(
      Object.fromEntries(MILLS.map((tag, index) => [tag, states[index]])),
    );
    const running = states.filter((state) => state === 'Running').length;
    expect(reply.text).toMatch(new RegExp(`^\\*Running: ${running} of 6\\*`));
  });

  test('bad ones are apart with the reason, and counted nowhere', async () => {
    const { reply, data } = await run('tags_in_state', {
      tags: ['U1_BFP_A_VIB', 'U1_NOX_ANALYZER'],
      condition: { above: 0 },
    });
    expect(reply.text).toContain('1 of 1');
    expect(reply.text).toContain('I/O Timeout');
    expect(data).toMatchObject({
      sources: [{ withoutGoodValue: [{ tag: 'U1_NOX_ANALYZER', value: null }] }],
    });
  });
});

describe('when a condition last held', () => {
  test('is the last time in the plant’s own archive', async () => {
    const { start, end } = lastDays(366);
    const values = await recorded('U1_MODE', start, end);
    const trip = spansOf(values, Date.parse(start), Date.parse(end)).findLast(
      ({ value }) => value === 'Trip',
    );
    const { reply, data } = await run('last_time', {
      tag: 'U1_MODE',
      condition: { equals: 'tripped' },
    });
    const found = data as { start: string; end: string; stillSo: boolean };
    expect([Date.parse(found.start), Date.parse(found.end)]).toEqual([trip?.fromMs, trip?.toMs]);
    const entry = factOf(reply.facts, 'value', null);
    expect(entry).toMatchObject({ value: 'Trip' });
    expect(Date.parse(entry.timestamp)).toBe(trip?.fromMs);
  });

  test('what still holds has no end', async () => {
    const value = held((await pi.say('U1_MILL_A_STATUS', 'value')) as Said);
    const { data, reply } = await run('last_time', {
      tag: 'U1_MILL_A_STATUS',
      condition: { equals: String(value.value) },
    });
    expect(data).toMatchObject({ happened: true, stillSo: true });
    expect(reply.text).toContain('still so');
  });

  test.each<readonly [string, number]>([
    ['near its highest of a month', 0.999],
    ['at half of it', 0.5],
  ])('load %s is found to the second', async (_name, part) => {
    const { start, end } = lastDays(30);
    const query = { startTime: start, endTime: end, summaryType: 'Maximum' };
    const summary = await pi.say('U1_LOAD_NET', 'summary', query);
    const { Items: items } = summary as { Items: readonly [{ Value: { Value: number } }] };
    const above = items[0].Value.Value * part;
    const { data } = await run('last_time', { tag: 'U1_LOAD_NET', condition: { above } });
    const found = data as { start: string; end: string; stillSo: boolean };
    const startMs = Date.parse(found.start);
    const endMs = Date.parse(found.end);
    const from = new Date(startMs - HOUR_MS).toISOString();
    const values = await recorded('U1_LOAD_NET', from, ago(0));
    expect(secondsAbove(values, above, endMs + 1_000, pi.nowMs)).toBe(0);
    const within = secondsAbove(values, above, startMs, endMs);
    expect(Math.abs(within - (endMs - startMs) / 1_000)).toBeLessThanOrEqual(2);
    expect(secondsAbove(values, above, startMs - 2_000, startMs - 1_000)).toBe(0);
  });

  test('the highest of a week was reached when it was recorded, if only for an instant', async () => {
    const { start, end } = lastDays(7);
    const values = await recorded('U1_LOAD_NET', start, end);
    const inside = values.filter(({ ms }) => ms >= Date.parse(start) && ms <= pi.nowMs);
    const highest = Math.max(...inside.map(({ value }) => Number(value)));
    const at = inside.findLast(({ value }) => value === highest)?.ms;
    const { data, reply } = await run('last_time', {
      tag: 'U1_LOAD_NET',
      condition: { atLeast: highest },
    });
    expect(Date.parse((data as { start: string }).start)).toBe(at);
    expect(data).toMatchObject({ happened: true, seconds: 0 });
    expect(reply.text).toContain('for an instant');
  });

  test('before an instant of the past, nothing later counts', async () => {
    const before = ago(20 * DAY_MS);
    const { data } = await run('last_time', {
      tag: 'U1_MILL_B_STATUS',
      condition: { equals: 'Tripped' },
      before,
    });
    const values = await recorded('U1_MILL_B_STATUS', ago(386 * DAY_MS), before);
    const trip = spansOf(values, 0, Date.parse(before)).findLast(
      ({ value }) => value === 'Tripped',
    );
    expect(Date.parse((data as { start: string }).start)).toBe(trip?.fromMs);
  });

  test('what never was is said with how far was looked', async () => {
    const { reply, data } = await run('last_time', {
      tag: 'U1_LOAD_NET',
      condition: { above: 5_000 },
    });
    expect(data).toMatchObject({ happened: false });
    const looked = Date.parse((data as { lookedFrom: string }).lookedFrom);
    expect(looked).toBe(pi.nowMs - 366 * DAY_MS);
    expect(reply.text).toContain('as far back as I looked');
    expect(reply.facts).toEqual([]);
  });
});

describe('events', () => {
  test('of a kind are counted and listed as the plant noted them', async () => {
    const range = lastDays(60);
    const all =
      (await connection.events?.({ range, limit: 1000 }, AbortSignal.timeout(8_000))) ?? [];
    const isMine = ({ template, elements }: (typeof all)[number]) =>
      template === 'Mill Trip' && elements.includes('Unit 1');
    const mine = all.filter(isMine).filter(({ start }) => start >= range.start);
    const { reply, data } = await run('events', { ...range, words: 'mill trips unit 1' });
    expect(mine.length).toBeGreaterThan(2);
    expect(factOf(reply.facts, 'count', null).value).toBe(mine.length);
    expect(data).toMatchObject({ beganInRange: mine.length });
    const [newest] = mine;
    const cause = newest?.attributes?.find(({ name }) => name === 'Cause')?.value;
    expect(reply.text).toContain(`${newest?.name}`);
    expect(reply.text).toContain(String(cause));
    const lasted = factOf(reply.facts, 'duration', 's');
    const seconds = (Date.parse(newest?.end ?? '') - Date.parse(newest?.start ?? '')) / 1_000;
    expect(lasted).toMatchObject({ value: seconds, start: newest?.start });
  });

  test('one that began before the range is not one of it', async () => {
    const range = lastDays(60);
    const words = 'unit trip';
    const all = await connection.events?.({ range, words, limit: 9 }, AbortSignal.timeout(8_000));
    const trip = all?.find(({ template }) => template === 'Unit Trip');
    const start = new Date(Date.parse(trip?.start ?? '') + 60_000).toISOString();
    const end = new Date(Date.parse(trip?.start ?? '') + 120_000).toISOString();
    const { reply, data } = await run('events', { start, end, words });
    expect(data).toMatchObject({ beganInRange: 0, beganBefore: 1 });
    expect(reply.text).toContain('*0 events*. 1 more began before');
  });

  test('are not told by who may not use the source', async () => {
    const asks = { grants: { groupIds: [], sourceIds: [] } };
    await expect(run('events', { ...lastDays(1) }, asks)).rejects.toMatchObject({
      code: 'ai.tool_unknown',
    });
    for (const tool of ['state_history', 'last_time', 'what_changed', 'time_in_condition']) {
      const input = {
        tag: 'U1_MILL_A_STATUS',
        ...(tool === 'what_changed' ? { at: ago(HOUR_MS) } : {}),
        ...(tool === 'state_history' || tool === 'time_in_condition' ? lastDays(1) : {}),
        ...(tool === 'last_time' || tool === 'time_in_condition'
          ? { condition: { equals: 'Running' } }
          : {}),
      };
      await expect(run(tool, input, asks)).rejects.toMatchObject({ code: 'ai.tag_not_found' });
    }
  });
});

describe('what changed around an instant', () => {
  test('a mill trip is seen as an event, a state and in what moved most, and no cause is told', async () => {
    const range = lastDays(60);
    const words = 'mill trip unit 1';
    const query = { range, words, limit: 1 };
    const [trip] = (await connection.events?.(query, AbortSignal.timeout(8_000))) ?? [];
    const mill = /Mill ([A-F])/.exec(trip?.name ?? '')?.[1] ?? '';
    const { reply, data } = await run('what_changed', { tag: 'U1_LOAD_NET', at: trip?.start });
    expect(reply.text).toContain(trip?.name);
    expect(reply.text).toContain(`U1_MILL_${mill}_STATUS Running → Tripped`);
    expect(reply.text).toContain('What caused what, I cannot tell.');
    const { biggestMovers, stateChanges } = data as {
      biggestMovers: { tag: string; before: { value: number }; after: { value: number } }[];
      stateChanges: { tag: string; time: string }[];
    };
    const flow = biggestMovers.find(({ tag }) => tag === `U1_MILL_${mill}_COAL_FLOW`);
    expect(flow?.after.value).toBeLessThan((flow?.before.value ?? 0) / 10);
    const change = stateChanges.find(({ tag }) => tag === `U1_MILL_${mill}_STATUS`);
    expect(Date.parse(change?.time ?? '')).toBe(Date.parse(trip?.start ?? ''));
    expect(reply.facts.every(({ tag }) => !tag.startsWith('U2_'))).toBe(true);
  });

  test('each number told is what the plant says of that instant', async () => {
    const { reply } = await run('what_changed', { tag: 'U1_LOAD_NET', at: ago(5 * HOUR_MS) });
    const numbers = reply.facts.filter(
      ({ kind, value }) => kind === 'value' && typeof value === 'number',
    );
    expect(numbers.length).toBeGreaterThan(1);
    for (const { tag, value, timestamp } of numbers) {
      const [said] = await pi.sayList(tag, 'interpolatedattimes', { time: timestamp });
      expect(Number(said?.Value)).toBeCloseTo(Number(value), 2);
    }
  });

  test('an instant to come has not changed anything', async () => {
    const asked = run('what_changed', { tag: 'U1_LOAD_NET', at: ago(-HOUR_MS) });
    await expect(asked).rejects.toMatchObject({ code: 'ai.instant_in_future' });
  });
});

describe('a source that fails', () => {
  test('is an answer with the reason, never a number', async () => {
    const broken = {
      ...connection,
      history: () => Promise.reject(new AppError('upstream', 'pi.unreachable', 'Not there.')),
      close: async () => {},
    };
    const others = await openSources({ broken }, now);
    const on = toolsOn(db, others, now);
    const input = { tag: 'U1_MILL_A_STATUS', ...lastDays(1) };
    const { result } = await on.run('state_history', input);
    expect(result?.reply.text).toContain('⚠ broken does not answer');
    expect(result?.reply.facts).toEqual([]);
    await others.close();
  });

  test('an answer that nobody waits for any more ends', async () => {
    const signal = AbortSignal.abort(new Error('nobody waits'));
    const input = { tag: 'U1_MILL_A_STATUS', ...lastDays(1) };
    await expect(tools.run('state_history', input, { signal })).rejects.toThrow('nobody waits');
  });
});
