import type { TagInfo } from '#sdk';
import type { Source } from '../data-sources/index.ts';

/** A tag that may be meant. */
export interface TagCandidate {
  readonly tag: TagInfo;
  readonly source: Source;
  /** How well it fits, 0 to 1: 1 is what was said and nothing else. */
  readonly score: number;
  /** Whether it has all that was said. One that has not may be offered, and is never taken without asking. */
  readonly hasAll: boolean;
  /** The other name it was found by. */
  readonly alias?: string;
}

/** Best first; those that fit as well in the order of their names, so that the same words give the same order. */
export function compareCandidates(a: TagCandidate, b: TagCandidate): number {
  return (
    b.score - a.score ||
    compareTexts(a.tag.name, b.tag.name) ||
    compareTexts(a.source.id, b.source.id)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
