import { describe, expect, test } from 'vitest';
import type { Archive, DigitalState, TimedValue } from '../archive/model.ts';
import {
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  formatInstant,
  instantFromMs,
} from '../time/instant.ts';
import { createPlant } from './index.ts';
import type { Plant } from './index.ts';

const NOW_MS = Date.parse('2025-11-18T05:30:00Z');
const NOW = instantFromMs(NOW_MS);

function plantAt(iso: string, seed = 1): Plant {
  return createPlant({ seed, clock: () => Date.parse(iso) });
}

function archiveOf(plant: Plant, tag: string): Archive {
  const point = plant.points.findByName(tag);
  if (point === undefined) throw new Error(`no ${tag}`);
  return plant.archiveOfPoint(point);
}

function stateOf(value: TimedValue): string {
  return (value.value as DigitalState).name;
}

const plant = createPlant({ clock: () => NOW_MS });

describe('what happens is seen everywhere it should be', () => {
  const frames = plant.eventFrames.list();
  const recent = frames.filter((frame) => frame.start > NOW - 60 * TICKS_PER_DAY);

  test('each unit trips at least once in any thirty days, as event frames', () => {
    for (const unit of [1, 2]) {
      const trips = frames
        .filter(
          (frame) => frame.templateName === 'Unit Trip' && frame.name.startsWith(`Unit ${unit}`),
        )
        .map((frame) => frame.start);
      const gaps = trips.slice(1).map((at, index) => at - (trips[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(30 * TICKS_PER_DAY);
      expect(NOW - (trips.at(-1) ?? 0)).toBeLessThan(30 * TICKS_PER_DAY);
    }
  });

  test('a unit trip takes the load, the mode and the mills, and its frame ends on the grid', () => {
    const trips = recent.filter((frame) => frame.templateName === 'Unit Trip');
    expect(trips.length).toBeGreaterThan(3);
    for (const trip of trips) {
      const unit = trip.name.slice(5, 6);
      const at = (tag: string, when: number): TimedValue =>
        archiveOf(plant, `U${unit}_${tag}`).valueAt(when);
      expect(at('LOAD_NET', trip.start - TICKS_PER_SECOND).value).toBeGreaterThan(250);
      expect(at('LOAD_NET', trip.start).value).toBe(0);
      expect(at('LOAD_NET', trip.start + TICKS_PER_HOUR).value).toBe(0);
      expect(stateOf(at('MODE', trip.start))).toBe('Trip');
      const mills = ['A', 'B', 'C', 'D', 'E', 'F'].map((letter) =>
        stateOf(at(`MILL_${letter}_STATUS`, trip.start)),
      );
      expect(mills).not.toContain('Running');
      expect(mills.filter((state) => state === 'Tripped').length).toBeGreaterThan(1);
      expect(at('LOAD_NET', trip.end).value).toBeGreaterThan(10);
      expect(stateOf(at('MODE', trip.end))).toBe('Startup');
    }
  });

  test('a mill trip is seen in the mill and as a dip in the load', () => {
    const trips = recent.filter((frame) => frame.templateName === 'Mill Trip');
    expect(trips.length).toBeGreaterThan(10);
    for (const trip of trips) {
      const unit = trip.name.slice(5, 6);
      const letter = trip.name.slice(12, 13);
      const status = archiveOf(plant, `U${unit}_MILL_${letter}_STATUS`);
      expect(stateOf(status.valueAt(trip.start - TICKS_PER_SECOND))).toBe('Running');
      expect(stateOf(status.valueAt(trip.start + TICKS_PER_SECOND))).toBe('Tripped');
      const load = archiveOf(plant, `U${unit}_LOAD_NET`);
      const setPoint = archiveOf(plant, `U${unit}_LOAD_SP`).valueAt(
        trip.start + 5 * TICKS_PER_MINUTE,
      );
      const dipped = Number(load.valueAt(trip.start + 5 * TICKS_PER_MINUTE).value);
      expect(Number(setPoint.value) - dipped).toBeGreaterThan(15);
    }
  });

  test('coal, feed water and fan current go with the load', () => {
    const times = Array.from({ length: 200 }, (_, index) => NOW - index * TICKS_PER_HOUR);
    const series = (tag: string): number[] =>
      archiveOf(plant, `U2_${tag}`)
        .interpolatedAt(times)
        .map((value) => Number(value.value));
    const load = series('LOAD_NET');
    for (const tag of ['COAL_FLOW', 'FW_FLOW', 'MS_FLOW', 'ID_FAN_A_CURR']) {
      expect(correlation(load, series(tag))).toBeGreaterThan(0.9);
    }
    expect(correlation(load, series('STACK_SO2'))).toBeGreaterThan(0.6);
    expect(correlation(load, series('MS_PRESS'))).toBeGreaterThan(0.6);
  });

  test('an event frame knows its element, its facts and the load at the time', () => {
    const trip = recent.findLast((frame) => frame.templateName === 'Mill Trip');
    if (trip === undefined) throw new Error('no mill trip');
    const element = plant.elements.findById(trip.elementIds[0] ?? '');
    expect(element?.path).toMatch(/\\Unit \d\\Mills\\Mill [A-F]$/);
    const attributes = plant.attributes.ofOwner(trip.id);
    const read = (name: string): TimedValue => {
      const attribute = attributes.find((each) => each.name === name);
      if (attribute === undefined) throw new Error(name);
      return plant.archiveOfAttribute(attribute).current();
    };
    expect(read('Minimum Load').value).toBeLessThan(Number(read('Load Before').value));
    expect(read('Cause').value).toBe(trip.description);
    expect(plant.attributes.findById(attributes[0]?.id ?? '')).toEqual(attributes[0]);
    expect(plant.attributes.findByPath(`${trip.path}|Cause`)?.id).toBe(attributes[0]?.id);
  });

  test('a frame is open while it lasts and is the same frame afterwards', () => {
    const trip = recent.findLast((frame) => frame.templateName === 'Unit Trip');
    if (trip === undefined) throw new Error('no unit trip');
    const during = plantAt(formatInstant(trip.start + TICKS_PER_MINUTE)).eventFrames;
    expect(during.findById(trip.id)).toMatchObject({ name: trip.name, end: Infinity });
    const before = plantAt(formatInstant(trip.start - TICKS_PER_MINUTE)).eventFrames;
    expect(before.findById(trip.id)).toBeUndefined();
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const da = value - meanA;
    const db = (b[index] ?? 0) - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}
