import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { FONTS } from './fonts.ts';
import { measureText } from './measure-text.ts';
import { textsToPaths } from './texts-to-paths.ts';

function svgOf(text: string, more = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="80"><text x="300" y="40" ${more} font-size="28" fill="#000000">${text}</text></svg>`;
}

/** The box of all ink: of texts by resvg with its fonts, or of shapes alone, without any. */
function inkOf(svg: string, fontFiles: string[]) {
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONTS.family };
  const { pixels, width } = new Resvg(svg, { font }).render();
  const box = { left: Infinity, right: 0, top: Infinity, bottom: 0 };
  for (let index = 0; index < pixels.length / 4; index += 1) {
    if ((pixels[index * 4 + 3] ?? 0) < 128) continue;
    const [x, y] = [index % width, Math.floor(index / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

describe('a text as shapes', () => {
  test.each([
    ['612.4 MW', ''],
    ['Suhu &lt;gas&gt; &amp; é', 'text-anchor="middle"'],
    ['Net load', 'text-anchor="end" font-weight="bold"'],
    ['Pg', 'dominant-baseline="central"'],
  ])('%s %s stands where resvg would write it', (text, more) => {
    const svg = svgOf(text, more);
    const shapes = textsToPaths(svg);
    expect(shapes).not.toContain('<text');
    const written = inkOf(svg, [FONTS.regular, FONTS.bold]);
    const drawn = inkOf(shapes, []);
    // What resvg kerns, and we do not, is a few pixels at most.
    for (const side of ['left', 'right', 'top', 'bottom'] as const) {
      expect(Math.abs(drawn[side] - written[side])).toBeLessThanOrEqual(3);
    }
  });

  test('is as wide as it was measured', () => {
    const { left, right } = inkOf(textsToPaths(svgOf('Main steam pressure')), []);
    expect(Math.abs(right - left - measureText('Main steam pressure', '28px Inter'))).toBeLessThan(
      5,
    );
  });

  test.each(['شخص', '😀 load', 'e\u0301'])('%s stays a text, for resvg to shape', (text) => {
    expect(textsToPaths(svgOf(text))).toBe(svgOf(text));
  });
});
