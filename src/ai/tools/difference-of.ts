import type { Statistic } from '#sdk';
import type { ReplyContext } from '../../replies/index.ts';
import { decimalsOf, formatNumber } from '../../triggers/index.ts';
import { isSameUnit } from '../checker/units.ts';
import type { Measured } from './measure.ts';

export interface Difference {
  /** Unrounded; positive when it is more than the first. */
  readonly value: number;
  readonly unit: string | null;
  /** Whether nothing is left of it once it is rounded. */
  readonly isNone: boolean;
  /** Of the first; absent where a share of it means nothing. */
  readonly percent?: number;
  /** `▼ 14.3 MW (2.3 %)`. */
  readonly shown: string;
}

/** Scales whose zero is no "nothing": twenty degrees are not twice ten. Of a percentage, a percentage would mislead; pH and dB are logarithms. */
const NO_SHARE = /^(?:°?\s*[CF]|deg\.?\s*[CF]?|degrees?.*|℃|℉|%.*|pH|dB.*)$/i;

/**
 * How much a number differs from the first: only of two good ones in the same unit, from the unrounded values, rounded
 * at the end as finely as the number itself.
 */
export function differenceOf(
  one: Measured,
  first: Measured,
  what: 'value' | Statistic,
  { language }: ReplyContext,
): Difference | undefined {
  const [a, b] = [numberOf(first), numberOf(one)];
  const unit = unitOf(one);
  if (a === undefined || b === undefined || !isOfSameUnit(one, first)) return undefined;
  const value = b - a;
  const digits = what === 'percentGood' ? 1 : what === 'count' ? 0 : one.tag.displayDigits;
  const decimals = decimalsOf(b, digits);
  const size = formatNumber(Math.abs(value), decimals, language);
  const isNone = size === formatNumber(0, decimals, language);
  const arrow = isNone ? '±' : value > 0 ? '▲' : '▼';
  const hasShare = a > 0 && b >= 0 && !(unit !== null && NO_SHARE.test(unit));
  const percent = hasShare ? (100 * value) / a : undefined;
  const share = percent === undefined ? '' : ` (${formatNumber(Math.abs(percent), 1, language)} %)`;
  const shown = `${arrow} ${size}${unit === null ? '' : ` ${unit}`}${share}`;
  return { value, unit, isNone, shown, ...(percent !== undefined && { percent }) };
}

/** The number, when it is one that can be compared: good, and of the time it is said to be of. */
export function numberOf({ reading, isStale, heldSince }: Measured): number | undefined {
  const isOfItsTime = isStale !== true && heldSince === undefined;
  const isComparable = reading?.quality === 'good' && isOfItsTime;
  return isComparable && typeof reading.value === 'number' ? reading.value : undefined;
}

/** Whether two numbers are in one unit, however it is written: `°C` and `DEG. C`. */
export function isOfSameUnit(one: Measured, other: Measured): boolean {
  return isSameUnit(unitOf(one) ?? '', unitOf(other) ?? '');
}

export function unitOf({ reading, tag }: Measured): string | null {
  return reading?.unit ?? tag.unit;
}
