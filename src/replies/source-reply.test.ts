import { describe, expect, test } from 'vitest';
import type { Fact } from '../triggers/index.ts';
import { sourceReply } from './source-reply.ts';

const CONTEXT = {
  language: 'en',
  timeZone: 'Asia/Jakarta',
  now: new Date('2026-11-28T12:00:00.000Z'),
} as const;
const RANGE = { start: '2026-11-26T17:00:00.000Z', end: '2026-11-27T17:00:00.000Z' };

function fact(more: Partial<Fact>): Fact {
  return {
    source: 'Plant PI',
    tag: 'U1_LOAD_NET',
    value: 612.4389,
    unit: 'MW',
    timestamp: '2026-11-27T01:30:00.000Z',
    quality: 'good',
    kind: 'value',
    ...more,
  };
}

function linesOf(...facts: readonly Fact[]): readonly string[] {
  return sourceReply({ asked: 'u1 load', facts, requests: [] }, CONTEXT).text.split('\n');
}

describe('where a number comes from', () => {
  test('is told with the value as it was read, its instant with zone, its quality and its source', () => {
    expect(linesOf(fact({})).slice(1)).toEqual([
      '*U1_LOAD_NET* = 612.4389 MW',
      '27 Nov 08:30:00 WIB · good · Plant PI',
    ]);
  });

  test('an average is of its range', () => {
    const [, value, time] = linesOf(fact({ kind: 'average', ...RANGE, timestamp: RANGE.start }));
    expect(value).toBe('*U1_LOAD_NET* (Average) = 612.4389 MW');
    expect(time).toMatch(/^27 Nov 00:00 – 28 Nov 00:00 WIB/);
    expect(time).not.toContain('08:30');
  });

  test('a maximum has its own instant, and the range it is the greatest of', () => {
    const [, , time, range] = linesOf(fact({ kind: 'maximum', ...RANGE }));
    expect(time).toBe('27 Nov 08:30:00 WIB · good · Plant PI');
    expect(range).toMatch(/^27 Nov 00:00 – 28 Nov 00:00 WIB/);
  });

  test('a bad value says why it is none', () => {
    const bad = fact({ value: null, quality: 'bad', state: 'I/O Timeout' });
    expect(linesOf(bad)[1]).toBe('*U1_LOAD_NET* = I/O Timeout');
  });
});
