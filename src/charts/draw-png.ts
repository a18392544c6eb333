import { Resvg } from '@resvg/resvg-js';
import { drawTableSvg } from './draw-table-svg.ts';
import { drawTrendSvg } from './draw-trend-svg.ts';
import { FONTS } from './fonts.ts';
import { NOT_IN_XML } from './not-in-xml.ts';
import type { Picture } from './picture.schema.ts';
import { textsToPaths } from './texts-to-paths.ts';

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
