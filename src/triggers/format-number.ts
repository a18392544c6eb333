import type { Language } from './answer-name.schema.ts';

/** PI's own default: five significant digits. */
const DEFAULT_DIGITS = -5;
const DECIMALS_MAX = 12;
const FORMATTERS = new Map<string, Intl.NumberFormat>();

/**
 * A number as a person reads it: `612.4`, `1,234` in English, `612,4`, `1.234` in Indonesian.
 *
 * PI's display digits decide the rounding: `n ≥ 0` is that many decimals; `n < 0` is `-n` significant digits, without
 * trailing zeros and never at the cost of a digit before the point. No exponent for anything a plant measures: only
 * from 10¹⁵ up, and below 10⁻⁹ with significant digits. A number that is none gives `–`.
 *
 * @param displayDigits PI's display digits; null for a source that has none: five significant digits
 */
export function formatNumber(
  value: number,
  displayDigits: number | null,
  language: Language,
): string {
  if (!Number.isFinite(value)) return '–';
  const digits = displayDigits ?? DEFAULT_DIGITS;
  const size = Math.abs(value);
  if (size >= 1e15 || (digits < 0 && size > 0 && size < 1e-9)) {
    const shown = value.toExponential(digits < 0 ? Math.min(-digits, 15) - 1 : 4);
    return language === 'id' ? shown.replace('.', ',') : shown;
  }
  const most = decimalsOf(value, digits);
  return formatter(language, digits < 0 ? 0 : most, most, true).format(value);
}

/** The decimals `formatNumber` shows at most, so that a difference can be shown as finely as what it is of. */
export function decimalsOf(value: number, displayDigits: number | null): number {
  const digits = displayDigits ?? DEFAULT_DIGITS;
  if (digits >= 0) return Math.min(digits, DECIMALS_MAX);
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return Math.min(Math.max(-digits - 1 - exponent, 0), DECIMALS_MAX);
}

/** A number of a query's table: seven significant digits, and no separators, since it may be a year or an id. */
export function formatCellNumber(value: number, language: Language): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1e15) return formatNumber(value, -7, language);
  const most = Number.isInteger(value) ? 0 : Math.max(decimalsOf(value, -7), 2);
  return formatter(language, 0, most, false).format(value);
}

/** Making a formatter costs a hundred times using it. There are at most some fifty. */
function formatter(
  language: Language,
  least: number,
  most: number,
  useGrouping: boolean,
): Intl.NumberFormat {
  const key = `${language} ${least} ${most} ${useGrouping}`;
  const known = FORMATTERS.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    useGrouping,
    // A value that rounds to nothing has no sign: `-0.0` would make people look for a meaning.
    signDisplay: 'negative',
  });
  FORMATTERS.set(key, made);
  return made;
}
