import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '#sdk';
import { type SeriesCondition, meetsCondition, stateHistory, timeInCondition } from './index.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-01T00:00:00Z');
const HOUR = range(0, 60);

function at(minute: number, value: Reading['value']): Reading {
  const quality = value === null ? 'bad' : 'good';
  return { value, unit: 'MW', timestamp: iso(minute), quality };
}

function iso(minute: number): string {
  return new Date(START_MS + minute * MINUTE_MS).toISOString();
}

function range(from: number, to: number) {
  return { start: iso(from), end: iso(to) };
}

function time(
  readings: readonly Reading[],
  condition: SeriesCondition,
  { step = false, now = 600, over = HOUR } = {},
) {
  const options = { step, nowMs: START_MS + now * MINUTE_MS };
  const found = timeInCondition(readings, condition, over, options);
  const minutes = (ms: number) => ms / MINUTE_MS;
  return {
    total: minutes(found.totalMs),
    known: minutes(found.knownMs),
    unknown: minutes(found.unknownMs),
    share: found.share,
    periods: found.periods.map(({ start, end }) => [minuteOf(start), minuteOf(end)]),
    longest: found.longest && [minuteOf(found.longest.start), minuteOf(found.longest.end)],
  };
}

function minuteOf(timestamp: string): number {
  return (Date.parse(timestamp) - START_MS) / MINUTE_MS;
}

describe('how long a condition held', () => {
  test('a line crosses the limit where it is drawn, not where it was recorded', () => {
    expect(time([at(0, 0), at(20, 100), at(40, 0), at(60, 0)], { above: 50 })).toEqual({
      total: 20,
      known: 60,
      unknown: 0,
      share: 1 / 3,
      periods: [[10, 30]],
      longest: [10, 30],
    });
  });

  test('a step is above from the instant it was recorded', () => {
    const readings = [at(-5, 0), at(20, 100), at(40, 0)];
    expect(time(readings, { above: 50 }, { step: true })).toMatchObject({
      total: 20,
      periods: [[20, 40]],
    });
  });

  test.each<[string, readonly Reading[], SeriesCondition, number, readonly number[][]]>([
    ['below', [at(0, 100), at(60, 40)], { below: 70 }, 30, [[30, 60]]],
    ['a band is gone through', [at(0, 0), at(60, 60)], { above: 10, below: 40 }, 30, [[10, 40]]],
    ['a band from above', [at(0, 60), at(60, 0)], { above: 10, below: 40 }, 30, [[20, 50]]],
    ['a limit that is only touched', [at(0, 0), at(30, 50), at(60, 0)], { above: 50 }, 0, []],
    ['a flat line on the limit is not above it', [at(0, 50), at(60, 50)], { above: 50 }, 0, []],
    ['and is at least that', [at(0, 50), at(60, 50)], { atLeast: 50 }, 60, [[0, 60]]],
    ['and at most that', [at(0, 50), at(60, 50)], { atMost: 50 }, 60, [[0, 60]]],
    ['at least is crossed where above is', [at(0, 0), at(60, 60)], { atLeast: 20 }, 40, [[20, 60]]],
    ['at most is crossed where below is', [at(0, 0), at(60, 60)], { atMost: 20 }, 20, [[0, 20]]],
    [
      'a peak at the limit meets it for an instant',
      [at(0, 0), at(30, 50), at(60, 0)],
      { atLeast: 50 },
      0,
      [[30, 30]],
    ],
    [
      'a dip to the limit ends nothing',
      [at(0, 90), at(30, 50), at(60, 90)],
      { atLeast: 50 },
      60,
      [[0, 60]],
    ],
    [
      'a band with its edges',
      [at(0, 10), at(20, 10), at(40, 30), at(60, 30)],
      { atLeast: 10, atMost: 30 },
      60,
      [[0, 60]],
    ],
    [
      'one number from both sides',
      [at(0, 10), at(20, 20), at(40, 20), at(60, 30)],
      { atLeast: 20, atMost: 20 },
      20,
      [[20, 40]],
    ],
    [
      'a state in any case',
      [at(0, 'Running'), at(45, 'Tripped')],
      { equals: 'TRIPPED ' },
      15,
      [[45, 60]],
    ],
    [
      'a number equals only where it stands',
      [at(0, 5), at(30, 5), at(60, 9)],
      { equals: '5' },
      30,
      [[0, 30]],
    ],
    ['a text is above no number', [at(0, 'Running')], { above: 1 }, 0, []],
    ['the line into the range', [at(-30, 0), at(30, 60), at(90, 0)], { above: 45 }, 30, [[15, 45]]],
  ])('%s', (_name, readings, condition, total, periods) => {
    const step = typeof readings[0]?.value === 'string';
    expect(time(readings, condition, { step })).toMatchObject({ total, periods });
  });

  test('time with bad values is unknown: it is not in, not out, and ends a period', () => {
    const readings = [at(0, 100), at(20, null), at(30, 100), at(60, 100)];
    expect(time(readings, { above: 50 })).toEqual({
      total: 50,
      known: 50,
      unknown: 10,
      share: 1,
      periods: [
        [0, 20],
        [30, 60],
      ],
      longest: [30, 60],
    });
  });

  test('before the first value and after now nothing is known', () => {
    expect(time([at(10, 100)], { above: 50 }, { now: 40 })).toMatchObject({
      total: 30,
      known: 30,
      unknown: 30,
      periods: [[10, 40]],
    });
  });

  test('nothing recorded has no share', () => {
    expect(time([], { above: 50 })).toMatchObject({ total: 0, share: null, longest: null });
  });

  const Values = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.option(fc.integer({ min: 0, max: 10 }))),
    { minLength: 1, maxLength: 30 },
  );
  /** A value every so many minutes, beginning before the range. */
  function series(steps: readonly (readonly [number, number | null])[]): readonly Reading[] {
    let minute = -6;
    return steps.map(([gap, value]) => {
      minute += gap;
      return at(minute, value);
    });
  }

  test('above, below and at a limit are together the known time, whatever was recorded', () => {
    fc.assert(
      fc.property(Values, fc.integer({ min: 0, max: 10 }), fc.boolean(), (steps, limit, step) => {
        const readings = series(steps);
        const above = time(readings, { above: limit }, { step });
        const below = time(readings, { below: limit }, { step });
        const equal = time(readings, { equals: String(limit) }, { step });
        expect(above.total + below.total + equal.total).toBeCloseTo(above.known, 6);
        expect(above.known + above.unknown).toBeCloseTo(60, 9);
        for (const { total, periods } of [above, below, equal]) {
          const sum = periods.reduce((all, [from = 0, to = 0]) => all + to - from, 0);
          expect(sum).toBeCloseTo(total, 3);
        }
      }),
    );
  });

  test('at least a limit and below it, and at most and above it, are the known time', () => {
    fc.assert(
      fc.property(Values, fc.integer({ min: 0, max: 10 }), fc.boolean(), (steps, limit, step) => {
        const readings = series(steps);
        const pairs: readonly (readonly [SeriesCondition, SeriesCondition])[] = [
          [{ atLeast: limit }, { below: limit }],
          [{ atMost: limit }, { above: limit }],
        ];
        for (const pair of pairs) {
          const [one, other] = pair.map((each) => time(readings, each, { step }));
          expect((one?.total ?? 0) + (other?.total ?? 0)).toBeCloseTo(one?.known ?? -1, 6);
        }
      }),
    );
  });

  test('one value is at least a limit exactly when it is not below it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, limit) => {
        expect(meetsCondition(value, { atLeast: limit })).toBe(value >= limit);
        expect(meetsCondition(value, { atLeast: limit })).toBe(
          !meetsCondition(value, { below: limit }),
        );
        expect(meetsCondition(value, { atMost: limit })).toBe(
          !meetsCondition(value, { above: limit }),
        );
      }),
    );
    expect(meetsCondition(null, { atLeast: 0 })).toBe(false);
    expect(meetsCondition('Running', { atLeast: 0 })).toBe(false);
  });

  test('stepped minutes are counted as one who looks at each minute counts them', () => {
    fc.assert(
      fc.property(Values, fc.integer({ min: 0, max: 10 }), (steps, limit) => {
        const readings = series(steps);
        let seen = 0;
        for (let minute = 0; minute < 60; minute += 1) {
          const held = readings.findLast(({ timestamp }) => minuteOf(timestamp) <= minute);
          if (meetsCondition(held?.value ?? null, { above: limit })) seen += 1;
        }
        expect(time(readings, { above: limit }, { step: true }).total).toBe(seen);
      }),
    );
  });

  test('a line is above as often as one who looks at it every second sees it', () => {
    fc.assert(
      fc.property(Values, fc.integer({ min: 0, max: 10 }), (steps, limit) => {
        const readings = series(steps);
        let seconds = 0;
        for (let second = 0; second < 3600; second += 1) {
          if ((lineAt(readings, (second + 0.5) / 60) ?? -Infinity) > limit) seconds += 1;
        }
        const crossings = readings.length + 2;
        expect(Math.abs(time(readings, { above: limit }).total * 60 - seconds)).toBeLessThan(
          crossings,
        );
      }),
      { numRuns: 40 },
    );
  });
});

function lineAt(readings: readonly Reading[], minute: number): number | undefined {
  const index = readings.findLastIndex(({ timestamp }) => minuteOf(timestamp) <= minute);
  const left = readings[index];
  const right = readings[index + 1];
  if (typeof left?.value !== 'number') return undefined;
  if (typeof right?.value !== 'number') return left.value;
  const [from, to] = [minuteOf(left.timestamp), minuteOf(right.timestamp)];
  return left.value + ((right.value - left.value) * (minute - from)) / (to - from);
}

describe('how long and how often a signal was in its states', () => {
  function states(readings: readonly Reading[], now = 600, over = HOUR) {
    const found = stateHistory(readings, over, START_MS + now * MINUTE_MS);
    return {
      unknown: found.unknownMs / MINUTE_MS,
      last: found.last,
      states: found.states.map(({ state, totalMs, entries }) => [
        state,
        totalMs / MINUTE_MS,
        entries.map(minuteOf),
      ]),
    };
  }

  test('the state at the start was not entered, the others as often as they were changed into', () => {
    const readings = [at(-90, 'Running'), at(10, 'Tripped'), at(20, 'Running'), at(50, 'Tripped')];
    expect(states(readings)).toEqual({
      unknown: 0,
      last: 'Tripped',
      states: [
        ['Running', 40, [20]],
        ['Tripped', 20, [10, 50]],
      ],
    });
  });

  test('a state that is recorded again and again was entered once', () => {
    const readings = [at(-1, 'Off'), at(5, 'On'), at(10, 'On'), at(15, 'On')];
    expect(states(readings).states).toEqual([
      ['On', 55, [5]],
      ['Off', 5, []],
    ]);
  });

  test('a gap is unknown time, and the same state after it is no new entry', () => {
    const readings = [at(0, 'On'), at(20, null), at(30, 'On'), at(40, null), at(50, 'Off')];
    expect(states(readings)).toEqual({
      unknown: 20,
      last: 'Off',
      states: [
        ['On', 30, []],
        ['Off', 10, [50]],
      ],
    });
  });

  test.each([
    ['the first value ever is no change', [at(10, 'On')], 10, [['On', 50, []]]],
    ['a change at the very start is one', [at(-5, 'Off'), at(0, 'On')], 0, [['On', 60, [0]]]],
    [
      'a change at the very end is the next range’s',
      [at(0, 'On'), at(60, 'Off')],
      0,
      [['On', 60, []]],
    ],
    [
      'a state held for no time was entered',
      [at(0, 'A'), at(9, 'B'), at(9, 'C')],
      0,
      [
        ['C', 51, [9]],
        ['A', 9, []],
        ['B', 0, [9]],
      ],
    ],
    ['nothing recorded', [], 60, []],
  ] as const)('%s', (_name, readings, unknown, expected) => {
    expect(states(readings)).toMatchObject({ unknown, states: expected });
  });

  test('a state that still holds is counted until now', () => {
    expect(states([at(-5, 'On')], 40)).toMatchObject({ unknown: 20, states: [['On', 40, []]] });
  });

  test('states and unknown time are together the range, whatever was recorded', () => {
    const Recorded = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('On', 'Off', 'Tripped', null)),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(Recorded, fc.integer({ min: 0, max: 90 }), (steps, now) => {
        let minute = -9;
        const readings = steps.map(([gap, state]) => at((minute += gap), state));
        const found = states(readings, now);
        const total = found.states.reduce((all, [, minutes]) => all + Number(minutes), 0);
        expect(total + found.unknown).toBeCloseTo(60, 9);
        for (const [state, minutes] of found.states) {
          const asked = { equals: String(state) };
          expect(time(readings, asked, { step: true, now }).total).toBeCloseTo(Number(minutes), 9);
        }
      }),
    );
  });
});
