import { say } from '../../../replies/index.ts';
import { formatRange } from '../../../triggers/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading } from '../reading.ts';
import { bucketsIn } from './buckets-in.ts';
import type { PlanDeps } from './plan-deps.ts';
import { rangeOf } from './plan-calls.ts';
import { callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';

const HOUR_MS = 3_600_000;
/** Of the largest change the other way. */
const WORTH_TELLING = 0.5;
const LARGEST = { up: 'toldLargestRise', down: 'toldLargestDrop' } as const;

/** Where it moved; none when it never did. */
export type Move =
  | { readonly kind: 'at'; readonly at: string; readonly first?: string }
  | { readonly kind: 'none' };

/** Where a number moved most within a span, when nobody said at what time it did. */
export async function findMove(
  reading: Reading,
  tags: readonly PlantTag[],
  time: AskedTime,
  deps: PlanDeps,
): Promise<Move> {
  const { now, language, timeZone } = deps.asking;
  const [tag] = tags;
  if (tag?.valueType !== 'number') return { kind: 'none' };
  const range = rangeOf(time, now) ?? {
    start: new Date(now.getTime() - 24 * HOUR_MS).toISOString(),
    end: now.toISOString(),
  };
  const endMs = Math.min(Date.parse(range.end), now.getTime());
  const minutes = Math.max(10, Math.ceil((endMs - Date.parse(range.start)) / 60_000 / 144));
  if (minutes > 1440) return { kind: 'none' };
  const data = await deps.look(
    callOf('statistics', {
      tags: [tag.name],
      statistics: ['average'],
      start: range.start,
      end: new Date(endMs).toISOString(),
      bucket: `${minutes}m`,
      ...(tag.isInSeveral && { source: tag.sourceName }),
    }),
  );
  const buckets = bucketsIn(data, 'average');
  const { direction } = reading;
  let best: { at: string; size: number } | undefined;
  let largest = 0;
  for (const [index, bucket] of buckets.entries()) {
    const previous = buckets[index - 1];
    if (!previous) continue;
    const change = bucket.value - previous.value;
    const size = direction === 'down' ? -change : direction === 'up' ? change : Math.abs(change);
    largest = Math.max(largest, Math.abs(change));
    if (size > (best?.size ?? 0)) best = { at: bucket.start, size };
  }
  // What hardly fell while it rose, or the other way round, did not do what is asked about.
  if (!best || best.size < largest * WORTH_TELLING) return { kind: 'none' };
  return {
    kind: 'at',
    at: new Date(best.at).toISOString(),
    first: say(language, direction ? LARGEST[direction] : 'toldLargest', {
      range: formatRange(
        { start: range.start, end: new Date(endMs).toISOString() },
        { timeZone, language, now },
      ),
    }),
  };
}
