import { expect, test } from 'vitest';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import { type Known, planCalls } from './plan-calls.ts';

const tagOf = (name: string): PlantTag => ({
  name,
  description: '',
  unit: 'MW',
  valueType: 'number',
  step: false,
  displayDigits: null,
  future: false,
  sourceId: 'plant',
  sourceName: 'Plant',
  isInSeveral: false,
});
const READING: Reading = {
  intent: undefined,
  statistics: [],
  times: [],
  isStart: false,
  isNegated: false,
  subjects: [],
  isPlural: false,
  isEveryUnit: false,
  isVersus: false,
  isSum: false,
  isExcept: false,
  isAhead: false,
  isYesNo: false,
  isPast: false,
  isStatus: false,
  isMove: false,
  said: '',
};
const OLDER = {
  kind: 'range',
  start: '2026-11-09T00:00:00Z',
  end: '2026-11-16T00:00:00Z',
} as const;
const NEWER = {
  kind: 'range',
  start: '2026-11-16T00:00:00Z',
  end: '2026-11-20T00:00:00Z',
} as const;

function plan(known: Partial<Known>) {
  return planCalls({
    reading: READING,
    tags: [tagOf('A')],
    time: NEWER,
    times: [NEWER],
    now: new Date('2026-11-20T00:00:00Z'),
    timeZone: 'Asia/Jakarta',
    ...known,
  });
}

test.each([
  ['this week against last week', [NEWER, OLDER]],
  ['last week against this week', [OLDER, NEWER]],
])('the difference of %s is the change from the older to the newer', (_said, times) => {
  const planned = plan({ reading: { ...READING, intent: 'compare', isVersus: true }, times });
  expect(planned).toMatchObject({
    calls: [{ input: { items: [{ start: OLDER.start }, { start: NEWER.start }] } }],
  });
});

test('the present is the newer of an instant and now', () => {
  const point = { kind: 'point', at: '2026-11-19T00:00:00Z' } as const;
  const planned = plan({
    reading: { ...READING, intent: 'compare', isVersus: true },
    times: [{ kind: 'now' }, point],
  });
  expect(planned).toMatchObject({
    calls: [{ input: { items: [{ tag: 'A', start: point.at }, { tag: 'A' }] } }],
  });
});

test('the lowest few over a time are ranked by their average, and not by one instant', () => {
  const reading: Reading = {
    ...READING,
    intent: 'top',
    statistics: ['minimum'],
    top: { order: 'lowest', limit: 3 },
  };
  const planned = plan({ reading, tags: [tagOf('A'), tagOf('B')] });
  expect(planned).toMatchObject({
    calls: [{ input: { by: 'average', order: 'lowest', limit: 3 } }],
  });
});
