import type { PlantEvent } from '#sdk';

/** Words by which events are looked for: `trips` is asked of what is called `trip`. */
export function singularWords(words: string): string {
  return wordsOf(words).map(singular).join(' ');
}

/**
 * Events of the kinds that were named, where words name kinds that there are: of `mill trips unit 1` those of kind `Mill
 * Trip`, though `unit` and `trip` are in others too. All of them where no kind is named.
 */
export function ofOneKind(events: readonly PlantEvent[], words: string): readonly PlantEvent[] {
  const said = wordsOf(words)
    .filter((word) => !/^\p{N}+$/u.test(word))
    .map(singular);
  const kinds = new Set(events.flatMap(({ template }) => template ?? []));
  const named = [...kinds].filter((kind) => isSaid(wordsOf(kind).map(singular), said));
  if (named.length === 0) return events;
  const longest = Math.max(...named.map((kind) => wordsOf(kind).length));
  if (longest < 2) return events;
  return events.filter(({ template }) => template !== null && named.includes(template));
}

/** Side by side, in their order. */
function isSaid(kind: readonly string[], said: readonly string[]): boolean {
  return said.some((_word, place) => kind.every((word, index) => said[place + index] === word));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
