import { formatNumber, type Language } from '../triggers/index.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const UNITS: Readonly<Record<Language, readonly [string, string, string, string]>> = {
  en: ['d', 'h', 'min', 's'],
  id: ['hari', 'jam', 'mnt', 'dtk'],
};

/**
 * How long something lasted, as exactly as one says it: `0.4 s`, `12 min 30 s`, `7 h 12 min`, `12 d 4 h`. Seconds up to
 * an hour, minutes above; rounded, with no part that is 0.
 */
export function durationText(ms: number, language: Language): string {
  const [days, hours, minutes, seconds] = UNITS[language];
  if (ms < SECOND_MS)
    return `${formatNumber(Math.max(0, ms) / SECOND_MS, -1, language)} ${seconds}`;
  const isShort = Math.round(ms / SECOND_MS) * SECOND_MS < HOUR_MS;
  const unitMs = isShort ? SECOND_MS : MINUTE_MS;
  const rounded = Math.round(ms / unitMs) * unitMs;
  const isLong = rounded >= 2 * DAY_MS;
  const parts: readonly (readonly [number, string])[] = [
    [isLong ? Math.floor(rounded / DAY_MS) : 0, days],
    [Math.floor((isLong ? rounded % DAY_MS : rounded) / HOUR_MS), hours],
    [Math.floor((rounded % HOUR_MS) / MINUTE_MS), minutes],
    [Math.floor((rounded % MINUTE_MS) / SECOND_MS), seconds],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
