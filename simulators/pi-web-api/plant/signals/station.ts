import { DAY_S, HOUR_S, dayOf, hourOfDay } from './calendar.ts';
import { noiseAt, seedOf } from './random.ts';
import { createUnit } from './unit.ts';

/** The station: two units on one grid, one coast and one weather. Times are Unix seconds. */
export function createStation(seed: number) {
  const own = seedOf(seed, 'station');
  const units = [createUnit(seed, 1), createUnit(seed, 2)] as const;
  return {
    seed,
    units,
    /** Hz; the same for both units, as they are on one grid. */
    gridFrequency: (t: number): number =>
      50 + 0.055 * noiseAt(own + 1, t, 40) + 0.06 * noiseAt(own + 2, t, 500),
    /** °C of the air, warmest in the early afternoon. */
    ambient: (t: number): number =>
      28.2 +
      3.6 * Math.sin(((hourOfDay(t) - 8.5) / 24) * 2 * Math.PI) +
      noiseAt(own + 3, t, 3 * HOUR_S),
    /** °C of the sea at the intake. */
    seaWater: (t: number): number =>
      29.4 + 0.6 * Math.sin((dayOf(t) / 365) * 2 * Math.PI) + 0.5 * noiseAt(own + 4, t, DAY_S),
  };
}

export type Station = ReturnType<typeof createStation>;
