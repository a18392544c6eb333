import type { Reading, TagInfo } from '../../../src/data-sources/data-sources.schema.ts';
import type { Language } from '../../app/languages.ts';
import { formatNumber } from '../../ui/format-time.ts';

/** More digits than these are noise of the transmitter. */
const USUAL_DIGITS = 6;
const DECIMALS_MAX = 20;

/** A value as the source wants it shown, with its unit; undefined for a bad one, which has none. */
export function formatReading(
  { value, unit }: Pick<Reading, 'value' | 'unit'>,
  { displayDigits }: Pick<TagInfo, 'displayDigits'>,
  language: Language,
): string | undefined {
  if (value === null) return undefined;
  const text =
    typeof value === 'number'
      ? formatNumber(value, language, digits(displayDigits))
      : String(value);
  return unit ? `${text} ${unit}` : text;
}

function digits(displayDigits: number | null): Intl.NumberFormatOptions {
  if (displayDigits === null) return { maximumSignificantDigits: USUAL_DIGITS };
  if (displayDigits < 0)
    return { maximumSignificantDigits: Math.min(-displayDigits, DECIMALS_MAX) };
  const decimals = Math.min(displayDigits, DECIMALS_MAX);
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
}
