import { Temporal } from 'temporal-polyfill';

export interface LocalClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What the clocks of a zone show at an instant in milliseconds. */
export function localClock(ms: number, timeZone: string): LocalClock {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(timeZone);
  const { year, month, day, hour, minute, second } = local;
  return { year, month, day, hour, minute, second };
}

/** The zone that is written behind a time; the site's own where none is, undefined where it is not known. */
export function zoneOf(written: string | undefined, siteZone: string): string | undefined {
  if (written === undefined) return siteZone;
  const upper = written.toUpperCase();
  const known = NAMED_ZONES[upper];
  if (known !== undefined) return known;
  const offset = /^(?:UTC|GMT)?([+-]\d{1,2})(?::?(\d{2}))?$/.exec(upper);
  if (offset) {
    const hours = Number(offset[1]);
    const sign = (offset[1] ?? '').startsWith('-') ? '-' : '+';
    return `${sign}${String(Math.abs(hours)).padStart(2, '0')}:${offset[2] ?? '00'}`;
  }
  const names = new Intl.DateTimeFormat('en-GB', { timeZone: siteZone, timeZoneName: 'short' });
  const summer = [0, 6].map(
    (month) =>
      names.formatToParts(Date.UTC(2026, month, 1)).find(({ type }) => type === 'timeZoneName')
        ?.value,
  );
  return summer.includes(upper) ? siteZone : undefined;
}

const NAMED_ZONES: Readonly<Record<string, string>> = {
  WIB: 'Asia/Jakarta',
  WITA: 'Asia/Makassar',
  WIT: 'Asia/Jayapura',
  UTC: 'UTC',
  GMT: 'UTC',
  Z: 'UTC',
};
