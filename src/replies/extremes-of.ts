import type { Reading } from '#sdk';

/** The least and the greatest of the numbers in a series that are not bad; undefined when there is none. */
export function extremesOf(
  readings: readonly Reading[],
): { readonly least: Reading; readonly greatest: Reading } | undefined {
  let least: (Reading & { value: number }) | undefined;
  let greatest: (Reading & { value: number }) | undefined;
  for (const reading of readings) {
    const { value } = reading;
    if (typeof value !== 'number' || reading.quality === 'bad') continue;
    if (!least || value < least.value) least = { ...reading, value };
    if (!greatest || value > greatest.value) greatest = { ...reading, value };
  }
  return least && greatest && { least, greatest };
}
