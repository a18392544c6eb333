import { expect, test } from 'vitest';
import type { Reading, TagHistory } from '../../../src/data-sources/data-sources.schema.ts';
import { historyPicture } from './history-picture.ts';

const START = '2026-11-27T10:00:00Z';
const END = '2026-11-27T18:00:00Z';
const SITE = { language: 'en', timeZone: 'Asia/Jakarta' } as const;
const NOW = Date.parse(END);

function reading(hour: number, value: Reading['value'], more: Partial<Reading> = {}): Reading {
  const quality = value === null ? 'bad' : 'good';
  return { value, unit: null, timestamp: `2026-11-27T${hour}:00:00Z`, quality, ...more };
}

function history(readings: readonly Reading[], more: Partial<TagHistory> = {}): TagHistory {
  return {
    tag: {
      name: 'BLR2.PT101',
      description: 'Drum pressure',
      unit: 'bar',
      valueType: 'number',
      step: false,
      displayDigits: null,
      future: false,
    },
    range: { start: START, end: END },
    readings,
    truncated: false,
    ...more,
  };
}

test('a bad value is a gap, and the figures are those of the good ones', () => {
  const drawn = historyPicture(
    history([reading(10, 152.3), reading(11, null), reading(12, 160)]),
    SITE,
    NOW,
  );
  const [series] = drawn?.series ?? [];
  expect(series?.points.map(([, value]) => value)).toEqual([152.3, null, 160]);
  expect(series).toMatchObject({ form: 'line', unit: 'bar', minimum: 152.3, maximum: 160 });
  expect(series).toMatchObject({ last: 160, decimals: 2 });
  expect(drawn?.title).toBe('Drum pressure');
});

test('a value that is bad at the end is no newest value', () => {
  const drawn = historyPicture(history([reading(10, 1), reading(11, null)]), SITE, NOW);
  expect(drawn?.series[0]?.last).toBeNull();
});

test('states are a band, in the order in which the source numbers them', () => {
  const state = (name: string, code: number) => ({ state: { name, code, isSystem: false } });
  const drawn = historyPicture(
    history([
      reading(10, 'Running', state('Running', 1)),
      reading(12, 'Stopped', state('Stopped', 0)),
    ]),
    SITE,
    NOW,
  );
  expect(drawn?.series[0]).toMatchObject({ form: 'digital', states: ['Stopped', 'Running'] });
  expect(drawn?.series[0]?.points.map(([, value]) => value)).toEqual([1, 0]);
});

test('what still held is drawn up to now, and never ahead of it', () => {
  const now = Date.parse('2026-11-27T16:00:00Z');
  const drawn = historyPicture(history([], { held: reading(10, 7) }), SITE, now);
  expect(drawn?.series[0]?.points).toEqual([
    [Date.parse(START), 7],
    [now, 7],
  ]);
});

test('what is missing at the earlier end is a gap, and without any value there is no picture', () => {
  const drawn = historyPicture(history([reading(12, 7)], { truncated: true }), SITE, NOW);
  expect(drawn?.series[0]?.points[0]).toEqual([Date.parse(START), null]);
  expect(historyPicture(history([reading(12, null)]), SITE, NOW)).toBeUndefined();
});
