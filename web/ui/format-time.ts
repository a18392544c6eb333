import type { Language } from '../app/languages.ts';
import { siteZone } from '../lib/site-zone.ts';

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', id: 'id-ID' };

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

/** `27 Nov, 14:32 WIB`, in the site's zone; the year is written where it is not this one, seconds where asked for. */
export function formatInstant(
  at: string,
  language: Language,
  detail: 'short' | 'seconds' | 'full' = 'short',
): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return at;
  const isFull = detail === 'full';
  return new Intl.DateTimeFormat(LOCALE[language], {
    day: 'numeric',
    month: isFull ? 'long' : 'short',
    ...(isFull || !isOfThisYear(instant) ? { year: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    ...(detail === 'short' ? {} : { second: '2-digit' }),
    timeZoneName: 'short',
    timeZone: siteZone(),
    // Only Indonesian knows WIB, WITA and WIT by name; everybody at the plant does.
  })
    .formatToParts(instant)
    .map(({ type, value }) => (type === 'timeZoneName' ? zoneName(instant, value) : value))
    .join('');
}

function zoneName(instant: Date, usual: string): string {
  const format = new Intl.DateTimeFormat('id-ID', { timeZoneName: 'short', timeZone: siteZone() });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
  return name?.startsWith('WI') ? name : usual;
}

function isOfThisYear(instant: Date): boolean {
  const format = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: siteZone() });
  return format.format(instant) === format.format(new Date());
}

/** `14:32`, at the site. */
export function formatClock(at: string | number, language: Language): string {
  const options = { hour: '2-digit', minute: '2-digit', timeZone: siteZone() } as const;
  return new Intl.DateTimeFormat(LOCALE[language], options).format(new Date(at));
}

/** `3 minutes ago`, `in 2 days`. */
export function formatRelative(at: string, nowMs: number, language: Language): string {
  let amount = (new Date(at).getTime() - nowMs) / 1000;
  for (const [unit, perNext] of STEPS) {
    if (Math.abs(amount) < perNext) {
      const format = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto' });
      return format.format(Math.round(amount), unit);
    }
    amount /= perNext;
  }
  return at;
}

/** A number as people here write it. */
export function formatNumber(
  value: number,
  language: Language,
  options: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(LOCALE[language], options).format(value);
}

/** `25 minutes`, `3 hours`: how long something took, in its largest unit. */
export function formatSpan(ms: number, language: Language): string {
  let amount = Math.max(0, ms) / 1000;
  for (const [unit, perNext] of STEPS) {
    if (amount < perNext) {
      const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
      return new Intl.NumberFormat(LOCALE[language], options).format(Math.round(amount));
    }
    amount /= perNext;
  }
  return '';
}
