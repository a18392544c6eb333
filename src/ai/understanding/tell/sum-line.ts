import { plainText, say } from '../../../replies/index.ts';
import { type Fact, formatNumber, type Language } from '../../../triggers/index.ts';

/** `612.4 + 598.1 = 1210.5 MW`: only when every operand is good and in one unit. */
export function sumLine(facts: readonly Fact[], language: Language): string | undefined {
  const totals = facts.filter(({ kind }) => kind === 'total');
  const values = totals.length > 0 ? totals : facts.filter(({ kind }) => kind === 'value');
  if (values.some(({ quality }) => quality === 'bad')) return undefined;
  const numbers = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const units = new Set(values.map(({ unit }) => unit));
  if (numbers.length < 2 || numbers.length !== values.length || units.size !== 1) return undefined;
  const rounded = numbers.map((value) => Math.round(value * 10) / 10);
  const total = Math.round(rounded.reduce((sum, value) => sum + value, 0) * 10) / 10;
  const unit = [...units][0] ?? '';
  const shown = rounded.map((value) => formatNumber(value, 1, language)).join(' + ');
  return say(language, 'toldSum', {
    sum: `${shown} = ${formatNumber(total, 1, language)} ${plainText(unit, 20)}`.trim(),
  });
}
