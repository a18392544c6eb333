import type { ScoredTag, TagInfo } from '#sdk';
import { fold, foldUnit, partsOf, splitCapitals, unitNumberOf, wordsOf } from '#sdk/tag-index';
import { thingOf } from './plant-dictionary.ts';
import { FILLER_WORDS, QUALIFIERS, QUALIFYING_WORDS, QUANTITIES } from './plant-words.ts';
import type { WantedTag, WantedTerm } from './read-words.ts';

/** How much of the score the words of a tag decide that nobody asked for. */
const COVERAGE_PART = 0.2;
/** A tag of something else of the same thing: its set point, its forecast, its alarm. */
const QUALIFIED_COST = 0.12;
/** A unit was said, and the tag does not say to which it belongs. */
const UNPLACED_COST = 0.1;
/** It is measured in the unit of another quantity. */
const OTHER_QUANTITY_COST = 0.15;
/** The thing has another number than the one said. */
const OTHER_NUMBER_COST = 0.3;

const KNOWN_UNITS = new Set(QUANTITIES.flatMap(({ units }) => units));
const QUALIFYING_WAYS = [
  ...QUALIFIERS.flatMap((id) => thingOf(id)?.ways ?? []),
  ...QUALIFYING_WORDS.map((word) => [word]),
];

/**
 * How well a tag is what was asked, 0 to 1: what it has of it (`scored.score`), less for what else its words say, less
 * for what contradicts the question. 0 when it is surely another: another machine's letter.
 */
export function scoreTag({ tag, score, met }: ScoredTag, wanted: WantedTag): number {
  const words = readTag(tag);
  if (wanted.terms.some((term, nth) => !met[nth] && isOtherLetter(term, words))) return 0;
  const covered = 1 - COVERAGE_PART + COVERAGE_PART * coverage(words, wanted);
  const costs =
    (isQualified(tag, words, wanted) ? QUALIFIED_COST : 0) +
    (wanted.unitNumbers.length > 0 && unitNumberOf(tag) === undefined ? UNPLACED_COST : 0) +
    (wanted.terms.some((term) => isOtherQuantity(tag, term)) ? OTHER_QUANTITY_COST : 0) +
    (wanted.terms.some((term) => isOtherNumber(words, term)) ? OTHER_NUMBER_COST : 0);
  return Math.max(0, score * covered - costs);
}

interface TagWords {
  readonly inName: readonly string[];
  readonly described: readonly string[];
  readonly all: ReadonlySet<string>;
}

function readTag({ name, description }: TagInfo): TagWords {
  const inName = wordsOf(fold(splitCapitals(name))).flatMap(partsOf);
  const described = wordsOf(fold(description)).flatMap((word) => [word, ...innerParts(word)]);
  return { inName, described, all: new Set([...inName, ...described]) };
}

function innerParts(word: string): readonly string[] {
  const parts = partsOf(word);
  return parts.length > 1 ? parts : [];
}

/** The share of a tag's own words that were asked for. */
function coverage({ inName, described }: TagWords, { terms, unitNumbers }: WantedTag): number {
  const words = described.length > 0 ? described : inName;
  const asked = new Set(
    terms.flatMap(({ ways, otherwise = [] }) => [...ways, ...otherwise].flat()),
  );
  if (unitNumbers.length > 0) for (const word of ['unit', 'u', 'blok', 'block']) asked.add(word);
  for (const number of unitNumbers) asked.add(String(number));
  // `A` is a word like another: it is the letter of a machine, and the same tag of mill B must not fit worse.
  const isFiller = (word: string) => word.length > 1 && FILLER_WORDS.has(word);
  const counted = words.filter((word) => !isFiller(word) || asked.has(word));
  const covered = counted.filter(
    (word) => asked.has(word) || [...asked].some((each) => isBeginning(each, word)),
  );
  return counted.length === 0 ? 0 : covered.length / counted.length;
}

function isBeginning(asked: string, word: string): boolean {
  return asked.length >= 3 && word.startsWith(asked);
}

function isQualified(tag: TagInfo, { all }: TagWords, { terms }: WantedTag): boolean {
  const said = new Set(
    terms.flatMap(({ ways, otherwise = [] }) =>
      [...ways, ...otherwise].map((way) => way.join(' ')),
    ),
  );
  const isSaid = (way: readonly string[]) => said.has(way.join(' '));
  if (tag.future && !isSaid(['forecast'])) return true;
  return QUALIFYING_WAYS.some((way) => way.every((word) => all.has(word)) && !isSaid(way));
}

function isOtherQuantity({ unit }: TagInfo, { kind, units }: WantedTerm): boolean {
  if (kind !== 'quantity' || !unit || !units) return false;
  const key = foldUnit(unit);
  return KNOWN_UNITS.has(key) && !units.includes(key);
}

/** `mill a` was asked and the tag says `B`. */
function isOtherLetter({ kind }: WantedTerm, { inName }: TagWords): boolean {
  return kind === 'letter' && inName.some((word) => /^[a-h]$/.test(word));
}

/** `coal mill 5` was asked, and the tag has a number right after `mill` that is not 5. */
function isOtherNumber({ described }: TagWords, { kind, ways, of }: WantedTerm): boolean {
  if (kind !== 'number' || !of) return false;
  const lastWords = new Set([...of.ways, ...(of.otherwise ?? [])].map((way) => way.at(-1) ?? ''));
  const numbers = described.filter(
    (word, at) => /^\d+$/.test(word) && lastWords.has(described[at - 1] ?? ''),
  );
  return numbers.length > 0 && !numbers.some((number) => ways.some(([way]) => way === number));
}
