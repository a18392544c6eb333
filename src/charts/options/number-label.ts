import { formatNumber } from '../../triggers/format-number.ts';
import type { TrendPicture } from '../picture.schema.ts';

const DECIMALS_MAX = 6;
const LARGEST = 1e9;
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A number of an axis or a legend: `612.5`, `612,5` in Indonesian; very large and very small ones as `1.5×10⁻⁹`.
 *
 * @param largest of the numbers it stands beside, so that all are written in one way
 */
export function numberLabel(
  value: number,
  decimals: number,
  language: TrendPicture['language'],
  largest = value,
): string {
  const size = Math.abs(value);
  const isPlain = Math.abs(largest) < LARGEST && decimals <= DECIMALS_MAX;
  if (isPlain || value === 0) return formatNumber(value, isPlain ? decimals : 0, language);
  const power = Math.floor(Math.log10(size) + 1e-9);
  const raised = [...String(Math.abs(power))].map((digit) => RAISED[Number(digit)]).join('');
  return `${formatNumber(value / 10 ** power, -4, language)}×10${power < 0 ? '⁻' : ''}${raised}`;
}
