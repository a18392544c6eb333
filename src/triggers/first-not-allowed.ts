/**
 * The first character of a text that a list of characters does not have, or undefined when it has them all. The list
 * names characters one by one or as ranges, `A-Z0-9_.-`; a `-` at its beginning or end is a `-`. It is no pattern, so no
 * list can make the search long.
 */
export function firstNotAllowed(text: string, allowed: string): string | undefined {
  const ranges = rangesOf([...allowed]);
  return [...text].find((character) => {
    const code = character.codePointAt(0) ?? 0;
    return !ranges.some(([from, to]) => code >= from && code <= to);
  });
}

function rangesOf(characters: readonly string[]): readonly (readonly [number, number])[] {
  const codeAt = (place: number) => characters[place]?.codePointAt(0) ?? 0;
  const ranges: [number, number][] = [];
  let place = 0;
  while (place < characters.length) {
    const isRange = characters[place + 1] === '-' && place + 2 < characters.length;
    ranges.push([codeAt(place), codeAt(isRange ? place + 2 : place)]);
    place += isRange ? 3 : 1;
  }
  return ranges;
}
