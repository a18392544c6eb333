/** A value axis: from `min`, `splits` times `interval`. */
export interface ValueScale {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
  /** Of its labels. */
  readonly decimals: number;
}

const STEPS = [1, 2, 2.5, 5, 10];

/**
 * A scale of round numbers that holds all values, in a given number of equal parts so that two axes share their lines.
 * A range finer than the values are written is widened: noise must not look like movement.
 *
 * @param decimals of the values as they are written
 */
export function valueScale(values: Iterable<number>, decimals: number, splits: number): ValueScale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  const middle = low + (high - low) / 2;
  const finest = Math.max(splits * 10 ** -decimals, Math.abs(middle) * 1e-9);
  const least = high === low ? Math.max(finest, Math.abs(middle) * 0.02) : finest;
  const isWidened = high - low < least;
  const range = isWidened ? least : high - low;
  let power = Math.floor(Math.log10(range / splits) + 1e-9);
  for (; ; power += 1) {
    for (const step of STEPS) {
      const interval = step * 10 ** power;
      if (interval * splits < range * (1 - 1e-9)) continue;
      const below = Math.floor(low / interval + 1e-9);
      const needed = Math.ceil(high / interval - 1e-9) - below;
      const spare = isWidened ? Math.max(Math.floor((splits - needed) / 2), 0) : 0;
      // What is widened has its values in the middle, but nothing below zero that is never there.
      const min = (low < 0 ? below - spare : Math.max(below - spare, 0)) * interval;
      const max = min + splits * interval;
      if (max >= high - interval * 1e-9 || !Number.isFinite(max)) {
        const fine = step === 2.5 ? 1 - power : step === 10 ? -power - 1 : -power;
        return { min, max, interval, decimals: Math.max(fine, 0) };
      }
    }
  }
}
