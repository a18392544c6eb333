import type { EvidenceSet, Subject } from './evidence.ts';
import type { Problem } from './problem.ts';
import { segmentsOf } from './segments.ts';
import { type StateClaim, isInState, readStateClaims } from './states.ts';
import { isDesignator, subjectWords } from './subject-words.ts';
import type { NumberToken, Token } from './token.ts';

/**
 * Finds what a text says of states and no tool found: `U1 mill A is running` of one that stands. Numbers that count
 * those in a state are put into `counted`: they are checked here.
 */
export function checkStates(
  text: string,
  tokens: readonly Token[],
  found: EvidenceSet,
  counted: Set<NumberToken>,
): readonly Problem[] {
  const pool = [...found.subjects.values()].filter(
    ({ states, hasNothing }) => states.length > 0 || hasNothing,
  );
  if (pool.length === 0) return [];
  const own = [...new Set(pool.flatMap(({ states }) => states.map(({ state }) => state)))];
  const claims = readStateClaims(text, own);
  const segmentOf = segmentsOf(text, tokens);
  return claims.flatMap((claim, index) => {
    const { sentence, line } = segmentOf(claim);
    const before = claims[index - 1];
    const start = Math.max(sentence.start, before?.end ?? 0);
    const count = tokens.find(
      (token): token is NumberToken =>
        token.kind === 'number' &&
        token.unit === undefined &&
        token.start >= start &&
        token.end <= claim.start,
    );
    const words = subjectWords(text.slice(start, claim.start));
    // `Running: mills A1 and A3.`
    const behind =
      words.size === 0
        ? subjectWords(
            text.slice(claim.end, Math.min(sentence.end, claims[index + 1]?.start ?? text.length)),
          )
        : words;
    const said = behind.size > 0 ? behind : subjectWords(text.slice(line.start, claim.start));
    const meant = count && countedBy(said, pool);
    if (count && meant) counted.add(count);
    const problem = count
      ? meant && checkCount(text, count, claim, meant)
      : checkNamed(claim, said, pool);
    return problem ? [problem] : [];
  });
}

function checkNamed(
  claim: StateClaim,
  words: ReadonlySet<string>,
  pool: readonly Subject[],
): Problem | undefined {
  const designators = [...words].filter(isDesignator);
  const groups =
    designators.length > 1
      ? designators.map((one) => pool.filter((subject) => subject.words.has(one)))
      : [bestOf(words, pool)];
  const isWrong = groups.some(
    (group) => group.length > 0 && !group.some((subject) => holds(subject, claim)),
  );
  return isWrong ? problemOf(claim) : undefined;
}

/** Of which subjects a number counts some: those with one state each, of the unit that is named. */
function countedBy(
  words: ReadonlySet<string>,
  pool: readonly Subject[],
): readonly Subject[] | undefined {
  const single = pool.filter(({ states }) => new Set(states.map(({ state }) => state)).size === 1);
  if (single.length < 2 || single.length < pool.length) return undefined;
  const designators = [...words].filter(isDesignator);
  const isMeant = (subject: Subject): boolean =>
    designators.length === 0 || designators.some((one) => subject.words.has(one));
  const meant = single.filter(isMeant);
  return meant.length > 0 ? meant : undefined;
}

/** Of several, how many: it must be as many as there are. */
function checkCount(
  text: string,
  count: NumberToken,
  claim: StateClaim,
  meant: readonly Subject[],
): Problem | undefined {
  if (count.value === meant.filter((subject) => holds(subject, claim)).length) return undefined;
  const isOfAll = /(?:\b(?:of|from|out of|dari)(?: the)?) ?$/i.test(text.slice(0, count.start));
  if (isOfAll && count.value === meant.length) return undefined;
  return { ...problemOf(claim), kind: 'wrong_count', text: text.slice(count.start, claim.end) };
}

/** Those whose names the words say at least half of: `Unit 2` says little of one of its mills. */
function bestOf(words: ReadonlySet<string>, pool: readonly Subject[]): readonly Subject[] {
  const scored = pool.map((subject) => {
    const named = [...subject.nameWords].filter((word) => words.has(word)).length;
    const all = [...subject.words].filter((word) => words.has(word));
    const score = all.reduce((sum, word) => sum + (isDesignator(word) ? 3 : 1), 0);
    return {
      subject,
      score,
      isNamed: named * 2 >= subject.nameWords.size || (all.length >= 2 && pool.length < 3),
    };
  });
  const most = Math.max(...scored.map(({ score }) => score));
  return most === 0
    ? []
    : scored
        .filter(({ score, isNamed }) => score === most && isNamed)
        .map(({ subject }) => subject);
}

function holds({ states, hasNothing }: Subject, claim: StateClaim): boolean {
  if (states.length === 0) return !hasNothing;
  return states.some(({ state }) => isInState(state, claim.state) !== claim.isDenied);
}

function problemOf({ text }: StateClaim): Problem {
  return { kind: 'wrong_state', text, message: `No result says that it is "${text}".` };
}
