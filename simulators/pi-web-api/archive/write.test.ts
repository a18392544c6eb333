import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createListSource, eachBackward, goodValue, mergeSources } from './event-source.ts';
import { WriteError } from './model.ts';
import type { Archive, PointType, PointValue, TimedValue, UpdateOption } from './model.ts';
import { at, sampleArchive } from './sample-archive.ts';
import { toWrittenNumber } from './written-number.ts';

function values(archive: Archive): PointValue[] {
  return archive
    .recorded({ start: at('00:00'), end: at('12:10') })
    .map(({ value }) => (typeof value === 'object' ? value.name : value));
}

describe('writing at 09:00 over computed events at 08:00 and 09:00', () => {
  test.each([
    ['Replace', 'replaced', [1, 9]],
    ['Insert', 'added', [1, 2, 9]],
    ['InsertNoCompression', 'added', [1, 2, 9]],
    ['NoReplace', 'unchanged', [1, 2]],
    ['ReplaceOnly', 'replaced', [1, 9]],
    ['Remove', 'removed', [1]],
  ] as [UpdateOption, string, number[]][])('%s', (option, outcome, expected) => {
    const archive = sampleArchive([
      ['08:00', 1],
      ['09:00', 2],
    ]);
    expect(archive.write({ at: at('09:00'), value: 9 }, option)).toBe(outcome);
    expect(values(archive)).toEqual(expected);
  });

  test.each([
    ['Replace', 'added', [1, 5, 2]],
    ['NoReplace', 'added', [1, 5, 2]],
    ['ReplaceOnly', 'unchanged', [1, 2]],
    ['Remove', 'unchanged', [1, 2]],
  ] as [UpdateOption, string, number[]][])('%s between them', (option, outcome, expected) => {
    const archive = sampleArchive([
      ['08:00', 1],
      ['09:00', 2],
    ]);
    expect(archive.write({ at: at('08:30'), value: 5 }, option)).toBe(outcome);
    expect(values(archive)).toEqual(expected);
  });

  test('what was written can be replaced and removed again', () => {
    const archive = sampleArchive([['08:00', 1]]);
    archive.write({ at: at('09:00'), value: 5 }, 'Replace');
    archive.write({ at: at('09:00'), value: 6 }, 'Replace');
    expect(values(archive)).toEqual([1, 6]);
    archive.write({ at: at('09:00'), value: 0 }, 'Remove');
    archive.write({ at: at('08:00'), value: 0 }, 'Remove');
    expect(values(archive)).toEqual([]);
    expect(archive.revision()).toBe(4);
  });
});

describe('a written value', () => {
  const STATES = ['Running', 'Stopped'].map((name, value) => ({ name, value, isSystem: false }));
  const write = (pointType: PointType, value: PointValue): TimedValue => {
    const shape = { pointType, step: pointType === 'Digital', future: false };
    const archive = sampleArchive([], { shape, states: STATES });
    archive.write({ at: at('08:00'), value }, 'Replace');
    return archive.current();
  };

  test.each([
    ['Float32', '3.5', 3.5, true],
    ['Float64', 0.1, 0.1, true],
    ['Int32', 2.6, 3, true],
    ['String', 42, '42', true],
    ['Digital', 'stopped', STATES[1], true],
    ['Digital', 0, STATES[0], true],
    ['Digital', '1', STATES[1], true],
    ['Float32', 'I/O Timeout', { name: 'I/O Timeout', value: 246, isSystem: true }, false],
    ['Digital', 'No Data', { name: 'No Data', value: 248, isSystem: true }, false],
  ] as [PointType, PointValue, PointValue, boolean][])('%s %j', (type, value, stored, good) => {
    expect(write(type, value)).toMatchObject({ value: stored, good });
  });

  test.each([
    ['Float32', 'abc'],
    ['Float32', ''],
    ['Int16', 40_000],
    ['Digital', 'Flying'],
    ['Digital', 7],
  ] as [PointType, PointValue][])('%s refuses %j', (type, value) => {
    expect(() => write(type, value)).toThrow(WriteError);
  });

  test('may lie ten minutes ahead, not more', () => {
    const archive = sampleArchive([]);
    expect(archive.write({ at: at('12:09'), value: 1 }, 'Replace')).toBe('added');
    expect(() => archive.write({ at: at('12:11'), value: 1 }, 'Replace')).toThrow(WriteError);
  });

  test('keeps its 100 ns and its flags', () => {
    const archive = sampleArchive([]);
    const instant = at('2025-11-18T08:00:00.1234567Z');
    archive.write({ at: instant, value: 1, questionable: true, annotated: true }, 'Replace');
    expect(archive.current()).toMatchObject({ at: instant, questionable: true, annotated: true });
  });
});

describe('numbers as PI writes them', () => {
  test.each([
    [4.931_640_625, 'Float32', 4.931_640_63],
    [75.207_61, 'Float32', 75.207_61],
    [612.4, 'Float32', 612.4],
    [0.1, 'Float64', 0.1],
    [2.5, 'Int32', 3],
  ] as [number, PointType, number][])('%d as %s', (value, type, expected) => {
    expect(toWrittenNumber(value, type)).toBe(expected);
  });

  test('a Float32 is always written so that the same float is read back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(toWrittenNumber(value, 'Float32'))).toBe(Math.fround(value));
      }),
    );
  });
});

describe('merged sources', () => {
  const anyEvents = fc
    .array(fc.integer({ min: 0, max: 40 }), { maxLength: 15 })
    .map((instants) => instants.toSorted((a, b) => a - b));

  test('give the events of both in order, forward, backward and one by one', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (first, second) => {
        const list = (instants: readonly number[], name: string): TimedValue[] =>
          instants.map((instant, index) => goodValue(instant * 1e10, `${name}${index}`));
        const a = list(first, 'a');
        const b = list(second, 'b');
        const merged = mergeSources(createListSource(a), createListSource(b));
        const expected = [...a, ...b].toSorted((x, y) => x.at - y.at);
        const forward: TimedValue[] = [];
        merged.each(-Infinity, Infinity, (event) => void forward.push(event));
        expect(forward).toEqual(expected);
        const backward: TimedValue[] = [];
        eachBackward(merged, 1e15, -1e15, (event) => void backward.push(event));
        expect(backward).toEqual(expected.toReversed());
        for (const { at: instant } of expected) {
          expect(merged.before(instant, true)?.at).toBe(instant);
          expect(merged.after(instant, false)?.at).toBe(
            expected.find((event) => event.at > instant)?.at,
          );
        }
      }),
    );
  });
});
