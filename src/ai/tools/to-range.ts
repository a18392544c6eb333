import type { TagInfo, TimeRange } from '#sdk';
import { rangeBackwards, rangeInFuture, rangeTooLong } from '../ai.errors.ts';

const YEARS_MAX_MS = 2 * 366 * 86_400_000;

/**
 * A range as sources take it. It ends now where its end is yet to come, so that an average of today is one of what has
 * been; only forecasts have values after that.
 *
 * @throws AppError `ai.range_backwards`, `ai.range_in_future`, `ai.range_too_long`
 */
export function toRange(
  { start, end }: { readonly start: string; readonly end: string },
  tags: readonly Pick<TagInfo, 'future'>[],
  now: Date,
): TimeRange {
  const startMs = Math.max(Date.parse(start), 0);
  const endMs = Date.parse(end);
  if (!(startMs < endMs)) throw rangeBackwards();
  const mayBeAhead = tags.length > 0 && tags.every(({ future }) => future);
  if (!mayBeAhead && startMs >= now.getTime()) throw rangeInFuture();
  const untilMs = mayBeAhead ? endMs : Math.min(endMs, now.getTime());
  if (untilMs - startMs > YEARS_MAX_MS) throw rangeTooLong();
  return { start: new Date(startMs).toISOString(), end: new Date(untilMs).toISOString() };
}
