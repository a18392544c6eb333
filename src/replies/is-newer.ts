import type { Reading } from '#sdk';

/** Whether a reading is there and of a later instant than another. */
export function isNewer(reading: Reading | undefined, than: Reading): boolean {
  return reading !== undefined && Date.parse(reading.timestamp) > Date.parse(than.timestamp);
}
