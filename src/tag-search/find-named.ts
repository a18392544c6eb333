import type { TagInfo } from '#sdk';
import { unitNumberOf } from '#sdk/tag-index';
import type { Asking } from '../access/index.ts';
import { aliasKey } from './alias-key.ts';
import { type Meaning, restOf } from './meaning.ts';
import type { TagCandidate } from './tag-candidate.ts';
import type { WantedTag } from './read-words.ts';
import { scoreTerms } from './search-source.ts';
import type { TagName } from './tag-name.ts';

export interface NamedCandidate extends TagCandidate {
  readonly alias: string;
  readonly from: TagName['from'];
  /** Whether the name is all that was said. */
  readonly isWhole: boolean;
}

/** What a name says in full, and what a name and other words say that the tag has as well. */
const SCORE_WHOLE = { own: 1, everybody: 0.99, trigger: 0.97 } as const;
const SCORE_PART = 0.93;

/**
 * Tags by their other names in the words: `net load` in `net load unit 2` is a tag's name only where that tag is of unit
 * 2. Whoever may not use the source, or whose source has no such tag any more, finds nothing by a name.
 */
export function findNamed(
  words: string,
  meaning: Meaning,
  names: readonly TagName[],
  { sources, rights }: Pick<Asking, 'sources' | 'rights'>,
): readonly NamedCandidate[] {
  const key = aliasKey(words);
  const found: NamedCandidate[] = [];
  for (const name of names) {
    const isSaid = name.key !== '' && name.key === key;
    const rest = isSaid ? undefined : restOf(meaning, name.meaning);
    if (!isSaid && !rest) continue;
    if (!rights.mayUseSource(name.sourceId)) continue;
    const source = sources.find(name.sourceId);
    const tag = source?.connection.findTag?.(name.tag);
    if (!source || !tag) continue;
    const isWhole = isSaid || meaning.keys.size === name.meaning.keys.size;
    if (!isWhole && rest && !hasAll(tag, rest)) continue;
    const score = isWhole ? SCORE_WHOLE[name.from] : SCORE_PART;
    found.push({ tag, source, score, hasAll: true, alias: name.alias, from: name.from, isWhole });
  }
  return found;
}

/** A tag that does not say its unit is not known to be of the one that was said. */
function hasAll(tag: TagInfo, { terms, unitNumbers }: WantedTag): boolean {
  const unit = unitNumberOf(tag);
  if (unitNumbers.length > 0 && (unit === undefined || !unitNumbers.includes(unit))) return false;
  if (terms.length === 0) return true;
  const [scored] = scoreTerms([tag], { terms });
  return scored?.met.every((met) => met > 0) ?? false;
}
