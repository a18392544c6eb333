import type { TrendPicture } from '../picture.schema.ts';
import { formatNumber } from '../../triggers/format-number.ts';
import { type Looks, themeOf } from './looks.ts';
import { type PlotArea, yOf } from './plot-area.ts';
import { textAt, type Element } from './text-at.ts';
import { wordsFor } from './words.ts';

const TEXT_EM = 0.9;

/** Limits as lines across their panel, each with its name and value at the right. */
export function drawLimits(
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  const theme = themeOf(looks);
  const { language } = picture;
  const em = looks.textPx;
  const right = area.left + area.width;
  return area.panels.flatMap((panel) => {
    const all = panel.axes.flatMap(({ lines, scale }) =>
      lines.flatMap(({ series }) =>
        (series.limits ?? []).map((limit) => ({
          limit,
          series,
          y: yOf(limit.value, scale, panel),
        })),
      ),
    );
    const isOneLine = panel.axes.flatMap(({ lines }) => lines).length === 1;
    return all
      .toSorted((a, b) => a.y - b.y)
      .flatMap(({ limit, series, y }, index, sorted) => {
        const value = formatNumber(limit.value, series.decimals, language);
        const name = limit.label ?? wordsFor(language).limit;
        const text = `${isOneLine ? '' : `${series.label} `}${name} ${value}`;
        // Names of limits that lie close stand at both ends of their lines.
        const isClose = index % 2 === 1 && y - (sorted[index - 1]?.y ?? 0) < em * 1.4;
        const below = y - panel.top < em * 1.3;
        const label = textAt(looks, {
          text,
          x: isClose ? area.left + em * 0.3 : right - em * 0.3,
          y: below ? y + em * 0.15 : y - em * 1.2,
          em: TEXT_EM,
          colour: theme.limit,
          align: isClose ? 'left' : 'right',
        });
        return [
          {
            type: 'line',
            silent: true,
            z: 3,
            shape: { x1: area.left, y1: y, x2: right, y2: y },
            style: { stroke: theme.limit, lineWidth: em * 0.09, lineDash: [em * 0.5, em * 0.25] },
          },
          { ...label, z: 6, style: { ...(label['style'] as object), backgroundColor: theme.veil } },
        ];
      });
  });
}
