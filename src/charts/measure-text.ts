import { openSync, type Font } from 'fontkit';
import { FONTS } from './fonts.ts';

const BOLD = /\b(?:bold|[6-9]00)\b/u;
const SIZE = /([\d.]+)px/u;
const UNKNOWN = 1;

/** The width of a character in ems; undefined where the font has no shape of it. */
type Widths = (codePoint: number) => number | undefined;

const regular = widthsOf(FONTS.regular);
const bold = widthsOf(FONTS.bold);
const fallback = widthsOf(FONTS.fallback);

/**
 * The width of a text in pixels as resvg draws it, by the fonts' own advances. Kerning is left out: texts are short, and
 * it is less than what is kept free around them. A text that Inter has not all shapes of is drawn in the other font as a
 * whole.
 *
 * @param font CSS, such as `bold 27px Inter`
 */
export function measureText(text: string, font: string): number {
  const sizePx = Number(SIZE.exec(font)?.[1] ?? 12);
  const own = emsOf(text, BOLD.test(font) ? bold : regular);
  return (own ?? emsOf(text, (char) => fallback(char) ?? UNKNOWN) ?? 0) * sizePx;
}

function emsOf(text: string, widthOf: Widths): number | undefined {
  let ems = 0;
  for (const char of text) {
    const width = widthOf(char.codePointAt(0) ?? 32);
    if (width === undefined) return undefined;
    ems += width;
  }
  return ems;
}

function widthsOf(file: string): Widths {
  const font = openSync(file) as Font;
  const known = new Map<number, number | undefined>();
  return (codePoint) => {
    if (known.has(codePoint)) return known.get(codePoint);
    const width = font.hasGlyphForCodePoint(codePoint)
      ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm
      : undefined;
    known.set(codePoint, width);
    return width;
  };
}
