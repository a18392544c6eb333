import { FONTS } from './fonts.ts';
import { type Glyphs, openGlyphs } from './glyphs.ts';

const BOLD = /\b(?:bold|[6-9]00)\b/u;
const SIZE = /([\d.]+)px/u;
const UNKNOWN = 1;

const regular = openGlyphs(FONTS.regular);
const bold = openGlyphs(FONTS.bold);
const fallback = openGlyphs(FONTS.fallback);

/**
 * The width of a text in pixels as it is drawn, by the fonts' own advances: a text that Inter has not all shapes of is
 * drawn in the other font as a whole.
 *
 * @param font CSS, such as `bold 27px Inter`
 */
export function measureText(text: string, font: string): number {
  const { glyphs, sizePx } = readFont(font);
  const ems = emsOf(text, glyphs) ?? emsOf(text, fallback, UNKNOWN) ?? 0;
  return ems * sizePx;
}

/** The shapes of Inter that a font in CSS means, and its size. */
export function readFont(font: string): { readonly glyphs: Glyphs; readonly sizePx: number } {
  return {
    glyphs: BOLD.test(font) ? bold : regular,
    sizePx: Number(SIZE.exec(font)?.[1] ?? 12),
  };
}

function emsOf(text: string, glyphs: Glyphs, unknown?: number): number | undefined {
  let ems = 0;
  for (const char of text) {
    const glyph = glyphs.of(char);
    const width = glyph ? glyph.advance / glyphs.unitsPerEm : unknown;
    if (width === undefined) return undefined;
    ems += width;
  }
  return ems;
}
