import type { TagTerms, ValueType } from '#sdk';
import type { Asking } from '../access/index.ts';
import type { WantedTag, WantedTerm } from './read-words.ts';
import { scoreTag } from './score-tag.ts';
import { searchSource } from './search-source.ts';
import { type TagCandidate, compareCandidates } from './tag-candidate.ts';

/** A word that is met with a slip is met so well at most. */
const MISSPELT_MET = 0.74;
const LONG_LENGTH = 6;

type Where = Pick<Asking, 'sources' | 'rights'>;

/** The tags of exactly this name, in any case, one of each source that has it. */
export function findExact(words: string, { sources, rights }: Where): readonly TagCandidate[] {
  const name = words.trim();
  if (name === '') return [];
  return sources
    .list()
    .filter(({ id }) => rights.mayUseSource(id))
    .flatMap((source) => {
      const tag = source.connection.findTag?.(name);
      return tag ? [{ tag, source, score: 1, hasAll: true }] : [];
    });
}

/** Tags of the sources the person may use that have something of what is asked, best first. Reads memory only. */
export function rankTags(
  words: string,
  wanted: WantedTag,
  { sources, rights }: Where,
  valueTypes?: readonly ValueType[],
): readonly TagCandidate[] {
  if (wanted.terms.length === 0) return [];
  const terms: TagTerms = {
    terms: wanted.terms,
    unitNumbers: wanted.unitNumbers.length > 0 ? wanted.unitNumbers : undefined,
    valueTypes,
  };
  return sources
    .list()
    .filter(({ id }) => rights.mayUseSource(id))
    .flatMap((source) =>
      searchSource(source, words, terms).map((scored) => ({
        tag: scored.tag,
        source,
        score: scoreTag(scored, wanted),
        hasAll: wanted.terms.every((term, nth) => isSurelyMet(term, scored.met[nth] ?? 0)),
      })),
    )
    .filter(({ score }) => score > 0)
    .toSorted(compareCandidates);
}

/** Of short words that no plant uses, a slip makes others: `sell` is not `cell`, though it may be asked about. */
function isSurelyMet({ kind, ways, isOptional }: WantedTerm, met: number): boolean {
  if (isOptional) return true;
  const isShort = kind === 'word' && ways.every((way) => way.join('').length < LONG_LENGTH);
  return met > (isShort ? MISSPELT_MET : 0);
}

/** Each tag once, as it came first. */
export function uniqueTags<T extends Pick<TagCandidate, 'tag' | 'source'>>(
  candidates: readonly T[],
): readonly T[] {
  const unique = new Map<string, T>();
  for (const candidate of candidates) {
    const key = `${candidate.source.id}\0${candidate.tag.name}`;
    if (!unique.has(key)) unique.set(key, candidate);
  }
  return [...unique.values()];
}
