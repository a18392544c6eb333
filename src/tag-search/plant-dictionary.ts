import { editDistance, forgivenErrors } from '#sdk/tag-index';
import { PLANT_WORDS, QUANTITIES } from './plant-words.ts';

/** One thing of a plant under all its names. */
export interface PlantThing {
  /** Its first name. */
  readonly id: string;
  readonly ways: readonly (readonly string[])[];
  /** Engineering units that mean it; undefined for what is no quantity. */
  readonly units: readonly string[] | undefined;
}

/** Words of the longest phrase. */
export const PHRASE_WORDS_MAX = 4;

const BY_PHRASE = new Map<string, PlantThing[]>();
const WORDS = new Set<string>();

for (const line of PLANT_WORDS) addThing(line, undefined);
for (const { words, units, also } of QUANTITIES) addThing(words, units, also);

/** Everything a phrase may mean, or nothing when no plant calls anything so. */
export function thingsCalled(phrase: string): readonly PlantThing[] {
  return BY_PHRASE.get(phrase) ?? [];
}

/** The one thing of this first name. */
export function thingOf(id: string): PlantThing | undefined {
  return thingsCalled(id).find((thing) => thing.id === id);
}

export function isPlantWord(word: string): boolean {
  return WORDS.has(word);
}

/** The plant's word that was probably mistyped so; undefined when none is near. */
export function correctWord(word: string): string | undefined {
  const max = word.length === 3 ? 1 : forgivenErrors(word);
  if (max === 0) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const known of WORDS) {
    // Of three letters nothing is forgiven but one left out: any other word is near.
    if (word.length === 3 && known.length !== 4) continue;
    if (known.length < 4) continue;
    const distance = editDistance(word, known, max);
    if (distance > max) continue;
    // The first letter is hardly ever mistyped.
    const cost = distance + (known[0] === word[0] ? 0 : 0.5);
    if (cost < least || (cost === least && known < (best ?? ''))) {
      best = known;
      least = cost;
    }
  }
  return best;
}

function addThing(line: string, units: readonly string[] | undefined, also?: string): void {
  const phrases = line.split(' = ');
  const all = also === undefined ? phrases : [...phrases, ...also.split(' = ')];
  const thing = { id: phrases[0] ?? '', ways: all.map((phrase) => phrase.split(' ')), units };
  for (const phrase of phrases) {
    BY_PHRASE.set(phrase, [...(BY_PHRASE.get(phrase) ?? []), thing]);
    for (const word of phrase.split(' ')) WORDS.add(word);
  }
}
