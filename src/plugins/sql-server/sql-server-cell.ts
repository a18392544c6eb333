import type { CellValue } from '#sdk';
import { binaryCell, decimalCell, doubleCell, singleCell } from '#sdk/sql';
import type { Column } from './ask.ts';

/** The driver gave a number that it had already rounded. */
export const LOST_DIGITS: unique symbol = Symbol('lost digits');

/**
 * The driver reads a decimal as an integer divided by a power of ten. Below this the integer and the quotient hold all
 * digits; above it some may be gone.
 */
const EXACT_BELOW = 2 ** 50;
const MONEY_SCALE = 4;
const SINGLE_BYTES = 4;
/** Digits that every decimal may have without coming near `EXACT_BELOW`. */
const SAFE_PRECISION = 15;

/** Whether the driver may lose digits of a column’s values. */
export function mayLoseDigits({ type, precision }: Pick<Column, 'type' | 'precision'>): boolean {
  return isMoney(type) || (isDecimal({ type }) && precision > SAFE_PRECISION);
}

/** What the driver gave, as a cell with all its digits, its local time or its instant; or `LOST_DIGITS`. */
export function sqlServerCell(value: unknown, column: Column): CellValue | typeof LOST_DIGITS {
  if (value === null || value === undefined) return null;
  const { type } = column;
  if (typeof value === 'number') return numberCell(value, column);
  if (typeof value === 'boolean') return value;
  if (value instanceof Date) return momentCell(value, type);
  if (value instanceof Uint8Array) return binaryCell(value.length);
  if (typeof value !== 'string') return null;
  return type === 'BigInt' || type === 'IntN' ? decimalCell(value) : value;
}

function numberCell(
  value: number,
  { type, scale, sizeBytes }: Column,
): CellValue | typeof LOST_DIGITS {
  if (isDecimal({ type }) || isMoney(type)) {
    const digits = isMoney(type) ? MONEY_SCALE : scale;
    if (Math.abs(value) * 10 ** digits >= EXACT_BELOW) return LOST_DIGITS;
    return decimalCell(value.toFixed(digits));
  }
  const isSingle = type === 'Real' || (type === 'FloatN' && sizeBytes === SINGLE_BYTES);
  return isSingle ? singleCell(value) : doubleCell(value);
}

/** Of columns with an offset the instant; of all others what the column shows, since it has no zone. */
function momentCell(value: Date, type: string): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  const day = text.slice(0, 10);
  const time = `${text.slice(11, 19)}${fractionOf(value)}`;
  if (type === 'Date') return day;
  if (type === 'Time') return time;
  return type === 'DateTimeOffset' ? `${day}T${time}Z` : `${day} ${time}`;
}

/** Seven digits at most: the driver keeps what is below a millisecond beside the date, in seconds. */
function fractionOf(value: Date): string {
  const { nanosecondsDelta = 0 } = value as Date & { readonly nanosecondsDelta?: number };
  const below = Math.round(nanosecondsDelta * 1e7);
  const ticks = value.getUTCMilliseconds() * 10_000 + below;
  return ticks === 0 ? '' : `.${String(ticks).padStart(7, '0').replace(/0+$/, '')}`;
}

export function isDecimal({ type }: Pick<Column, 'type'>): boolean {
  return type === 'DecimalN' || type === 'NumericN' || type === 'Decimal' || type === 'Numeric';
}

function isMoney(type: string): boolean {
  return type === 'MoneyN' || type === 'Money' || type === 'SmallMoney';
}
