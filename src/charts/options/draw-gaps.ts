import type { ChartPoint, TrendPicture } from '../picture.schema.ts';
import { type Looks, nth, themeOf } from './looks.ts';
import type { PlotArea } from './plot-area.ts';
import { textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';
import { wordsFor } from './words.ts';

/** Narrower than this, a gap would not be seen. */
const LEAST_PX = 3;
const TEXT_EM = 0.85;

/** From where to where nothing good is known, in the colour of its line; it says so where there is room. */
export function drawGaps(picture: TrendPicture, area: PlotArea, looks: Looks): readonly Element[] {
  const theme = themeOf(looks);
  const words = wordsFor(picture.language);
  const em = looks.textPx * TEXT_EM;
  return area.panels.flatMap((panel) => {
    const lines = panel.axes.flatMap(({ lines: of }) => of);
    return lines.flatMap(({ series, place }, row) => {
      const colour = nth(theme.lines, place);
      const named = `${series.label}: ${words.noData}`;
      // Where its name does not fit, the colour tells which line it is.
      const texts = lines.length === 1 ? [words.noData] : [named, words.noData];
      return gapsOf(series.points, picture).flatMap(({ from, to }) => {
        const x = area.xOf(from);
        const width = Math.max(area.xOf(to) - x, LEAST_PX);
        const box = {
          type: 'rect',
          silent: true,
          z: -1,
          shape: { x, y: panel.top, width, height: panel.height },
          style: { fill: colour, opacity: 0.12 },
        };
        const y = panel.top + looks.textPx * (0.3 + row * 1.1);
        const text = texts.find((one) => textWidth(one, em) + em <= width);
        const label = textAt(looks, {
          text: text ?? '',
          x: x + width / 2,
          y,
          em: TEXT_EM,
          colour: theme.paleInk,
          align: 'center',
        });
        return text === undefined ? [box] : [box, label];
      });
    });
  });
}

/** Spans of a series that begin with a null value and end with the next known one, or with the range. */
export function gapsOf(
  points: readonly ChartPoint[],
  { start, end }: Pick<TrendPicture, 'start' | 'end'>,
): readonly { readonly from: number; readonly to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let from: number | undefined;
  for (const [at, value] of points) {
    if (value === null) from ??= at;
    else if (from !== undefined) {
      gaps.push({ from, to: at });
      from = undefined;
    }
  }
  if (from !== undefined) gaps.push({ from, to: end });
  return gaps
    .map((gap) => ({ from: Math.max(gap.from, start), to: Math.min(gap.to, end) }))
    .filter((gap) => gap.to >= gap.from);
}
