/**
 * A point in time as 100 ns ticks since 2020-01-01T00:00:00Z, a plain number.
 *
 * PI keeps 100 ns. A double counts them exactly from 1991 to 2048 with this epoch (not with the epoch of 1970), so
 * instants stay exact where a client wrote them and compare and add at the speed of numbers. `Infinity` is "no end yet".
 */
export type Instant = number;

export const TICKS_PER_MS = 10_000;
export const TICKS_PER_SECOND = 10_000_000;
export const TICKS_PER_MINUTE = 600_000_000;
export const TICKS_PER_HOUR = 36_000_000_000;
export const TICKS_PER_DAY = 864_000_000_000;

const EPOCH_MS = Date.UTC(2020, 0, 1);
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59);
const FIRST_MS = Date.UTC(1, 0, 1);

/** The instant of a Unix time in milliseconds, plus 100 ns ticks where milliseconds are too coarse. */
export function instantFromMs(unixMs: number, extraTicks = 0): Instant {
  return Math.round((unixMs - EPOCH_MS) * TICKS_PER_MS) + extraTicks;
}

/** Unix milliseconds of an instant, with the ticks as a fraction (rounded by the double; for calendars and charts). */
export function msFromInstant(at: Instant): number {
  return at / TICKS_PER_MS + EPOCH_MS;
}

/** The whole Unix millisecond an instant falls in, exactly. */
export function wholeMsFromInstant(at: Instant): number {
  return Math.floor(at / TICKS_PER_MS) + EPOCH_MS;
}

/** Seconds since the Unix epoch, with a fraction: what the plant's signals are computed from. */
export function unixSecondsFromInstant(at: Instant): number {
  return at / TICKS_PER_SECOND + EPOCH_MS / 1000;
}

/** The instant of Unix seconds, kept to the millisecond: finer than that a double of this size cannot say. */
export function instantFromUnixSeconds(seconds: number): Instant {
  return instantFromMs(Math.round(seconds * 1000));
}

/**
 * Writes an instant as PI Web API does: UTC, up to seven digits of fraction, trailing zeros dropped, none when zero.
 * `Infinity` (an open event frame) is written `9999-12-31T23:59:59Z`.
 */
export function formatInstant(at: Instant): string {
  const wholeSeconds = Math.floor(at / TICKS_PER_SECOND);
  const secondMs = wholeSeconds * 1000 + EPOCH_MS;
  if (!(secondMs < LAST_MS)) return '9999-12-31T23:59:59Z';
  if (secondMs < FIRST_MS) return '0001-01-01T00:00:00Z';
  const text = new Date(secondMs).toISOString().slice(0, 19);
  const ticks = Math.round(at - wholeSeconds * TICKS_PER_SECOND);
  if (ticks === 0) return `${text}Z`;
  return `${text}.${String(ticks).padStart(7, '0').replace(/0+$/, '')}Z`;
}
