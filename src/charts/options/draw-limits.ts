import type { ChartSeries, TrendPicture } from '../picture.schema.ts';
import { type Looks, themeOf } from './looks.ts';
import { numberLabel } from './number-label.ts';
import { type PlotArea, type PlotPanel, yOf } from './plot-area.ts';
import { textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';
import type { ValueScale } from './value-scale.ts';
import { wordsFor } from './words.ts';

const TEXT_EM = 0.9;
/** Boxes that stand for a line when names are placed. */
const BOXES = 120;

/** Limits as lines across their panel, each with its name and value where it hides no line of values. */
export function drawLimits(
  picture: TrendPicture,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  return area.panels.flatMap((panel) => {
    const lines = panel.axes.flatMap((axis) =>
      axis.lines.map(({ series }) => ({ series, scale: axis.scale })),
    );
    if (!lines.some(({ series }) => series.limits)) return [];
    const taken: Box[] = lines.flatMap(({ series, scale }) => boxesOf(series, scale, panel, area));
    return lines.flatMap(({ series, scale }) =>
      (series.limits ?? []).flatMap((limit) => {
        const y = yOf(limit.value, scale, panel);
        const text = nameOf(limit, series, picture, lines.length > 1);
        return drawLimit(text, y, taken, panel, area, looks);
      }),
    );
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Limit = NonNullable<ChartSeries['limits']>[number];

function nameOf(
  limit: Limit,
  series: ChartSeries,
  { language }: TrendPicture,
  isOneOfMany: boolean,
) {
  const value = numberLabel(limit.value, series.decimals, language);
  const name = `${limit.label ?? wordsFor(language).limit} ${value}`;
  return isOneOfMany ? `${series.label}: ${name}` : name;
}

/** @param taken what the name should not hide; its own place is added */
function drawLimit(
  text: string,
  y: number,
  taken: Box[],
  panel: PlotPanel,
  area: PlotArea,
  looks: Looks,
): readonly Element[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  const right = area.left + area.width;
  const height = em * 1.15;
  const width = Math.min(textWidth(text, em * TEXT_EM), area.width * 0.7);
  const lefts = [
    right - width - em * 0.3,
    area.left + em * 0.3,
    area.left + (area.width - width) / 2,
  ];
  const tops = [y - height, y + em * 0.1];
  const places = tops
    .filter((top) => top >= panel.top - height && top + height <= panel.top + panel.height + em)
    .flatMap((top) =>
      lefts.map((left) => ({ left, right: left + width, top, bottom: top + height })),
    );
  const hidden = (box: Box) => taken.filter((other) => isOver(box, other)).length;
  const place = places.toSorted((a, b) => hidden(a) - hidden(b))[0];
  const line = {
    type: 'line',
    silent: true,
    z: 3,
    shape: { x1: area.left, y1: y, x2: right, y2: y },
    style: { stroke: theme.limit, lineWidth: em * 0.09, lineDash: [em * 0.5, em * 0.25] },
  };
  if (!place) return [line];
  taken.push(place);
  const label = textAt(looks, {
    text,
    x: place.left,
    y: place.top + em * 0.05,
    em: TEXT_EM,
    colour: theme.limit,
    width,
  });
  return [
    line,
    { ...label, z: 6, style: { ...(label['style'] as object), backgroundColor: theme.veil } },
  ];
}

/** The pixels of a line, roughly: a box around every few of its points. */
function boxesOf(
  { points }: ChartSeries,
  scale: ValueScale,
  panel: PlotPanel,
  area: PlotArea,
): readonly Box[] {
  const each = Math.ceil(points.length / BOXES);
  return Array.from({ length: Math.ceil(points.length / Math.max(each, 1)) }, (_, index) => {
    const some = points.slice(index * each, (index + 1) * each + 1);
    const known = some.flatMap(([, value]) => (value === null ? [] : [yOf(value, scale, panel)]));
    const first = some[0]?.[0] ?? 0;
    return {
      left: area.xOf(first),
      right: area.xOf(some.at(-1)?.[0] ?? first),
      top: Math.min(...known),
      bottom: Math.max(...known),
    };
  });
}

function isOver(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
