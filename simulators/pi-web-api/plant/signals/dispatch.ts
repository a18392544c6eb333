import { DAY_S, HOUR_S, dayOf, hourOfDay, startOfDay, weekdayOf } from './calendar.ts';
import { clamp, noiseAt, randomOf, seedOf } from './random.ts';

/** Some MW below the rated 620, so that the controls' swing stays under it. */
const MAX_NET_MW = 615;
const MIN_NET_MW = 330;
/** The dispatcher gives a new set point every half hour; it is reached at the unit's ramp rate. */
const SLOT_S = 1800;
const RAMP_S = 600;

/** Grid demand by hour at the station: a working-day plateau and the evening peak. MW net of one unit. */
const DEMAND_BY_HOUR = [
  425, 405, 395, 390, 400, 430, 470, 505, 535, 555, 560, 555, 540, 550, 555, 550, 545, 565, 600,
  610, 605, 580, 530, 470,
];

/** What the dispatcher asks of one unit, outages aside. */
export function createDispatch(seed: number, unit: number) {
  const own = seedOf(seed, `dispatch/${unit}`);

  function setPoint(slot: number): number {
    const t = slot * SLOT_S;
    if (isBaseLoad(t)) return 600;
    const hour = hourOfDay(t);
    const from = DEMAND_BY_HOUR[Math.floor(hour)] ?? 500;
    const to = DEMAND_BY_HOUR[(Math.floor(hour) + 1) % 24] ?? 500;
    const demand = from + (to - from) * (hour % 1);
    const isWeekend = weekdayOf(dayOf(t)) >= 5;
    const wanted =
      demand * (isWeekend ? 0.9 : 1) +
      30 * noiseAt(own + 1, t, 3 * DAY_S) +
      25 * noiseAt(own + 2, t, 5 * HOUR_S) +
      10 * (randomOf(own + 3, slot) * 2 - 1);
    return clamp(Math.round(wanted / 5) * 5, MIN_NET_MW, MAX_NET_MW);
  }

  /** Some half days the unit runs at a fixed load. */
  function isBaseLoad(t: number): boolean {
    const day = dayOf(t);
    const half = t >= startOfDay(day) + DAY_S / 2 ? 1 : 0;
    return randomOf(own + 4, day * 2 + half) < 0.12;
  }

  return {
    setPoint: (t: number): number => setPoint(Math.floor(t / SLOT_S)),
    isBaseLoad,
    /** The load the unit's controls aim at, ramps included: MW net at `t`. */
    target(t: number): number {
      const slot = Math.floor(t / SLOT_S);
      const since = t - slot * SLOT_S;
      const now = setPoint(slot);
      if (since >= RAMP_S) return now;
      const before = setPoint(slot - 1);
      return before + ((now - before) * since) / RAMP_S;
    },
    /** The greatest set point in [from, to). */
    peak(from: number, to: number): number {
      let peak = 0;
      for (let slot = Math.floor(from / SLOT_S); slot * SLOT_S < to; slot++) {
        peak = Math.max(peak, setPoint(slot));
      }
      return peak;
    },
  };
}

export type Dispatch = ReturnType<typeof createDispatch>;
