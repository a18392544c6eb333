import { Temporal } from 'temporal-polyfill';

/** An instant with the site's offset, for a model or a program: `2026-11-20T14:32:05+07:00`. */
export function siteTime(iso: string, timeZone: string): string {
  try {
    return Temporal.Instant.from(iso).toString({ timeZone });
  } catch {
    // What a source stamped and nobody can read is told as it came.
    return iso;
  }
}
