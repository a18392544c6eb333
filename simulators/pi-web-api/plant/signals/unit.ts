import { DAY_S, HOUR_S, dayOf, startOfDay } from './calendar.ts';
import { createDispatch } from './dispatch.ts';
import { createMills, lossOf } from './mills.ts';
import { RAMP_DOWN_S, createOutages, loadLimit } from './outages.ts';
import type { Outage } from './outages.ts';
import { noiseAt, seedOf } from './random.ts';

/** Modes of a unit, in the order of the digital set's codes. */
export const UNIT_MODES = ['Startup', 'Base Load', 'Load Following', 'Shutdown', 'Trip'] as const;
export type UnitMode = 0 | 1 | 2 | 3 | 4;

/** How fast the boiler cools and depressurises when the fire is out. */
const COOLING_S = 5 * HOUR_S;

/** One unit of the station: what everything measured on it follows from. Times are Unix seconds. */
export function createUnit(seed: number, number: number) {
  const own = seedOf(seed, `unit/${number}`);
  const dispatch = createDispatch(seed, number);
  const outages = createOutages(seed, number);
  const mills = createMills(seed, number, { dispatch, outages });

  /** Net load without measuring noise, MW: what dispatcher, outages and mills leave. */
  function netLoad(t: number): number {
    const limit = loadLimit(outages.around(t), t);
    if (limit === 0) return 0;
    const lost = lossOf(mills.tripAround(t), t);
    const swing = 1.2 * noiseAt(own + 1, t, 95) + 1.6 * noiseAt(own + 2, t, 420);
    return Math.max(0, Math.min(dispatch.target(t) + swing, limit) - lost);
  }

  /** Gross load at the generator terminals: net plus the auxiliaries. */
  function grossLoad(t: number): number {
    const net = netLoad(t);
    return net === 0 ? 0 : net + 18 + 0.036 * net;
  }

  /** 1 with the fire on, falling towards 0 as the boiler cools, rising again from first fire. */
  function heat(t: number): number {
    const outage = outages.around(t);
    if (outage === undefined || t < outage.at) return 1;
    const lowest = Math.exp(-(Math.min(t, outage.lightOffAt) - outage.at) / COOLING_S);
    if (t < outage.lightOffAt) return lowest;
    const progress = Math.min(
      1,
      (t - outage.lightOffAt) / (outage.syncAt + 1800 - outage.lightOffAt),
    );
    return lowest + (1 - lowest) * progress;
  }

  function modeAt(t: number): UnitMode {
    const outage = outages.around(t);
    if (outage !== undefined) {
      if (t >= outage.lightOffAt) return 0;
      if (outage.kind === 'shutdown') return 3;
      if (t >= outage.at) return 4;
    }
    return dispatch.isBaseLoad(t) ? 1 : 2;
  }

  return {
    number,
    seed: own,
    dispatch,
    outages,
    mills,
    netLoad,
    grossLoad,
    heat,
    modeAt,
    /** True while there is no fire in the boiler. */
    isCold(t: number): boolean {
      const outage = outages.around(t);
      return outage !== undefined && t >= outage.at && t < outage.lightOffAt;
    },
    /** Every instant in [from, to) at which the mode may change. */
    modeChangesBetween(from: number, to: number): number[] {
      const instants: number[] = [];
      for (let day = dayOf(from); day <= dayOf(to); day++) {
        instants.push(startOfDay(day), startOfDay(day) + DAY_S / 2);
      }
      for (const outage of outages.between(from - 2 * DAY_S, to + RAMP_DOWN_S)) {
        instants.push(outage.at - RAMP_DOWN_S, outage.at, outage.lightOffAt, outage.normalAt);
      }
      return instants.filter((t) => t >= from && t < to).sort((a, b) => a - b);
    },
    /** Breaker openings and closings in [from, to): where the load jumps and an archive keeps both sides. */
    jumpsBetween(from: number, to: number): number[] {
      return outages
        .between(from - 2 * DAY_S, to)
        .flatMap((outage: Outage) => [outage.at, outage.syncAt])
        .filter((t) => t >= from && t < to);
    },
  };
}

export type Unit = ReturnType<typeof createUnit>;
