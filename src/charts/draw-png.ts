import { Resvg } from '@resvg/resvg-js';
import { drawTableSvg } from './draw-table-svg.ts';
import { drawTrendSvg } from './draw-trend-svg.ts';
import { FONTS } from './fonts.ts';
import type { Picture } from './picture.schema.ts';

/** A picture as the bytes of a PNG. It takes tens of milliseconds of one core. */
export function drawPng(picture: Picture): Uint8Array {
  const svg = picture.kind === 'trend' ? drawTrendSvg(picture) : drawTableSvg(picture);
  const resvg = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [FONTS.regular, FONTS.bold, FONTS.fallback],
      defaultFontFamily: FONTS.family,
      sansSerifFamily: FONTS.family,
    },
  });
  return resvg.render().asPng();
}
