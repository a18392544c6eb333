import type { EChartsCoreOption } from 'echarts/core';
import type { TrendPicture } from '../picture.schema.ts';
import { drawBands } from './draw-bands.ts';
import { colourOf, drawTimes, drawUnits } from './draw-axes.ts';
import { drawGaps } from './draw-gaps.ts';
import { drawHeader } from './draw-header.ts';
import { drawLegend } from './draw-legend.ts';
import { drawLimits } from './draw-limits.ts';
import { drawMarks, lineSeries } from './draw-lines.ts';
import { layoutOf } from './layout.ts';
import { type Looks, themeOf } from './looks.ts';
import { numberLabel } from './number-label.ts';
import { LABEL_GAP, largestOf, plotAreaOf, type PlotPanel } from './plot-area.ts';
import { fontOf } from './text-at.ts';

/**
 * What ECharts draws for a trend, the same on the server and in the browser. It needs ECharts' line chart, grid and
 * graphic components. Everything has its place in pixels, so a new size needs a new option.
 */
export function trendOption(picture: TrendPicture, looks: Looks): EChartsCoreOption {
  const layout = layoutOf(picture, looks);
  const area = plotAreaOf(picture, layout, looks);
  const theme = themeOf(looks);
  return {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: looks.fontFamily },
    grid: area.panels.map(({ top, height }) => ({
      left: area.left,
      width: area.width,
      top,
      height,
      outerBoundsMode: 'none',
    })),
    xAxis: area.panels.map((_, gridIndex) => ({
      type: 'value',
      gridIndex,
      min: picture.start,
      max: picture.end,
      axisLabel: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: theme.axis, width: looks.textPx * 0.07 } },
    })),
    yAxis: area.panels.flatMap((panel, gridIndex) => valueAxes(panel, gridIndex, picture, looks)),
    series: lineSeries(picture, area, looks),
    graphic: [
      ...drawTimes(picture, layout, area, looks),
      ...drawGaps(picture, area, looks),
      ...drawLimits(picture, area, looks),
      ...drawMarks(picture, area, looks),
      ...drawBands(picture, layout, area, looks),
      ...drawHeader(picture, looks),
      ...drawUnits(area, looks),
      ...drawLegend(picture, layout, looks),
    ],
  };
}

function valueAxes(
  panel: PlotPanel,
  gridIndex: number,
  { language }: TrendPicture,
  looks: Looks,
): readonly object[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  return panel.axes.map((axis, side) => {
    const { min, max, interval, decimals } = axis.scale;
    return {
      type: 'value',
      gridIndex,
      position: side === 0 ? 'left' : 'right',
      min,
      max,
      interval,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: side === 0, lineStyle: { color: theme.grid, width: em * 0.05 } },
      axisLabel: {
        margin: em * LABEL_GAP,
        ...fontOf(looks),
        color: axis.lines.length === 1 ? colourOf(axis, panel, looks) : theme.ink,
        // A scale without values is nobody's.
        show: axis.lines.some(({ series }) => series.points.some(([, value]) => value !== null)),
        formatter: (value: number) => numberLabel(value, decimals, language, largestOf(axis.scale)),
      },
    };
  });
}
