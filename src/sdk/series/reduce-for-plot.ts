import type { Reading, TimeRange } from '../reading.ts';

/** Of each interval: its first, last, lowest and highest value, and its first bad one. */
const KEPT_PER_INTERVAL = 5;

/**
 * As many readings as a picture can show, with the same outline: of each interval the first, the last, the lowest and the
 * highest value stay, and the first bad one, so that no peak and no gap is lost. Every one of them is a recorded one.
 *
 * @param readings oldest first
 */
export function reduceForPlot(
  readings: readonly Reading[],
  range: TimeRange,
  intervals: number,
): readonly Reading[] {
  if (readings.length <= intervals * KEPT_PER_INTERVAL) return readings;
  const startMs = Date.parse(range.start);
  const intervalMs = (Date.parse(range.end) - startMs) / intervals;
  const kept: Reading[] = [];
  let within: Reading[] = [];
  let current = -Infinity;
  for (const reading of readings) {
    const interval = Math.floor((Date.parse(reading.timestamp) - startMs) / intervalMs);
    if (interval !== current) {
      kept.push(...outlineOf(within));
      within = [];
      current = interval;
    }
    within.push(reading);
  }
  kept.push(...outlineOf(within));
  return kept;
}

function outlineOf(readings: readonly Reading[]): readonly Reading[] {
  if (readings.length <= KEPT_PER_INTERVAL) return readings;
  let lowest: number | undefined;
  let highest: number | undefined;
  let firstBad: number | undefined;
  for (const [place, { value }] of readings.entries()) {
    if (value === null) firstBad ??= place;
    if (typeof value !== 'number') continue;
    if (lowest === undefined || value < Number(readings[lowest]?.value)) lowest = place;
    if (highest === undefined || value > Number(readings[highest]?.value)) highest = place;
  }
  const places = new Set([0, lowest, highest, firstBad, readings.length - 1]);
  return readings.filter((_reading, place) => places.has(place));
}
