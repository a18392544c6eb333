import type { Reading } from '#sdk';

/** More of them serve nobody. */
const MAX_VALUES = 100_000;

/**
 * Values at even instants between recorded ones: on the line between two good numbers, or the earlier of the two where
 * the signal holds its value. Before the first and after the last there is nothing to say.
 *
 * @param readings oldest first
 */
export function interpolate(
  readings: readonly Reading[],
  { startMs, endMs, intervalMs }: { startMs: number; endMs: number; intervalMs: number },
  isStep: boolean,
): readonly Reading[] {
  const result: Reading[] = [];
  const stamps = readings.map(({ timestamp }) => Date.parse(timestamp));
  let index = 0;
  for (let ms = startMs; ms <= endMs && result.length < MAX_VALUES; ms += intervalMs) {
    while (index + 1 < readings.length && (stamps[index + 1] ?? Infinity) <= ms) index += 1;
    const left = readings[index];
    const leftMs = stamps[index] ?? Infinity;
    if (!left || leftMs > ms) continue;
    const right = readings[index + 1];
    const timestamp = new Date(ms).toISOString();
    if (leftMs === ms || (right && isStep)) result.push({ ...left, timestamp });
    else if (right)
      result.push(between(left, right, (ms - leftMs) / spanOf(left, right), timestamp));
  }
  return result;
}

function spanOf(left: Reading, right: Reading): number {
  return Date.parse(right.timestamp) - Date.parse(left.timestamp);
}

function between(left: Reading, right: Reading, share: number, timestamp: string): Reading {
  if (typeof left.value !== 'number') return { ...left, timestamp };
  // Towards a bad value there is no line; what was there before it may no longer be true.
  if (typeof right.value !== 'number') {
    return { value: null, unit: left.unit, timestamp, quality: 'bad' };
  }
  return { ...left, value: left.value + (right.value - left.value) * share, timestamp };
}
