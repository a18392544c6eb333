import type { TagInfo, ValueType } from './reading.ts';

/** One thing a question names, in all the ways a tag may write it. Words are in lower case and without accents. */
export interface TagTerm {
  /** Any will do; the words of one must all be in the tag: `[['main', 'steam'], ['ms']]`. */
  readonly ways: readonly (readonly string[])[];
  /** Ways that are tried when no tag is found by those above: what a mistyped word may have meant. */
  readonly otherwise?: readonly (readonly string[])[];
  /** Engineering units that say the same, as `foldUnit` writes them. */
  readonly units?: readonly string[];
  /** Whether the beginning of a word is not enough, and typing errors are not forgiven: numbers, single letters. */
  readonly isWhole?: boolean;
  /** Whether a tag without it is as good. */
  readonly isOptional?: boolean;
}

/** What a question asks a tag to be. */
export interface TagTerms {
  readonly terms: readonly TagTerm[];
  /** Of one of these generating units; tags that belong to another are left out. */
  readonly unitNumbers?: readonly number[] | undefined;
  readonly valueTypes?: readonly ValueType[] | undefined;
}

export interface ScoredTag {
  readonly tag: TagInfo;
  /** 0 to 1: the share of what was asked that the tag has, rare words counting more. */
  readonly score: number;
  /** How well each term is met, 0 to 1, in their order. */
  readonly met: readonly number[];
}
