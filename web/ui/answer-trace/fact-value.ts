import type { Language } from '../../app/languages.ts';
import { formatNumber } from '../format-time.ts';

/** A fact's value with its unit, unrounded as far as anybody can read it; undefined for one that has none. */
export function factValue(
  {
    value,
    unit,
  }: { readonly value: number | string | boolean | null; readonly unit: string | null },
  language: Language,
): string | undefined {
  if (value === null) return undefined;
  const text =
    typeof value === 'number'
      ? formatNumber(value, language, { maximumSignificantDigits: 10 })
      : String(value);
  return unit ? `${text} ${unit}` : text;
}
