const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try: doubled with each failure up to a minute, and anything from nothing to that,
 * so that many who were cut off together do not come back together.
 *
 * @param failures in a row, 1 for the first
 * @param random from 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(ceilingMs * random);
}
