/** Where a text is cut, the best place first: between paragraphs, lines, sentences, words. */
const CUTS = [/\n\s*\n/gu, /\n/gu, /[.!?…:;]["')\]]?\s/gu, /\s/gu] as const;
/** A part that is cut earlier than this share of its length wastes a message. */
const LEAST_SHARE = 0.5;

/**
 * Splits a text into parts of `max` UTF-16 code units at most, and loses no character: joined, the parts are the text.
 * Cuts are made between paragraphs, lines, sentences or words where there are any, outside of `*bold*` where that is
 * possible, and never inside a character.
 *
 * @param max at least 2
 */
export function splitText(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = cutOf(rest, max);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** As `splitText`, and each of several parts is headed by its number: `(2/3)`. The heads count for `max`. */
export function splitNumbered(text: string, max: number): readonly string[] {
  if (text.length <= max) return [text];
  for (let digits = 1; ; digits += 1) {
    const headMax = '(/)\n'.length + 2 * digits;
    const parts = splitText(text, Math.max(2, max - headMax));
    if (String(parts.length).length <= digits) {
      return parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`);
    }
  }
}

function cutOf(text: string, max: number): number {
  const window = text.slice(0, max + 1);
  const least = Math.floor(max * LEAST_SHARE);
  const bold = boldRanges(text, max);
  for (const cut of CUTS) {
    const ends = [...window.matchAll(cut)]
      .map(({ index, 0: { length } }) => index + length)
      .filter((end) => end <= max && end >= least);
    const outside = ends.findLast((end) => !bold.some(([from, to]) => end > from && end < to));
    if (outside !== undefined) return outside;
  }
  const anyBlank = Math.max(...[...window.matchAll(/\s/gu)].map(({ index }) => index + 1), 0);
  if (anyBlank >= least && anyBlank <= max) return anyBlank;
  return isInsidePair(text, max) ? max - 1 : max;
}

function boldRanges(text: string, max: number): readonly (readonly [number, number])[] {
  const near = text.slice(0, max * 2);
  return [...near.matchAll(/\*[^*\n]{1,200}\*/gu)].map(({ index, 0: { length } }) => [
    index,
    index + length,
  ]);
}

function isInsidePair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
