import { Temporal } from 'temporal-polyfill';
import { foldText, parsePoint } from './time-point.ts';

const TEXT_LENGTH_MAX = 80;

/** When and where an instant is said. */
export interface SaidAt {
  readonly now: Date;
  /** The site's IANA zone. */
  readonly timeZone: string;
}

/**
 * Reads one moment as people (English, Indonesian) and PI say it: `06:00`, `yesterday 14:30`, `kemarin jam 3 sore`,
 * `1 nov 08:00`, `3 jam lalu`, `*-8h`. A day alone is its midnight; a time of day alone is the latest that has begun.
 * Undefined for anything else. Never throws.
 */
export function readInstant(text: string, { now, timeZone }: SaidAt): Date | undefined {
  const said = foldText(text).replace(/^(?:since|sejak|from|dari|at|mulai) /, '');
  if (said === '' || said.length > TEXT_LENGTH_MAX) return undefined;
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  try {
    const point = parsePoint(said === 'y' ? 'yesterday' : said, zoned);
    if (!point) return undefined;
    const isAhead = point.timeOnly && Temporal.ZonedDateTime.compare(point.start, zoned) > 0;
    const at = isAhead
      ? zoned.subtract({ days: 1 }).withPlainTime(point.timeOnly ?? point.start.toPlainTime())
      : point.start;
    return new Date(at.epochMilliseconds);
  } catch (error) {
    // The calendar's way to refuse the 31st of November and spans beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
