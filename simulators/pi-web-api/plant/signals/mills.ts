import { DAY_S, HOUR_S, shiftOf, startOfShift } from './calendar.ts';
import type { Dispatch } from './dispatch.ts';
import type { Outage, Outages } from './outages.ts';
import { randomOf, seedOf } from './random.ts';

/** States of a mill, in the order of the digital set's codes. */
export const MILL_STATES = ['Running', 'Stopped', 'Tripped', 'Maintenance'] as const;
export type MillState = 0 | 1 | 2 | 3;
const RUNNING = 0;
const STOPPED = 1;
const TRIPPED = 2;
const MAINTENANCE = 3;

export const MILLS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** A mill falls out under load; another one, or the same, makes up for it. Unix seconds. */
export type MillTrip = {
  readonly mill: number;
  readonly at: number;
  /** The trip is reset: Stopped. */
  readonly resetAt: number;
  readonly restartAt: number;
  /** MW the unit loses until the others have taken over. */
  readonly lostMw: number;
  readonly recoveredAt: number;
  readonly cause: string;
};

const TRIP_PERIOD_S = 3 * DAY_S;
const MAINTENANCE_PERIOD_S = 10 * DAY_S;
const MW_PER_MILL = 125;
const CAUSES = [
  'Primary air flow low',
  'Motor current high',
  'Outlet temperature high',
  'Feeder blocked',
  'Lube oil pressure low',
];

/** The six mills of one unit, as functions of time alone. */
export function createMills(
  seed: number,
  unit: number,
  { dispatch, outages }: { dispatch: Dispatch; outages: Outages },
) {
  const own = seedOf(seed, `mills/${unit}`);
  const tripOfPeriod = new Map<number, MillTrip | null>();
  const orderOfShift = new Map<number, readonly number[]>();

  /** The mills a shift wants, those in maintenance left out; the order changes every week. */
  function inService(shift: number): readonly number[] {
    let mills = orderOfShift.get(shift);
    if (mills === undefined) {
      const start = startOfShift(shift);
      const peak = dispatch.peak(start, start + 8 * HOUR_S);
      const wanted = Math.min(5, Math.ceil(peak / MW_PER_MILL));
      const week = Math.floor(shift / 21);
      mills = MILLS.map((_, mill) => mill)
        .filter(
          (mill) => !isInMaintenance(mill, start) && !isInMaintenance(mill, start + 8 * HOUR_S),
        )
        .sort((a, b) => randomOf(own + a, week) - randomOf(own + b, week))
        .slice(0, wanted);
      if (orderOfShift.size > 2000) orderOfShift.clear();
      orderOfShift.set(shift, mills);
    }
    return mills;
  }

  /** Mills change over some minutes after the shift does, one after the other. */
  function changeoverAt(shift: number, mill: number): number {
    return Math.round(startOfShift(shift) + 600 + 2400 * randomOf(own + 20 + mill, shift));
  }

  function rankInService(mill: number, t: number): number {
    const shift = shiftOf(t);
    return inService(t < changeoverAt(shift, mill) ? shift - 1 : shift).indexOf(mill);
  }

  function maintenanceOf(period: number): { mill: number; from: number; to: number } {
    const start = period * MAINTENANCE_PERIOD_S;
    const from =
      start + Math.round((0.2 + 0.3 * randomOf(own + 30, period)) * MAINTENANCE_PERIOD_S);
    const to = from + Math.round((20 + 36 * randomOf(own + 31, period)) * HOUR_S);
    return { mill: Math.floor(randomOf(own + 32, period) * MILLS.length), from, to };
  }

  function isInMaintenance(mill: number, t: number): boolean {
    const window = maintenanceOf(Math.floor(t / MAINTENANCE_PERIOD_S));
    return window.mill === mill && t >= window.from && t < window.to;
  }

  function tripOf(period: number): MillTrip | null {
    const known = tripOfPeriod.get(period);
    if (known !== undefined) return known;
    const trip = makeTrip(period);
    if (tripOfPeriod.size > 1000) tripOfPeriod.clear();
    tripOfPeriod.set(period, trip);
    return trip;
  }

  function makeTrip(period: number): MillTrip | null {
    const random = (salt: number): number => randomOf(own + salt, period);
    const at = Math.round(period * TRIP_PERIOD_S + (0.05 + 0.85 * random(40)) * TRIP_PERIOD_S);
    if (outages.around(at) !== undefined || outages.around(at + 2 * HOUR_S) !== undefined)
      return null;
    const running = MILLS.map((_, mill) => mill).filter((mill) => rankInService(mill, at) >= 0);
    const mill = running[Math.floor(random(41) * running.length)];
    if (mill === undefined || isInMaintenance(mill, at)) return null;
    return {
      mill,
      at,
      resetAt: at + 900 + Math.round(1500 * random(42)),
      restartAt: at + 3600 + Math.round(2400 * random(43)),
      lostMw: 55 + 30 * random(44),
      recoveredAt: at + 1500 + Math.round(600 * random(45)),
      cause: CAUSES[Math.floor(random(46) * CAUSES.length)] ?? '',
    };
  }

  function tripAround(t: number): MillTrip | null {
    const trip = tripOf(Math.floor(t / TRIP_PERIOD_S));
    return trip !== null && t >= trip.at && t < trip.restartAt ? trip : null;
  }

  function stateAt(mill: number, t: number): MillState {
    if (isInMaintenance(mill, t)) return MAINTENANCE;
    const rank = rankInService(mill, t);
    const outage = outages.around(t);
    if (outage !== undefined && t >= outage.at) return stateInOutage(outage, rank, t);
    const trip = tripAround(t);
    if (trip?.mill === mill) return t < trip.resetAt ? TRIPPED : STOPPED;
    return rank >= 0 ? RUNNING : STOPPED;
  }

  return {
    stateAt,
    tripAround,
    /** Mill trips that begin in [from, to), in order. */
    tripsBetween(from: number, to: number): MillTrip[] {
      const found: MillTrip[] = [];
      const last = Math.floor(to / TRIP_PERIOD_S);
      for (let period = Math.floor(from / TRIP_PERIOD_S); period <= last; period++) {
        const trip = tripOf(period);
        if (trip !== null && trip.at >= from && trip.at < to) found.push(trip);
      }
      return found;
    },
    runningCount(t: number): number {
      let count = 0;
      for (let mill = 0; mill < MILLS.length; mill++) if (stateAt(mill, t) === RUNNING) count++;
      return count;
    },
    /** Every instant in [from, to) at which a mill's state may change. */
    changesBetween(mill: number, from: number, to: number): number[] {
      const instants: number[] = [];
      for (let shift = shiftOf(from) - 1; shift <= shiftOf(to); shift++) {
        instants.push(changeoverAt(shift, mill));
      }
      const lastPeriod = Math.floor(to / MAINTENANCE_PERIOD_S);
      for (let period = Math.floor(from / MAINTENANCE_PERIOD_S); period <= lastPeriod; period++) {
        const window = maintenanceOf(period);
        instants.push(window.from, window.to);
      }
      const lastTrip = Math.floor(to / TRIP_PERIOD_S);
      for (let period = Math.floor(from / TRIP_PERIOD_S); period <= lastTrip; period++) {
        const trip = tripOf(period);
        if (trip !== null) instants.push(trip.at, trip.resetAt, trip.restartAt);
      }
      for (const outage of outages.between(from - 2 * DAY_S, to)) {
        instants.push(outage.at, outage.at + TRIP_RESET_S, outage.normalAt);
        for (let rank = 0; rank < MILLS.length; rank++) instants.push(startAfter(outage, rank));
      }
      return [...new Set(instants)].filter((t) => t >= from && t < to).sort((a, b) => a - b);
    },
  };
}

export type Mills = ReturnType<typeof createMills>;

const TRIP_RESET_S = 900;

function stateInOutage(outage: Outage, rank: number, t: number): MillState {
  if (rank < 0) return STOPPED;
  if (outage.kind === 'trip' && t < outage.at + TRIP_RESET_S) return TRIPPED;
  return t >= startAfter(outage, rank) ? RUNNING : STOPPED;
}

/** Mills are put in one by one as the load comes up, the first just before synchronising. */
function startAfter(outage: Outage, rank: number): number {
  return outage.syncAt + rank * 26 * 60 - 600;
}

/** MW lost to a mill trip at `t`: down in two minutes, held while the others load up, back in ten. */
export function lossOf(trip: MillTrip | null, t: number): number {
  if (trip === null || t < trip.at) return 0;
  const since = t - trip.at;
  if (since < 120) return (trip.lostMw * since) / 120;
  if (t < trip.recoveredAt - 600) return trip.lostMw;
  return t < trip.recoveredAt ? (trip.lostMw * (trip.recoveredAt - t)) / 600 : 0;
}
