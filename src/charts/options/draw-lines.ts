import type { ChartPoint, TrendPicture } from '../picture.schema.ts';
import { clipPoints } from './clip-points.ts';
import { type Looks, nth, themeOf } from './looks.ts';
import { markAt, markedPoints } from './marks.ts';
import { type PlotArea, yOf } from './plot-area.ts';
import type { Element } from './text-at.ts';
import { thinPoints } from './thin-points.ts';

/** Thicker than on a screen: a phone shows the picture at a third of its size. */
const LINE_EM = { now: 0.15, many: 0.12, before: 0.11 };

/** ECharts' series: each line, and behind it the same of the period before, paler and dashed. */
export function lineSeries(picture: TrendPicture, area: PlotArea, looks: Looks): readonly object[] {
  const em = looks.textPx;
  const theme = themeOf(looks);
  const { start, end } = picture;
  const isCrowded = picture.series.length > 3;
  let axisIndex = -1;
  return area.panels.flatMap((panel, grid) =>
    panel.axes.flatMap(({ lines }) => {
      axisIndex += 1;
      const place = { xAxisIndex: grid, yAxisIndex: axisIndex };
      return lines.flatMap(({ series, place: nthOne }) => {
        const colour = nth(theme.lines, nthOne);
        const base = {
          type: 'line',
          ...place,
          silent: true,
          // Its points are clipped already; a clip path costs more than the line.
          clip: false,
          dimensions: ['at', 'value'],
          step: series.form === 'step' ? 'end' : false,
          connectNulls: false,
          emphasis: { disabled: true },
        };
        const thin = (points: readonly ChartPoint[]) =>
          toData(thinPoints(clipPoints(points, series.form, start, end), start, end, area.width));
        const now = {
          ...base,
          z: 4,
          name: series.label,
          data: thin(series.points),
          ...lonely(series.points, em),
          itemStyle: { color: colour },
          lineStyle: {
            color: colour,
            width: em * (isCrowded ? LINE_EM.many : LINE_EM.now),
            join: 'round',
          },
        };
        if (!series.before || series.before.length === 0) return [now];
        const before = {
          ...base,
          z: 3,
          data: thin(series.before),
          showSymbol: false,
          lineStyle: {
            color: colour,
            opacity: 0.55,
            width: em * LINE_EM.before,
            type: [em * 0.35, em * 0.25],
          },
        };
        return [before, now];
      });
    }),
  );
}

/** Marks on the lines, where there is more than one. */
export function drawMarks(picture: TrendPicture, area: PlotArea, looks: Looks): readonly Element[] {
  const theme = themeOf(looks);
  const count = area.panels.flatMap(({ axes }) => axes.flatMap(({ lines }) => lines)).length;
  if (count < 2) return [];
  return area.panels.flatMap((panel) =>
    panel.axes.flatMap(({ lines, scale }) =>
      lines.flatMap(({ series, place }) => {
        const known = clipPoints(series.points, series.form, picture.start, picture.end);
        return markedPoints(known.filter(isKnown), picture.start, picture.end, place).map(
          ([at, value]) =>
            markAt(
              place,
              { x: area.xOf(at), y: yOf(value, scale, panel), r: looks.textPx * 0.34 },
              nth(theme.lines, place),
              theme.background,
            ),
        );
      }),
    ),
  );
}

function isKnown(point: ChartPoint): point is [number, number] {
  return point[1] !== null;
}

/** As numbers in a row, which ECharts takes as they are; lists of lists it copies one by one. */
function toData(points: readonly ChartPoint[]): Float64Array {
  const data = new Float64Array(points.length * 2);
  for (const [index, [at, value]] of points.entries()) {
    data[index * 2] = at;
    data[index * 2 + 1] = value ?? Number.NaN;
  }
  return data;
}

/** A point without a neighbour has no line: it is drawn as a dot. */
function lonely(points: readonly ChartPoint[], em: number) {
  const isLonely = points.some(
    ([, value], index) =>
      value !== null &&
      (points[index - 1]?.[1] ?? null) === null &&
      (points[index + 1]?.[1] ?? null) === null,
  );
  return isLonely && points.length < 200
    ? { showSymbol: true, symbol: 'circle', symbolSize: em * 0.5 }
    : { showSymbol: false };
}
