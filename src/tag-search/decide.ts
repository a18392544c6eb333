import type { NamedCandidate } from './find-named.ts';
import { siblingPattern } from './members-of.ts';
import { uniqueTags } from './rank-tags.ts';
import { type TagCandidate, compareCandidates } from './tag-candidate.ts';
import type { TagChoice } from './tag-choices.repository.ts';
import type { FoundTags } from './tag-finder.ts';

/** What is below is not worth being asked about. */
const WORTH_ASKING = 0.45;
/** One that is meant has all that was said and hardly anything else. */
const SURE = 0.7;
/** By so much it must be better than the next. */
const CLEARLY = 0.05;
/** Further behind the best, a tag is not offered. */
const OFFERED_WITHIN = 0.25;
/** A choice raises a tag by so much, up to four times. */
const CHOICE_PART = 0.01;
const CHOICES_MAX = 4;
/** So often, and of so many of all choices after these words, a tag was chosen to be taken for what is meant. */
const HABIT_TIMES = 3;
const HABIT_PART = 0.75;

export interface Evidence {
  readonly exact: readonly TagCandidate[];
  readonly named: readonly NamedCandidate[];
  /** Best first. */
  readonly ranked: readonly TagCandidate[];
  readonly choices: readonly TagChoice[];
}

/** Whether one tag is clearly meant, several may be, or none. */
export function decide(evidence: Evidence, limit: number): FoundTags {
  const { exact, choices } = evidence;
  const [only, ...more] = exact;
  if (only && more.length === 0) return { kind: 'one', candidate: only, others: [] };
  if (exact.length > 0) return { kind: 'several', candidates: exact.slice(0, limit) };

  const weighed = weigh(evidence);
  const [best, ...rest] = weighed;
  if (!best || best.score < WORTH_ASKING) return { kind: 'none' };
  const offered = rest
    .filter(({ score }) => score >= Math.max(WORTH_ASKING, best.score - OFFERED_WITHIN))
    .slice(0, limit - 1)
    .map(toCandidate);
  const [second] = rest;
  const isClear = !second || best.score - second.score >= CLEARLY;
  const isMeant = best.hasAll && best.score >= SURE && (isClear || isHabit(best, rest, choices));
  const candidate = toCandidate(best);
  return isMeant
    ? { kind: 'one', candidate, others: offered }
    : { kind: 'several', candidates: [candidate, ...offered] };
}

/** Named and ranked together, each tag once, raised by past choices, best first. */
function weigh({ named, ranked, choices }: Evidence): readonly TagCandidate[] {
  const wholes = named.filter(({ isWhole }) => isWhole);
  // The nearest name alone counts: somebody's own name is not asked about because others use the word too.
  const nearest = (['own', 'everybody', 'trigger'] as const).find((from) =>
    wholes.some((one) => one.from === from),
  );
  const fromNames = named.filter(({ isWhole, from }) => !isWhole || from === nearest);
  const raised = ranked.map((one) => {
    const choice = choices.find(
      ({ dataSourceId, tag }) => dataSourceId === one.source.id && tag === one.tag.name,
    );
    const bonus = CHOICE_PART * Math.min(CHOICES_MAX, choice?.times ?? 0);
    return { ...one, score: Math.min(1, one.score + bonus) };
  });
  return uniqueTags([...fromNames, ...raised].toSorted(compareCandidates));
}

/**
 * Whether people nearly always mean it by these words. Not between the same tag of two units or two machines: there
 * everybody means their own.
 */
function isHabit(
  best: TagCandidate,
  rest: readonly TagCandidate[],
  choices: readonly TagChoice[],
): boolean {
  const all = choices.reduce((sum, { times }) => sum + times, 0);
  const own = choices.find(
    ({ dataSourceId, tag }) => dataSourceId === best.source.id && tag === best.tag.name,
  );
  if (!own || own.times < HABIT_TIMES || own.times < HABIT_PART * all) return false;
  const pattern = siblingPattern(best.tag.name);
  return rest
    .filter(({ score }) => best.score - score < CLEARLY)
    .every(({ tag }) => siblingPattern(tag.name) !== pattern);
}

function toCandidate({ tag, source, score, hasAll, alias }: TagCandidate): TagCandidate {
  return { tag, source, score, hasAll, ...(alias === undefined ? {} : { alias }) };
}
