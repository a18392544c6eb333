import { expect, test } from 'vitest';
import type { PlantEvent, Reading, TagInfo } from '#sdk';
import { durationText } from '../../../replies/index.ts';
import { commonName } from './common-name.ts';
import { ofOneKind } from './event-words.ts';
import { matchState } from './match-state.ts';
import { movementOf } from './movements.ts';
import { sameUnitTags } from './same-unit-tags.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-01T00:00:00Z');

test.each([
  ['trip', ['Running', 'Tripped'], 'Tripped'],
  ['TRIPPED', ['Trip', 'Base Load'], 'Trip'],
  ['stop', ['Running', 'Stopped'], 'Stopped'],
  ['run', ['Running', 'Stopped'], 'Running'],
  ['closed', ['Open', 'Close'], 'Close'],
  ['open', ['Opening', 'Closed'], undefined],
  ['start', ['Starting', 'Startup'], undefined],
  ['trip', ['Running'], undefined],
])('by "%s" of %j is meant %s', (said, states, expected) => {
  expect(matchState(said, states)).toBe(expected);
});

test.each([
  [0, '0 s', '0 dtk'],
  [400, '0.4 s', '0,4 dtk'],
  [45_000, '45 s', '45 dtk'],
  [59_600, '1 min', '1 mnt'],
  [750_000, '12 min 30 s', '12 mnt 30 dtk'],
  [3_599_700, '1 h', '1 jam'],
  [25_920_000, '7 h 12 min', '7 jam 12 mnt'],
  [172_799_000, '2 d', '2 hari'],
  [1_051_200_000, '12 d 4 h', '12 hari 4 jam'],
])('%i ms are %s', (ms, en, id) => {
  expect(durationText(ms, 'en')).toBe(en);
  expect(durationText(ms, 'id')).toBe(id);
});

test.each([
  ['mill trips unit 1', ['Mill Trip']],
  ['unit trip', ['Unit Trip']],
  ['unit 1 trips', ['Unit Trip']],
  ['trip', ['Mill Trip', 'Unit Trip', 'Outage']],
])('by %j events of these kinds are meant', (words, expected) => {
  const events = ['Mill Trip', 'Unit Trip', 'Outage'].map((template): PlantEvent => ({
    id: template,
    name: template,
    template,
    elements: [],
    start: '',
    end: null,
  }));
  expect(ofOneKind(events, words).map(({ template }) => template)).toEqual(expected);
});

test.each([
  [['U1_MILL_A_STATUS', 'U1_MILL_B_STATUS'], 'U1_MILL_*_STATUS'],
  [['LOAD'], 'LOAD'],
  [['A', 'B'], '*'],
])('%j are called %s together', (names, expected) => {
  expect(commonName(names)).toBe(expected);
});

function tagOf(name: string, more: Partial<TagInfo> = {}): TagInfo {
  return {
    name,
    description: '',
    unit: 'MW',
    valueType: 'number',
    step: false,
    displayDigits: 1,
    future: false,
    ...more,
  };
}

test.each([
  ['by the first part of their names', 'U1_LOAD', ['U1_FLOW', 'u1.speed'], ['U2_LOAD', 'U11_LOAD']],
  ['by KKS', '10LAB20CT001', ['10MBA10CS001'], ['20LAB20CT001', '10 LOAD']],
  ['by element', 'Unit 1|Load', ['Unit 1\\Mill|Flow'], ['Unit 2|Load']],
  ['by plant area', 'WTP:RO-1.pH', ['WTP:RO-2.pH'], ['CWP:RO-1.pH']],
])('tags of one unit are found %s', (_name, asked, mine, others) => {
  const all = [asked, ...mine, ...others].map((name) => tagOf(name));
  const source = { connection: { search: () => all } } as never;
  const found = sameUnitTags({ source, tag: tagOf(asked) });
  expect(found.map(({ name }) => name).toSorted()).toEqual(mine.toSorted());
});

test('states come before numbers, forecasts not at all, and no more than can be asked at once', () => {
  const all = [
    ...Array.from({ length: 80 }, (_each, index) => tagOf(`U1_N_${index}`)),
    tagOf('U1_FCST', { future: true }),
    ...Array.from({ length: 50 }, (_each, index) =>
      tagOf(`U1_S_${index}`, { valueType: 'digital' }),
    ),
  ];
  const source = { connection: { search: () => all } } as never;
  const found = sameUnitTags({ source, tag: tagOf('U1_LOAD') });
  expect(found).toHaveLength(60);
  expect(found.slice(0, 30).every(({ valueType }) => valueType === 'digital')).toBe(true);
  expect(found.some(({ future }) => future)).toBe(false);
});

test('a mover is one that goes farther than it usually does, whatever its unit', () => {
  const at = (minute: number, value: number | null): Reading => ({
    value,
    unit: 'MW',
    timestamp: new Date(START_MS + minute * MINUTE_MS).toISOString(),
    quality: value === null ? 'bad' : 'good',
  });
  const range = { start: at(0, 0).timestamp, end: at(10, 0).timestamp };
  const restless = Array.from({ length: 61 }, (_each, index) =>
    at(index - 50, index % 2 ? 500 : 0),
  );
  const calm = Array.from({ length: 61 }, (_each, index) =>
    at(index - 50, index > 55 ? 5 : 1 + (index % 2) / 100),
  );
  const moved = movementOf(tagOf('CALM'), calm, range);
  expect(moved).toMatchObject({ before: { value: 1 }, after: { value: 5 } });
  expect(moved?.size).toBeGreaterThan(100);
  expect(movementOf(tagOf('RESTLESS'), restless, range)?.size).toBeLessThan(2);
  expect(movementOf(tagOf('BAD'), [at(-5, null), at(5, 3)], range)).toBeUndefined();
});
