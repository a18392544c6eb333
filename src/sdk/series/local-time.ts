import { Temporal } from 'temporal-polyfill';

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?$/;

/**
 * Reads times of a wall clock that do not say their zone.
 *
 * Of an hour that comes twice, when clocks go back, the first is taken; nothing in the text tells them apart. A time with
 * `Z` or an offset keeps it.
 *
 * @returns a function from `YYYY-MM-DD HH:MM:SS` to ms since 1970 UTC, undefined for anything else
 */
export function localTimeReader(timeZone: string): (text: string) => number | undefined {
  // Clocks change on a ten-minute mark everywhere, so a row costs one zone look-up in ten minutes of data.
  const offsets = new Map<string, number>();

  function offsetAt(text: string, wallMs: number): number {
    const key = text.slice(0, 15);
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const wall = Temporal.PlainDateTime.from(text.slice(0, 16).replace(' ', 'T'));
    const offsetMs = wall.toZonedDateTime(timeZone).offsetNanoseconds / 1e6;
    // In the hour that a change of the clock leaves out, the offset before it leads to the right instant.
    if (offsets.size > 10_000) offsets.clear();
    offsets.set(key, Number.isFinite(wallMs) ? offsetMs : 0);
    return offsetMs;
  }

  return (text) => {
    const [, year, month, day, hour, minute, second = '0', fraction = '0'] = LOCAL.exec(text) ?? [];
    if (year === undefined) {
      const ms = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN;
      return Number.isNaN(ms) ? undefined : ms;
    }
    const wallMs = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction.padEnd(3, '0')),
    );
    return wallMs - offsetAt(text, wallMs);
  };
}
