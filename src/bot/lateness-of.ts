import { type TimeFormat, formatAge, formatMinute } from '../triggers/index.ts';

/** When something was, and how long ago that is, in words. */
export type Lateness = (format: TimeFormat) => { readonly time: string; readonly age: string };

/**
 * How late something is; undefined while it is in time.
 *
 * @param limitMinutes none when 0
 */
export function latenessOf(since: Date, now: Date, limitMinutes: number): Lateness | undefined {
  const lateMs = now.getTime() - since.getTime();
  if (limitMinutes === 0 || lateMs <= limitMinutes * 60_000) return undefined;
  return (format) => ({
    time: formatMinute(since.toISOString(), format),
    age: formatAge(lateMs, format.language),
  });
}
