/**
 * A whole number of up to 64 bits. The library gives the long ones as two halves, the higher first; one that a double
 * cannot hold exactly becomes text, so that no digit is wrong.
 */
export function integerOf(value: unknown): number | string | undefined {
  if (typeof value === 'number') return value;
  const whole = wholeOf(value);
  if (whole === undefined) return undefined;
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole.toString();
}

/** @param isSigned whether the highest bit says that it is negative */
export function longOf(value: unknown, isSigned: boolean): number | string | undefined {
  const whole = wholeOf(value);
  if (whole === undefined) return typeof value === 'number' ? value : undefined;
  const exact = isSigned ? BigInt.asIntN(64, whole) : BigInt.asUintN(64, whole);
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact.toString();
}

function wholeOf(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (!Array.isArray(value)) return undefined;
  const [high, low]: unknown[] = value;
  if (typeof high !== 'number' || typeof low !== 'number') return undefined;
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}
