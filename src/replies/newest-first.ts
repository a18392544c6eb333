import type { Reading } from '#sdk';

/** Readings by their time, the newest first; those of one instant stay in the source's order, turned round. */
export function newestFirst(readings: readonly Reading[]): readonly Reading[] {
  return readings.toReversed().sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
}
