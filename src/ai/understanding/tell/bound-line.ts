import { meetsCondition } from '#sdk/series';
import { say } from '../../../replies/index.ts';
import type { Fact, Language } from '../../../triggers/index.ts';
import { conditionText } from '../../tools/analysis/condition-text.ts';
import type { Bounds } from '../words/read-condition.ts';

/** `Yes: above 500 MW`, of one good value; without one nothing is said. */
export function boundLine(
  facts: readonly Fact[],
  bound: Bounds,
  language: Language,
): string | undefined {
  const values = facts.filter(({ kind }) => kind === 'value');
  const fact = values.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))[0];
  const isOfOne = new Set(values.map(({ source, tag }) => `${source}\n${tag}`)).size === 1;
  if (!fact || !isOfOne || typeof fact.value !== 'number' || fact.quality === 'bad')
    return undefined;
  const text = (bounds: Bounds) => conditionText(bounds, fact.unit, { language });
  if (meetsCondition(fact.value, bound)) return say(language, 'toldYes', { what: text(bound) });
  const opposite = oppositeOf(bound);
  return opposite
    ? say(language, 'toldNo', { what: text(opposite) })
    : say(language, 'toldNotSo', { what: text(bound) });
}

/** What it is instead, where that is said more plainly than what it is not. */
function oppositeOf({ above, atLeast, below, atMost }: Bounds): Bounds | undefined {
  if (above !== undefined || below !== undefined) return undefined;
  if (atLeast !== undefined && atMost !== undefined) return undefined;
  return atLeast === undefined ? { above: atMost } : { below: atLeast };
}
