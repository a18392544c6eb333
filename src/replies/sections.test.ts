import { describe, expect, test } from 'vitest';
import { AppError, type Reading, type SeriesOutcome, type SummaryOutcome } from '#sdk';
import type { FailedAnswer, HistoryAnswer, SummaryAnswer, TrendAnswer } from '../triggers/index.ts';
import { groupReply } from './group-reply.ts';
import { EN, NOW, sampleReading, sampleTag } from './sample-answers.ts';
import { triggerReply } from './trigger-reply.ts';

const HOUR_MS = 3_600_000;
const RANGE = {
  start: new Date(NOW.getTime() - 8 * HOUR_MS).toISOString(),
  end: NOW.toISOString(),
};
const BASE = { name: 'loads', source: 'Plant PI', range: RANGE } as const;

function at(ms: number, value: number): Reading {
  return sampleReading(value, 'MW', { timestamp: new Date(ms).toISOString() });
}

function series(name: string, count: number): SeriesOutcome {
  const readings = Array.from({ length: count }, (_, index) =>
    at(NOW.getTime() - (count - index) * 60_000, index),
  );
  return { ok: true, tag: sampleTag(name, 'MW'), readings, truncated: false };
}

function history(...outcomes: readonly SeriesOutcome[]): HistoryAnswer {
  return { ...BASE, kind: 'history', mode: 'recorded', outcomes };
}

describe('a list of several tags', () => {
  test('says on every page of which tag its first rows are', () => {
    const reply = triggerReply(history(series('U1_LOAD', 10), series('U2_LOAD', 30)), EN);
    const pages = [reply, ...(reply.rest ?? [])];
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page.text.split('\n')[2]).toMatch(/^\*U[12]_LOAD\*$/);
    expect(pages[1]?.text.split('\n')[2]).toBe('*U2_LOAD*');
  });

  test('shows the newest values of each, however many the first has', () => {
    const reply = triggerReply(history(series('U1_LOAD', 900), series('U2_LOAD', 900)), EN);
    const facts = [reply, ...(reply.rest ?? [])].flatMap((page) => page.facts);
    expect(Map.groupBy(facts, ({ tag }) => tag).get('U2_LOAD')?.length).toBe(250);
  });

  test('says it too for statistics per bucket', () => {
    const buckets = Array.from({ length: 12 }, (_, index) => {
      const start = new Date(NOW.getTime() - (12 - index) * HOUR_MS).toISOString();
      return { start, end: start, statistics: { average: at(Date.parse(start), index) } };
    });
    const outcome = (name: string): SummaryOutcome => ({
      ok: true,
      tag: sampleTag(name, 'MW'),
      buckets,
    });
    const answer: SummaryAnswer = {
      ...BASE,
      kind: 'summary',
      outcomes: [outcome('U1_LOAD'), outcome('U2_LOAD')],
      statistics: ['average'],
      bucket: '1h',
      weighting: 'time',
    };
    const reply = triggerReply(answer, EN);
    expect(reply.rest?.[0]?.text.split('\n')[2]).toBe('*U2_LOAD*');
  });
});

test('twenty values asked for by their count come in one message, forty do not', () => {
  const { range: _, ...newest } = history(series('U1_LOAD', 40));
  const outcomes = [series('U1_LOAD', 20)];
  const twenty = triggerReply({ ...newest, outcomes, last: 20 }, EN);
  expect(twenty.facts).toHaveLength(20);
  expect(twenty.rest).toBeUndefined();
  expect(triggerReply({ ...newest, last: 40 }, EN).text).toContain('1–15 of 40');
});

test('a count of a range is not told as all the values it has', () => {
  const answer = { ...history(series('U1_LOAD', 3)), last: 3 };
  expect(triggerReply(answer, EN).text).toContain('the newest 3 values');
});

test('values of one past day in a longer range carry their day', () => {
  const dayMs = 24 * HOUR_MS;
  const range = { start: new Date(NOW.getTime() - 30 * dayMs).toISOString(), end: RANGE.end };
  const old = at(NOW.getTime() - 20 * dayMs, 1);
  const outcomes = [
    { ok: true as const, tag: sampleTag('T', 'MW'), readings: [old], truncated: false },
  ];
  const { text } = triggerReply({ ...history(), range, outcomes }, EN);
  expect(text.split('\n').at(-1)).toMatch(/^\d+ \w{3} \d\d:\d\d:\d\d {2}\*1\.0 MW\*$/);
});

test('a trend up to now ends with the newest value as it was written, and says when that is stale', () => {
  const written = at(NOW.getTime() - 72 * HOUR_MS, 34.9);
  const outcome = series('ASH', 3);
  const answer: TrendAnswer = {
    ...BASE,
    kind: 'trend',
    outcomes: [outcome],
    latest: new Map([['ASH', written]]),
  };
  const reply = triggerReply(answer, EN);
  expect(reply.text).toMatch(/last \*34\.9 MW\* {2}\d+ \w{3} /);
  expect(reply.text).toContain('stale: 3 d old');
  expect(reply.facts[0]).toMatchObject({ value: 34.9, timestamp: written.timestamp });
  expect(triggerReply({ ...answer, latest: undefined }, EN).text).not.toContain('stale');
});

test('in a group, a member of several tags whose source fails tells the last value of each', () => {
  const lastGood = [
    { tag: sampleTag('U1_MS_PRESS', 'bar'), reading: sampleReading(168.2, 'bar') },
    { tag: sampleTag('U1_MS_TEMP', '°C'), reading: sampleReading(538.1, '°C') },
  ];
  const failed: FailedAnswer = {
    kind: 'failed',
    name: 'u1 steam',
    source: 'Plant PI',
    error: new AppError('upstream', 'pi.unreachable', 'It does not answer.'),
    lastGood,
    labels: { U1_MS_PRESS: 'Press', U1_MS_TEMP: 'Temp' },
  };
  const reply = groupReply({ name: 'unit 1', members: [failed] }, EN);
  expect(reply.text.replaceAll(/\s+/g, ' ')).toContain(
    'Last known: Press *168.2 bar* 14:32 · Temp *538.1 °C* 14:32',
  );
  expect(reply.facts.map(({ value }) => value)).toEqual([168.2, 538.1]);
});

test('in a group, a query of one short row shows it, and one of many how many there are', () => {
  const query = { kind: 'query' as const, source: 'MES' };
  const members = [
    { ...query, name: 'alarms', table: { columns: ['n'], rows: [[216]], truncated: false } },
    {
      ...query,
      name: 'last',
      table: { columns: ['tag', 'level'], rows: [['FIC101', 'HIGH']], truncated: false },
    },
    { ...query, name: 'log', table: { columns: ['n'], rows: [[1], [2]], truncated: false } },
  ];
  const reply = groupReply({ name: 'shift', members }, EN);
  expect(reply.text).toContain('alarms  *216*');
  expect(reply.text).toMatch(/last +tag \*FIC101\* · level \*HIGH\*/);
  expect(reply.text).toMatch(/log +2 rows · send \*log\* to see\s+them/);
  expect(reply.facts).toMatchObject([{ source: 'MES', tag: 'n', value: 216 }]);
});
