import type { TagCandidate } from './tag-candidate.ts';

/** What is further behind the best is another thing than the plural means. */
const MEMBER_WITHIN = 0.06;
const MEMBER_SCORE_MIN = 0.4;

/**
 * All members of what a plural means: the tags that have everything that was said and about as little else as the best,
 * with their siblings. `mills` is every mill, not one.
 */
export function membersOf(ranked: readonly TagCandidate[]): readonly TagCandidate[] {
  const full = ranked.filter(({ hasAll, score }) => hasAll && score >= MEMBER_SCORE_MIN);
  const best = full[0]?.score ?? 0;
  const near = full.filter(({ score }) => score >= best - MEMBER_WITHIN);
  const patterns = new Set(near.map(({ tag }) => siblingPattern(tag.name)));
  return full
    .filter((one) => near.includes(one) || patterns.has(siblingPattern(one.tag.name)))
    .map(({ tag, source, score, hasAll }) => ({ tag, source, score, hasAll }));
}

/** The same for the same tag of another unit or another machine: `U1_MILL_A_CURR` and `U2_MILL_C_CURR`. */
export function siblingPattern(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/\d+/g, '#')
    .replaceAll(/(?<![a-z])[a-z](?![a-z])/g, '@');
}
