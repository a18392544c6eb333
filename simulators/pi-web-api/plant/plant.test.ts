import { beforeAll, describe, expect, test } from 'vitest';
import type { Archive, DigitalState, TimedValue } from '../archive/model.ts';
import { TICKS_PER_DAY, TICKS_PER_HOUR, instantFromMs } from '../time/instant.ts';
import { parseTimeSpan } from '../time/time-span.ts';
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

describe('history', () => {
  const tags = [
    'U1_LOAD_NET',
    'U2_O2',
    'U1_MILL_C_STATUS',
    'U2_MODE',
    'U1_SHIFT_NOTE',
    'U1_LOAD_FCST',
    'SINUSOID',
    'BA:PHASE.1',
    'LAB:COAL CV (AR)',
  ];
  const range = { start: NOW - 3 * TICKS_PER_DAY, end: NOW - TICKS_PER_DAY };

  test.each(tags)('of %s is the same in another process, and when asked months later', (tag) => {
    const first = archiveOf(plant, tag).recorded(range);
    expect(first.length).toBeGreaterThan(1);
    expect(archiveOf(createPlant({ clock: () => NOW_MS }), tag).recorded(range)).toEqual(first);
    expect(archiveOf(plantAt('2026-03-01T00:00:00Z'), tag).recorded(range)).toEqual(first);
  });

  test('is another one for another seed', () => {
    const other = archiveOf(createPlant({ seed: 2, clock: () => NOW_MS }), 'U1_LOAD_NET');
    expect(other.recorded(range)).not.toEqual(archiveOf(plant, 'U1_LOAD_NET').recorded(range));
  });

  test.each(tags)('of %s gives the same events from any start, forward and backward', (tag) => {
    const archive = archiveOf(plant, tag);
    const whole = archive.recorded(range);
    const middle = whole[Math.floor(whole.length / 2)]?.at ?? range.end;
    const parts = [
      ...archive.recorded({ start: range.start, end: middle }),
      ...archive.recorded({ start: middle + 1, end: range.end }),
    ];
    expect(parts).toEqual(whole);
    const back = archive.recorded({ start: range.end, end: range.start });
    expect(back.toReversed()).toEqual(whole);
    for (const event of whole.slice(1, 20)) {
      expect(archive.recordedAt(event.at, 'Exact')).toEqual(event);
      const before = archive.recordedAt(event.at, 'Before');
      expect(whole[whole.indexOf(event) - 1]).toEqual(before);
    }
  });

  test('is there two years ago, unevenly spaced', () => {
    const start = NOW - 730 * TICKS_PER_DAY;
    const old = archiveOf(plant, 'U1_LOAD_NET').recorded({ start, end: start + TICKS_PER_HOUR });
    const gaps = old.slice(1).map((event, index) => event.at - (old[index]?.at ?? 0));
    expect(new Set(gaps).size).toBeGreaterThan(20);
    expect(Math.max(...gaps)).toBeGreaterThan(2 * Math.min(...gaps));
  });

  test('begins with Pt Created, and before it there is No Data', () => {
    const archive = archiveOf(plant, 'U1_FREQ');
    const created = archive.recordedAt(instantFromMs(0), 'AtOrAfter');
    expect(created === undefined ? '' : stateOf(created)).toBe('Pt Created');
    expect(stateOf(archive.valueAt(instantFromMs(Date.UTC(2015, 0, 1))))).toBe('No Data');
  });

  test('never holds an event ahead of now, forecasts apart', () => {
    for (const point of plant.points.list({ maxCount: 1000 })) {
      const newest = plant.archiveOfPoint(point).end();
      if (point.future) expect(newest.at).toBeGreaterThan(NOW + 40 * TICKS_PER_HOUR);
      else expect(newest.at).toBeLessThanOrEqual(NOW);
    }
  });
});

describe('at this moment', () => {
  test('a unit follows its load, and its numbers are those of a 620 MW unit', () => {
    const value = (tag: string): number => Number(archiveOf(plant, tag).current().value);
    const load = value('U1_LOAD_NET');
    expect(load).toBeGreaterThan(300);
    expect(load).toBeLessThan(625);
    expect(value('U1_LOAD_GROSS')).toBeGreaterThan(load);
    expect(value('U1_MS_PRESS')).toBeGreaterThan(110);
    expect(value('U1_MS_TEMP')).toBeCloseTo(538, -1);
    expect(Math.abs(value('U1_FREQ') - 50)).toBeLessThan(0.2);
    expect(value('U1_COND_VAC')).toBeLessThan(-88);
    expect(['Load Following', 'Base Load']).toContain(
      stateOf(archiveOf(plant, 'U1_MODE').current()),
    );
  });

  test('every point says something, in its own type', () => {
    for (const point of plant.points.list({ maxCount: 1000 })) {
      const { value, good } = plant.archiveOfPoint(point).current();
      if (!good) continue;
      const expected =
        point.pointType === 'Digital'
          ? 'object'
          : point.pointType === 'String'
            ? 'string'
            : 'number';
      expect([point.name, typeof value]).toEqual([point.name, expected]);
      if (typeof value === 'number') {
        expect(value).toBeGreaterThanOrEqual(point.zero);
        expect(value).toBeLessThanOrEqual(point.zero + point.span);
      }
    }
  });
});

describe('awkward points', () => {
  test('one was created and never written', () => {
    const archive = archiveOf(plant, 'U1_NEW_FLOWMETER');
    expect(stateOf(archive.current())).toBe('Pt Created');
    expect(archive.recorded({ start: NOW - 30 * TICKS_PER_DAY, end: NOW })).toEqual([]);
  });

  test('one is in I/O Timeout, with good values before', () => {
    const archive = archiveOf(plant, 'U1_NOX_ANALYZER');
    const current = archive.current();
    expect(stateOf(current)).toBe('I/O Timeout');
    expect(current.good).toBe(false);
    expect(NOW - current.at).toBeLessThan(TICKS_PER_DAY);
    expect(archive.recordedAt(current.at, 'Before')).toMatchObject({ good: true });
  });

  test('one was last written three days ago', () => {
    const age = NOW - archiveOf(plant, 'U2_ASH_SILO_LVL').current().at;
    expect(age).toBeGreaterThanOrEqual(3 * TICKS_PER_DAY);
    expect(age).toBeLessThan(3 * TICKS_PER_DAY + TICKS_PER_HOUR);
  });

  test('names hold a blank, every sign people trip over, and an accent', () => {
    const names = plant.points.list({ maxCount: 1000 }).map((point) => point.name);
    for (const sign of [' ', '/', '#', '%', ':', '(', ')', '.', 'é']) {
      expect(names.filter((name) => name.includes(sign))).not.toEqual([]);
    }
  });

  test('a stack analyser is questionable while it is calibrated', () => {
    const day = { start: NOW - TICKS_PER_DAY, end: NOW };
    const marked = archiveOf(plant, 'U1_STACK_SO2')
      .recorded(day)
      .filter((v) => v.questionable);
    expect(marked.length).toBeGreaterThan(3);
  });

  test('the oxygen probe is blind now and then', () => {
    const fortnight = { start: NOW - 14 * TICKS_PER_DAY, end: NOW };
    const bad = archiveOf(plant, 'U1_O2')
      .recorded(fortnight)
      .filter((v) => !v.good);
    expect(new Set(bad.map(stateOf))).toEqual(new Set(['Bad Input']));
  });
});

describe('the forecast', () => {
  test('lies ahead and is near what the load then becomes', () => {
    const forecast = archiveOf(plant, 'U1_LOAD_FCST');
    const ahead = forecast.recorded({ start: NOW, end: NOW + TICKS_PER_DAY });
    expect(ahead.length).toBeGreaterThanOrEqual(24);
    const load = archiveOf(plantAt('2025-11-20T00:00:00Z'), 'U1_LOAD_SP');
    const errors = ahead.map((value) =>
      Math.abs(Number(value.value) - Number(load.valueAt(value.at).value)),
    );
    expect(Math.max(...errors)).toBeLessThan(120);
  });
});

describe('a month of a busy point', () => {
  let archive: Archive;
  const month = { start: NOW - 30 * TICKS_PER_DAY, end: NOW, timeZone: 'UTC' };
  beforeAll(() => {
    archive = archiveOf(plant, 'U1_LOAD_NET');
  });

  test('its daily totals add up to its total', () => {
    const total = (duration?: string): number =>
      archive
        .summary({
          ...month,
          types: ['Total'],
          ...(duration === undefined ? {} : { duration: parseTimeSpan(duration) }),
        })
        .reduce((sum, { value }) => sum + Number(value.value), 0);
    expect(total('1d')).toBeCloseTo(total(), 6);
    expect(total('7h')).toBeCloseTo(total(), 6);
  });

  test('its plot holds the extremes of its recorded values', () => {
    const recorded = archive.recorded(month).map((value) => Number(value.value));
    const plotted = archive.plot({ ...month, intervals: 300 }).map((value) => Number(value.value));
    expect(Math.max(...plotted)).toBe(recorded.reduce((a, b) => Math.max(a, b)));
    expect(Math.min(...plotted)).toBe(recorded.reduce((a, b) => Math.min(a, b)));
  });
});
