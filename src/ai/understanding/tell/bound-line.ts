import { plainText, say } from '../../../replies/index.ts';
import { type Fact, formatNumber, type Language } from '../../../triggers/index.ts';

/** `Above 500 MW: yes`, of one good value; without one nothing is said. */
export function boundLine(
  facts: readonly Fact[],
  { above, below }: { readonly above?: number; readonly below?: number },
  language: Language,
): string | undefined {
  const values = facts.filter(({ kind }) => kind === 'value');
  const fact = values.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))[0];
  const isOfOne = new Set(values.map(({ source, tag }) => `${source}\n${tag}`)).size === 1;
  if (!fact || !isOfOne || typeof fact.value !== 'number' || fact.quality === 'bad')
    return undefined;
  const { value } = fact;
  const unit = plainText(fact.unit ?? '', 20);
  const number = (bound: number) => `${formatNumber(bound, -10, language)} ${unit}`.trim();
  const isKept = (above === undefined || value > above) && (below === undefined || value < below);
  const bounds = [
    ...(above === undefined ? [] : [say(language, 'toldAbove', { bound: number(above) })]),
    ...(below === undefined ? [] : [say(language, 'toldBelow', { bound: number(below) })]),
  ];
  return say(language, isKept ? 'toldYes' : 'toldNo', { bound: bounds.join(', ') });
}
