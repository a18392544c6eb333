import type { ValueType } from '#sdk';
import type { Asking } from '../access/index.ts';
import type { Db } from '../db/index.ts';
import type { CatalogueEntry } from '../grammar/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../triggers/index.ts';
import { awaitTagIndex } from './await-tag-index.ts';
import { createAliasBook } from './create-alias-book.ts';
import { decide } from './decide.ts';
import { type NamedCandidate, findNamed } from './find-named.ts';
import { type Meaning, meaningKey, readMeaning } from './meaning.ts';
import { membersOf } from './members-of.ts';
import { namesOfTriggers } from './names-of-triggers.ts';
import { findExact, rankTags, uniqueTags } from './rank-tags.ts';
import type { TagCandidate } from './tag-candidate.ts';
import { listTagChoices } from './tag-choices.repository.ts';
import type { TagName } from './tag-name.ts';

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
  /** What people call tags: a contact's own names first, then everybody's. */
  namesFor(contactId: string | null): Promise<readonly TagName[]>;
  /** @param words what is left of a question after time, statistic and filler words: `main steam temp unit 2` */
  find(words: string, asking: TagAsking, options?: FindTagOptions): Promise<FoundTags>;
  /** Every tag that fits a plural, `mills` or `bfp vibration unit 1`: every member, not one. */
  findAll(
    words: string,
    asking: TagAsking,
    options?: FindTagOptions,
  ): Promise<readonly TagCandidate[]>;
}

export interface TagFinderDeps {
  readonly db: Db;
}

/** Choices of a question back: as many as a phone shows without scrolling much. */
const LIMIT = 8;
const LIMIT_ALL = 60;

export function createTagFinder({ db }: TagFinderDeps): TagFinder {
  const aliases = createAliasBook({ db });

  async function namedBy(
    words: string,
    meaning: Meaning,
    asking: TagAsking,
  ): Promise<readonly NamedCandidate[]> {
    const names = [
      ...(await aliases.namesFor(asking.contactId)),
      ...namesOfTriggers(asking.named ?? [], asking.rights),
    ];
    return findNamed(words, meaning, names, asking);
  }

  return {
    namesFor: aliases.namesFor,
    async find(words, asking, { limit = LIMIT, valueTypes } = {}) {
      await awaitTagIndex(asking);
      const meaning = readMeaning(words);
      const [named, choices] = await Promise.all([
        namedBy(words, meaning, asking),
        listTagChoices(db.read, meaningKey(meaning)),
      ]);
      const exact = findExact(words, asking);
      const ranked = rankTags(words, meaning.wanted, asking, valueTypes);
      return decide({ exact, named: ofTypes(named, valueTypes), ranked, choices }, limit);
    },
    async findAll(words, asking, { limit = LIMIT_ALL, valueTypes } = {}) {
      await awaitTagIndex(asking);
      const meaning = readMeaning(words);
      const exact = findExact(words, asking);
      if (exact.length > 0) return exact;
      const named = ofTypes(await namedBy(words, meaning, asking), valueTypes);
      const whole = named.filter(({ isWhole }) => isWhole);
      if (whole.length > 0) return uniqueTags(whole).slice(0, limit);
      const ranked = rankTags(words, meaning.wanted, asking, valueTypes);
      return membersOf(ranked).slice(0, limit);
    },
  };
}

function ofTypes<T extends TagCandidate>(
  candidates: readonly T[],
  valueTypes: readonly ValueType[] | undefined,
): readonly T[] {
  return candidates.filter(({ tag }) => !valueTypes || valueTypes.includes(tag.valueType));
}
