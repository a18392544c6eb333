import type { EventSource } from '../../archive/event-source.ts';
import type { DigitalState, TimedValue } from '../../archive/model.ts';
import { instantFromMs, msFromInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import { randomOf } from './random.ts';

/** What a signal reads at a Unix time in seconds. A system state is a bad value. */
export type Reading = number | string | DigitalState;

export type CellSignal = {
  readonly seed: number;
  /** One event may fall into every stretch of this length. */
  readonly periodS: number;
  readonly read: (t: number) => Reading;
  /** The part of the events that compression leaves out, 0…0.8. Default 0.3. */
  readonly dropped?: number;
  /** Time stamps as the interface writes them. Default millisecond. */
  readonly stamp?: 'second' | 'millisecond' | 'tick';
  /** Events exactly at the beginning of every cell: forecasts, totals. */
  readonly isRegular?: boolean;
  readonly isSingle?: boolean;
  readonly flagsAt?: (t: number) => EventFlags | undefined;
};

export type EventFlags = {
  readonly questionable?: boolean;
  readonly substituted?: boolean;
  readonly annotated?: boolean;
};

/** Compression lets a value through at least this often, whatever it left out before (CompMax). */
const KEPT_EVERY = 6;

/**
 * Events computed from their number: time is cut into cells, a cell holds one event at an instant of its own, or none
 * where compression left it out. The event at, before or after any instant is found in a few steps, without a memory.
 */
export function createCellSource(signal: CellSignal): EventSource {
  const { seed, periodS, dropped = 0.3, stamp = 'millisecond', isRegular = false } = signal;

  function isKept(cell: number): boolean {
    return isRegular || cell % KEPT_EVERY === 0 || randomOf(seed ^ 0x51ed27, cell) >= dropped;
  }

  function unixMsOf(cell: number): number {
    if (isRegular) return cell * periodS * 1000;
    const t = (cell + 0.04 + 0.92 * randomOf(seed, cell)) * periodS;
    return stamp === 'second' ? Math.floor(t) * 1000 : Math.round(t * 1000);
  }

  function instantOf(cell: number): Instant {
    const ticks = stamp === 'tick' ? Math.floor(randomOf(seed ^ 0x2f6b1d, cell) * 10_000) : 0;
    return instantFromMs(unixMsOf(cell), ticks);
  }

  function eventOf(cell: number, at: Instant): TimedValue {
    const t = unixMsOf(cell) / 1000;
    const reading = signal.read(t);
    const flags = signal.flagsAt?.(t);
    return {
      at,
      value: typeof reading === 'number' && signal.isSingle ? Math.fround(reading) : reading,
      good: typeof reading !== 'object' || !reading.isSystem,
      questionable: flags?.questionable ?? false,
      substituted: flags?.substituted ?? false,
      annotated: flags?.annotated ?? false,
    };
  }

  function cellOf(at: Instant): number {
    return Math.floor(msFromInstant(at) / 1000 / periodS);
  }

  return {
    each(from, to, visit) {
      const last = cellOf(to);
      for (let cell = cellOf(from); cell <= last; cell++) {
        if (!isKept(cell)) continue;
        const at = instantOf(cell);
        if (at < from) continue;
        if (at > to) return true;
        if (visit(eventOf(cell, at)) === false) return false;
      }
      return true;
    },
    before(at, inclusive) {
      for (let cell = cellOf(at); ; cell--) {
        if (!isKept(cell)) continue;
        const found = instantOf(cell);
        if (found < at || (inclusive && found === at)) return eventOf(cell, found);
      }
    },
    after(at, inclusive) {
      for (let cell = cellOf(at); ; cell++) {
        if (!isKept(cell)) continue;
        const found = instantOf(cell);
        if (found > at || (inclusive && found === at)) return eventOf(cell, found);
      }
    },
  };
}
