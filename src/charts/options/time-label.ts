import { formatListTime, localTime } from '../../triggers/format-instant.ts';
import type { TrendPicture } from '../picture.schema.ts';

const DAY_MS = 86_400_000;

/**
 * The text of a tick of the time axis: `14:00`, `14.00` in Indonesian; at midnight the day that begins there, `28 Nov`.
 * The zone is written once, beside the axis.
 */
export function timeLabel(
  ms: number,
  stepMs: number,
  { timeZone, language, end }: Pick<TrendPicture, 'timeZone' | 'language' | 'end'>,
): string {
  const iso = new Date(ms).toISOString();
  const format = { timeZone, language, now: new Date(end) };
  const isMidnight = (localTime(ms, timeZone)?.localMs ?? 1) % DAY_MS === 0;
  if (stepMs >= DAY_MS || isMidnight) return formatListTime(iso, format, 'day', false);
  return formatListTime(iso, format, stepMs < 60_000 ? 'second' : 'minute', false);
}
