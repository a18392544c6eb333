import { Temporal } from 'temporal-polyfill';
import { instantFromMs, wholeMsFromInstant } from './instant.ts';
import type { Instant } from './instant.ts';
import { TimeError } from './time-error.ts';
import { WINDOWS_ZONES } from './windows-zones.ts';

const resolved = new Map<string, string>();

/** The IANA zone of an IANA or Windows name, any case. Throws `TimeError` for an unknown one. */
export function resolveTimeZone(name: string): string {
  const key = name.trim().toLowerCase();
  const known = resolved.get(key) ?? WINDOWS_ZONES.get(key);
  if (known !== undefined) return known;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: key }).resolvedOptions().timeZone;
    // Clients choose these names; the map must not grow with what they invent.
    if (resolved.size < 1000) resolved.set(key, zone);
    return zone;
  } catch {
    throw new TimeError(`The specified time zone '${name}' is not valid.`, name);
  }
}

/** The wall clock of a zone at an instant, and the 100 ns ticks below the millisecond that it cannot hold. */
export function toWallClock(
  at: Instant,
  timeZone: string,
): { wall: Temporal.PlainDateTime; extraTicks: number } {
  const ms = wholeMsFromInstant(at);
  const extraTicks = at - instantFromMs(ms);
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  return { wall: zoned.toPlainDateTime(), extraTicks };
}

/**
 * The instant a wall clock shows. A time the clocks skip is read as after the change; a time they show twice is read
 * as standard time, as .NET does.
 */
export function fromWallClock(
  wall: Temporal.PlainDateTime,
  timeZone: string,
  extraTicks = 0,
): Instant {
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const belowMs = Math.round((wall.microsecond * 1000 + wall.nanosecond) / 100);
  return instantFromMs(zoned.epochMilliseconds, belowMs + extraTicks);
}

/** 00:00 of the day an instant falls on. */
export function startOfDay(at: Instant, timeZone: string): Temporal.PlainDateTime {
  return toWallClock(at, timeZone).wall.toPlainDate().toPlainDateTime();
}
