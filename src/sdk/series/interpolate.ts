import type { Reading, TagInfo } from '../reading.ts';

/**
 * The signal at each instant, from its recorded values: on the straight line between two good numbers, for whatever moves
 * in steps the value that held. A good value holds until something else is recorded; a bad one is a gap until the next.
 *
 * @param readings oldest first, beginning with what held at the first instant where that is known
 * @param instantsMs ascending, none later than now: what is to come was not recorded
 * @returns a reading for each instant; a bad one where nothing is known
 */
export function interpolate(
  readings: readonly Reading[],
  instantsMs: readonly number[],
  tag: TagInfo,
): readonly Reading[] {
  const times = readings.map(({ timestamp }) => Date.parse(timestamp));
  let next = 0;
  return instantsMs.map((ms) => {
    while (next < times.length && (times[next] ?? Infinity) <= ms) next += 1;
    const left = readings[next - 1];
    const right = readings[next];
    const timestamp = new Date(ms).toISOString();
    if (!left) return { value: null, unit: tag.unit, timestamp, quality: 'bad' };
    const value = between(left, right, ms, tag);
    const isOnLine = value !== left.value;
    const quality = isOnLine ? worse(left, right) : left.quality;
    return { ...left, value, timestamp, quality };
  });
}

function between(
  left: Reading,
  right: Reading | undefined,
  ms: number,
  { step }: TagInfo,
): Reading['value'] {
  if (step || typeof left.value !== 'number' || typeof right?.value !== 'number') return left.value;
  const fromMs = Date.parse(left.timestamp);
  const share = (ms - fromMs) / (Date.parse(right.timestamp) - fromMs);
  return left.value + (right.value - left.value) * share;
}

/** A value between two is no better than either. */
function worse(left: Reading, right: Reading | undefined): Reading['quality'] {
  if (left.quality === 'good') return right?.quality ?? 'good';
  return right?.quality === 'questionable' ? 'questionable' : left.quality;
}
