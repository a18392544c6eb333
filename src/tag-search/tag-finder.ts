import type { Clock, TagInfo, ValueType } from '#sdk';
import type { Asking } from '../access/index.ts';
import type { Source } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import type { CatalogueEntry } from '../grammar/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../triggers/index.ts';
import { awaitTagIndex } from './await-tag-index.ts';
import { searchTags } from './search-tags.ts';

/** A tag that may be meant. */
export interface TagCandidate {
  readonly tag: TagInfo;
  readonly source: Source;
  /** How well it fits, 0 to 1: 1 is what was said and nothing else. */
  readonly score: number;
  /** The other name it was found by. */
  readonly alias?: string;
}

/** What was found for some words. */
export type FoundTags =
  /** One fits clearly best. */
  | {
      readonly kind: 'one';
      readonly candidate: TagCandidate;
      readonly others: readonly TagCandidate[];
    }
  /** Two or more fit about as well: ask back, with numbers. */
  | { readonly kind: 'several'; readonly candidates: readonly TagCandidate[] }
  | { readonly kind: 'none' };

/** Who looks for a tag: only sources this person may use are looked into. */
export interface TagAsking extends Pick<Asking, 'sources' | 'rights' | 'signal'> {
  /** Whose own aliases count; null for an API token. */
  readonly contactId: string | null;
  /** Triggers and groups by name: those of one tag are other names of it. Only what the person may ask counts. */
  readonly named?: readonly CatalogueEntry<LoadedGroup, LoadedTrigger>[];
}

export interface FindTagOptions {
  readonly limit?: number;
  /** Only tags that hold such values. */
  readonly valueTypes?: readonly ValueType[];
}

/** Finds the tags that words of a question mean. */
export interface TagFinder {
  /** @param words what is left of a question after time, statistic and filler words: `main steam temp unit 2` */
  find(words: string, asking: TagAsking, options?: FindTagOptions): Promise<FoundTags>;
  /** Every tag that fits a plural, `mills` or `bfp vibration unit 1`: every member, not one. */
  findAll(
    words: string,
    asking: TagAsking,
    options?: FindTagOptions,
  ): Promise<readonly TagCandidate[]>;
  /** What somebody chose after being asked which tag was meant; it raises the tag for the same words. */
  chosen(words: string, choice: { readonly sourceId: string; readonly tag: string }): Promise<void>;
}

export interface TagFinderDeps {
  readonly db: Db;
  readonly clock: Clock;
}

export function createTagFinder(_deps: TagFinderDeps): TagFinder {
  async function findAll(
    words: string,
    asking: TagAsking,
    { limit = 8, valueTypes }: FindTagOptions = {},
  ): Promise<readonly TagCandidate[]> {
    await awaitTagIndex(asking);
    return searchTags(asking, words, limit)
      .filter(({ tag }) => !valueTypes || valueTypes.includes(tag.valueType))
      .map(({ tag, source }, rank) => ({ tag, source, score: 1 / (rank + 1) }));
  }
  return {
    findAll,
    async find(words, asking, options) {
      const [candidate, ...others] = await findAll(words, asking, options);
      if (!candidate) return { kind: 'none' };
      const isNamed = candidate.tag.name.toLowerCase() === words.trim().toLowerCase();
      if (isNamed || others.length === 0) return { kind: 'one', candidate, others };
      return { kind: 'several', candidates: [candidate, ...others] };
    },
    async chosen() {},
  };
}
