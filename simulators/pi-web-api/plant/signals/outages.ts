import { DAY_S, HOUR_S, dayOf, startOfDay } from './calendar.ts';
import { randomOf, seedOf } from './random.ts';

/** A stretch in which a unit is off the grid. All instants are Unix seconds. */
export type Outage = {
  readonly kind: 'trip' | 'shutdown';
  /** The generator breaker opens. */
  readonly at: number;
  /** First fire: the mode becomes Startup. */
  readonly lightOffAt: number;
  /** The generator is on the grid again. */
  readonly syncAt: number;
  /** Load following is resumed. */
  readonly normalAt: number;
  readonly cause: string;
};

/** Every stretch of this length has one trip in its first half, so no month passes without one. */
const PERIOD_S = 15 * DAY_S;

const CAUSES = [
  'Drum level very low',
  'Furnace pressure high',
  'Turbine vibration high',
  'Loss of boiler feed pump A',
  'Generator protection 86G',
  'Condenser vacuum low',
  'Loss of flame',
  'ID fan A trip',
];
const SHUTDOWN_CAUSES = ['Reserve shutdown', 'Condenser cleaning', 'Tube leak repair'];

/** MW a minute after synchronising, and before a planned shutdown. */
export const RAMP_UP_PER_MINUTE = 4.5;
const RAMP_DOWN_PER_MINUTE = 8;
const LOAD_AT_SYNC = 35;
const LOAD_AT_SHUTDOWN = 60;
export const RAMP_DOWN_S = 90 * 60;

/** The outages of one unit, as a function of time alone. */
export function createOutages(seed: number, unit: number) {
  const own = seedOf(seed, `outages/${unit}`);
  const shiftS = unit * 7.3 * DAY_S;
  const ofPeriod = new Map<number, readonly Outage[]>();

  function periodOf(t: number): number {
    return Math.floor((t - shiftS) / PERIOD_S);
  }

  function listOfPeriod(period: number): readonly Outage[] {
    let outages = ofPeriod.get(period);
    if (outages === undefined) {
      if (ofPeriod.size > 500) ofPeriod.clear();
      outages = makeOutages(own, period, period * PERIOD_S + shiftS);
      ofPeriod.set(period, outages);
    }
    return outages;
  }

  return {
    /** The outage that shapes the load at `t`, from the ramp down before it to normal running after it. */
    around(t: number): Outage | undefined {
      // No outage reaches into the next period: the last one begins four days before its end.
      return listOfPeriod(periodOf(t)).find(
        (outage) => t >= outage.at - RAMP_DOWN_S && t < outage.normalAt,
      );
    },
    /** Outages that begin in [from, to), in order. */
    between(from: number, to: number): Outage[] {
      const found: Outage[] = [];
      for (let period = periodOf(from); period <= periodOf(to); period++) {
        for (const outage of listOfPeriod(period)) {
          if (outage.at >= from && outage.at < to) found.push(outage);
        }
      }
      return found;
    },
  };
}

export type Outages = ReturnType<typeof createOutages>;

/** The most a unit can carry at `t` because of an outage: MW net. */
export function loadLimit(outage: Outage | undefined, t: number): number {
  if (outage === undefined) return Infinity;
  if (t < outage.at) {
    if (outage.kind === 'trip') return Infinity;
    return LOAD_AT_SHUTDOWN + ((outage.at - t) / 60) * RAMP_DOWN_PER_MINUTE;
  }
  if (t < outage.syncAt) return 0;
  return LOAD_AT_SYNC + ((t - outage.syncAt) / 60) * RAMP_UP_PER_MINUTE;
}

function makeOutages(seed: number, period: number, start: number): Outage[] {
  const random = (salt: number): number => randomOf(seed + salt, period);
  const tripAt = Math.round((start + (0.1 + 0.45 * random(1)) * PERIOD_S) * 10) / 10;
  const outages = [
    makeOutage('trip', tripAt, {
      offlineS: (1.2 + 1.1 * random(2)) * HOUR_S,
      startupS: (0.9 + 0.7 * random(3)) * HOUR_S,
      cause: CAUSES[Math.floor(random(4) * CAUSES.length)] ?? '',
    }),
  ];
  if (random(5) < 0.25) {
    const evening = startOfDay(dayOf(start + 0.7 * PERIOD_S)) + 22.5 * HOUR_S;
    outages.push(
      makeOutage('shutdown', evening, {
        offlineS: (6 + 3 * random(6)) * HOUR_S,
        startupS: (1.6 + random(7)) * HOUR_S,
        cause: SHUTDOWN_CAUSES[Math.floor(random(8) * SHUTDOWN_CAUSES.length)] ?? '',
      }),
    );
  }
  return outages;
}

function makeOutage(
  kind: Outage['kind'],
  at: number,
  { offlineS, startupS, cause }: { offlineS: number; startupS: number; cause: string },
): Outage {
  const lightOffAt = Math.round(at + offlineS);
  const syncAt = Math.round(lightOffAt + startupS);
  const normalAt = syncAt + 130 * 60;
  return { kind, at, lightOffAt, syncAt, normalAt, cause };
}
