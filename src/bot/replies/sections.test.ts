import { describe, expect, test } from 'vitest';
import type { Reading, SeriesOutcome, SummaryOutcome } from '#sdk';
import type { HistoryAnswer, SummaryAnswer, TrendAnswer } from '../../triggers/index.ts';
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
