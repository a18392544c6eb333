import type { ScoredTag, TagTerms } from '../tag-terms.ts';
import { MAX_SEGMENT_TAGS } from './segment.ts';
import type { Segment } from './segment.ts';

/** A question of more things than this is a story. */
const TERMS_MAX = 10;
/** What every word counts, and how much more a rare one does. */
const RARITY = 0.25;
/** A word that no tag has: it tells that something else may be meant. */
const UNKNOWN_WEIGHT = 2.5;
/** Each word of its description makes a tag a little less likely to be just what was asked. */
const LENGTH_COST = 0.002;

interface Candidate {
  readonly segment: Segment;
  readonly place: number;
  /** Of its first tag in the list of how terms are met. */
  readonly offset: number;
  readonly score: number;
  readonly rank: number;
}

/** How well every tag meets every term. One search runs at a time, so they share it. */
let shared = new Uint8Array(0);
const sums = new Float64Array(MAX_SEGMENT_TAGS);

/**
 * Tags that meet most of the terms, best first: each term counts by how rare it is among the tags, and how well it is
 * met. A mistyped word is looked for in other ways only where no tag has it as it is.
 */
export function searchTermsIn(
  segments: readonly Segment[],
  { terms: wanted, unitNumbers, valueTypes }: TagTerms,
  limit: number,
): readonly ScoredTag[] {
  const terms = wanted.slice(0, TERMS_MAX);
  const count = segments.reduce((sum, { tags }) => sum + tags.count, 0);
  if (terms.length === 0 || count === 0 || limit < 1) return [];
  if (shared.length < count * terms.length) shared = new Uint8Array(count * terms.length);
  const met = shared;
  const weights = terms.map((term, nth) => {
    const meeting =
      meetAll(segments, (segment, offset) =>
        segment.meet(term, 'plain', met, nth * count + offset),
      ) ||
      meetAll(segments, (segment, offset) =>
        segment.meet(term, 'otherwise', met, nth * count + offset),
      );
    if (term.isOptional) return 0;
    return meeting === 0 ? UNKNOWN_WEIGHT : 1 + RARITY * Math.log2(count / meeting);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const best: Candidate[] = [];
  let lowest = -Infinity;
  let offset = 0;
  for (const segment of segments) {
    const { tags } = segment;
    sums.fill(0, 0, tags.count);
    weights.forEach((weight, nth) => {
      const part = weight / (100 * all);
      const from = nth * count + offset;
      for (let place = 0; place < tags.count; place += 1) {
        const how = met[from + place] ?? 0;
        if (how > 0) sums[place] = (sums[place] ?? 0) + part * how;
      }
    });
    for (let place = 0; place < tags.count; place += 1) {
      const score = sums[place] ?? 0;
      if (score === 0) continue;
      if (best.length === limit && score <= lowest) continue;
      const unitNumber = unitNumbers && tags.unitNumberAt(place);
      if (unitNumber !== undefined && !unitNumbers?.includes(unitNumber)) continue;
      if (valueTypes && !valueTypes.includes(tags.valueTypeAt(place))) continue;
      const rank = score - LENGTH_COST * tags.descriptionWordsAt(place);
      if (best.length === limit && rank <= lowest) continue;
      best.splice(placeFor(best, rank), 0, { segment, place, offset, score, rank });
      if (best.length > limit) best.pop();
      if (best.length === limit) lowest = best.at(-1)?.rank ?? lowest;
    }
    offset += tags.count;
  }
  return best.map(({ segment, place, offset, score }) => ({
    tag: segment.tags.at(place),
    score,
    met: terms.map((_, nth) => (met[nth * count + offset + place] ?? 0) / 100),
  }));
}

function meetAll(
  segments: readonly Segment[],
  meet: (segment: Segment, offset: number) => number,
): number {
  let meeting = 0;
  let offset = 0;
  for (const segment of segments) {
    meeting += meet(segment, offset);
    offset += segment.tags.count;
  }
  return meeting;
}

/** After all of the same rank, so that what came first stays first. */
function placeFor(sorted: readonly Candidate[], rank: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.rank ?? 0) >= rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
