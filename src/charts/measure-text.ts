import { openSync, type Font } from 'fontkit';
import { FONTS } from './fonts.ts';

const BOLD = /\b(?:bold|[6-9]00)\b/u;
const SIZE = /([\d.]+)px/u;

/** Widths of single characters, in ems: texts are short, and kerning is less than what is kept free around them. */
type Widths = (codePoint: number) => number;

const regular = widthsOf(FONTS.regular);
const bold = widthsOf(FONTS.bold);

/** The width of a text in pixels as resvg draws it, by the fonts' own advances. @param font CSS, such as `bold 27px Inter` */
export function measureText(text: string, font: string): number {
  const widthOf = BOLD.test(font) ? bold : regular;
  const sizePx = Number(SIZE.exec(font)?.[1] ?? 12);
  let ems = 0;
  for (const char of text) ems += widthOf(char.codePointAt(0) ?? 32);
  return ems * sizePx;
}

function widthsOf(file: string): Widths {
  const fonts = [file, FONTS.fallback].map((path) => openSync(path) as Font);
  const known = new Map<number, number>();
  return (codePoint) => {
    const width = known.get(codePoint);
    if (width !== undefined) return width;
    const font = fonts.find((one) => one.hasGlyphForCodePoint(codePoint));
    const found = font ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm : 1;
    known.set(codePoint, found);
    return found;
  };
}
