/** A double of a database: what is no number, such as NaN and Infinity, is text. */
export function doubleCell(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  return value === 0 ? 0 : value;
}

/**
 * A number that the database holds in 32 bits, with the digits that it has there: widened to a double, 0.1 would be
 * 0.10000000149011612.
 */
export function singleCell(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  const single = Math.fround(value);
  for (let digits = 6; digits <= 9; digits += 1) {
    const shorter = Number(single.toPrecision(digits));
    if (Math.fround(shorter) === single) return doubleCell(shorter);
  }
  return doubleCell(value);
}
