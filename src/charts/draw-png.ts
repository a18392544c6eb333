import { Resvg } from '@resvg/resvg-js';
import { drawTableSvg } from './draw-table-svg.ts';
import { drawTrendSvg } from './draw-trend-svg.ts';
import { FONTS } from './fonts.ts';
import type { Picture } from './picture.schema.ts';
import { textsToPaths } from './texts-to-paths.ts';

/** Characters that XML cannot hold: one of them, in a tag's description, would lose the whole picture. */
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** A picture as the bytes of a PNG. It takes tens of milliseconds of one core. */
export function drawPng(picture: Picture): Uint8Array {
  const svg = picture.kind === 'trend' ? drawTrendSvg(picture) : drawTableSvg(picture);
  const resvg = new Resvg(textsToPaths(svg.toWellFormed().replaceAll(NOT_IN_XML, '')), {
    font: {
      loadSystemFonts: false,
      fontFiles: [FONTS.regular, FONTS.bold, FONTS.fallback],
      defaultFontFamily: FONTS.family,
      sansSerifFamily: FONTS.family,
    },
  });
  return resvg.render().asPng();
}
