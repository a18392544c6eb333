import type { EvidenceSet, Subject } from './evidence.ts';
import type { Segment, Span } from './segments.ts';
import { familyOf, isDesignator, subjectWords } from './subject-words.ts';

/** Words of which one excludes the others: what is said of the inlet is not of the outlet. */
const EXCLUSIVE: readonly ReadonlySet<string>[] = [
  ['net', 'gross'],
  ['inlet', 'outlet'],
  ['main', 'reheat'],
  ['hp', 'ip', 'lp'],
  ['suction', 'discharge'],
  ['supply', 'return'],
  ['left', 'right', 'kiri', 'kanan'],
  [
    'load',
    'temperature',
    'pressure',
    'flow',
    'vibration',
    'speed',
    'level',
    'voltage',
    'frequency',
  ],
].map((words) => new Set(words));

/** Which subjects a number at a place may be of; undefined for any. */
export type Bind = (
  place: Span,
  segment: Segment,
  pool: ReadonlySet<Subject>,
) => ReadonlySet<Subject> | undefined;

/**
 * Tells what a number is said of: by the words right before it, else by those behind it, else by those of its
 * sentence, its heading, and what was spoken of last. A unit that the results do not have excludes them all.
 *
 * @param stops what ends the words that belong to a number: the numbers before and behind it
 */
export function createBind(text: string, stops: readonly Span[], found: EvidenceSet): Bind {
  const everyone = [...found.subjects.values()];

  return (place, { clause, sentence, line }, pool) => {
    const before = stops.filter(({ end }) => end <= place.start).at(-1);
    const behind = stops.find(({ start }) => start >= place.end);
    const start = Math.max(clause.start, before?.end ?? 0);
    const end = Math.min(clause.end, behind?.start ?? text.length);
    const windows = [
      text.slice(start, place.start),
      text.slice(place.end, end),
      text.slice(clause.start, clause.end),
      text.slice(sentence.start, place.start),
      text.slice(line.start, sentence.start),
      ...headingOf(text, line),
    ];
    const inherited = lastDesignators(text.slice(0, place.start));
    for (const window of windows) {
      const words = subjectWords(window);
      if (words.size === 0) continue;
      const named = exactlyNamed(window, everyone);
      if (named && !pool.has(named)) return new Set();
      if (isOfAnother(words, pool)) return new Set();
      const best = bestOf(words, pool);
      if (best.size > 0) return narrowed(withoutExcluded(words, best), inherited);
      const rest = withoutExcluded(words, pool);
      if (rest.size < pool.size) return narrowed(rest, inherited);
    }
    const rest = narrowed(pool, inherited);
    return rest.size < pool.size ? rest : undefined;
  };
}

/** A tag that is named in full, when it is the only one. */
function exactlyNamed(window: string, everyone: readonly Subject[]): Subject | undefined {
  const lower = window.toLowerCase();
  const named = everyone.filter(
    ({ key }) => key.length > 3 && /[_\d.]/.test(key) && hasWord(lower, key),
  );
  return named.length === 1 ? named[0] : undefined;
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return (
    at >= 0 &&
    !/[\p{L}\d_]/u.test(text.charAt(at - 1)) &&
    !/[\p{L}\d_]/u.test(text.charAt(at + word.length))
  );
}

/** Whether it speaks of `u1` where the results have other units and not that one. */
function isOfAnother(words: ReadonlySet<string>, pool: ReadonlySet<Subject>): boolean {
  const known = [...pool].flatMap((subject) => [...subject.words].filter(isDesignator));
  const families = new Set(known.map(familyOf));
  const named = [...words].filter((word) => isDesignator(word) && families.has(familyOf(word)));
  return named.length > 0 && named.every((word) => !known.includes(word));
}

function bestOf(words: ReadonlySet<string>, pool: ReadonlySet<Subject>): ReadonlySet<Subject> {
  let most = 0;
  let best = new Set<Subject>();
  for (const subject of pool) {
    let score = 0;
    for (const word of words) {
      if (!subject.words.has(word)) continue;
      // What all of them have tells none from the others.
      if (pool.size > 1 && [...pool].every((one) => one.words.has(word))) continue;
      score += isDesignator(word) ? 3 : 1;
    }
    if (score > most) best = new Set();
    if (score >= most && score > 0) best.add(subject);
    most = Math.max(most, score);
  }
  return best;
}

function withoutExcluded(
  words: ReadonlySet<string>,
  pool: ReadonlySet<Subject>,
): ReadonlySet<Subject> {
  const groups = EXCLUSIVE.filter((group) => [...group].some((word) => words.has(word)));
  return new Set(
    [...pool].filter(({ words: own }) =>
      groups.every((group) => {
        const mine = [...group].filter((word) => own.has(word));
        return mine.length === 0 || mine.some((word) => words.has(word));
      }),
    ),
  );
}

/** Of several that fit, those of the unit that was spoken of last. */
function narrowed(
  pool: ReadonlySet<Subject>,
  designators: ReadonlySet<string>,
): ReadonlySet<Subject> {
  const fitting = new Set(
    [...pool].filter(({ words }) => [...designators].some((one) => words.has(one))),
  );
  return fitting.size > 0 ? fitting : pool;
}

function lastDesignators(before: string): ReadonlySet<string> {
  const sentences = before.split(/(?<=[.!?;:])\s|\n/).toReversed();
  for (const sentence of sentences) {
    const found = [...subjectWords(sentence)].filter(isDesignator);
    if (found.length > 0) return new Set(found);
  }
  return new Set();
}

/** The line above that this one belongs to: the last without a number that ends in a colon, or stands alone. */
function headingOf(text: string, line: Span): readonly string[] {
  const above = text.slice(0, line.start).trimEnd().split('\n').toReversed();
  const heading = above.find((one) => /:\s*$/.test(one));
  return heading === undefined ? above.slice(0, 1) : [heading];
}
