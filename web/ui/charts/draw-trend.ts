import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { trendHeight, trendOption } from '../../../src/charts/options/index.ts';
import type { TrendPicture } from '../../../src/charts/picture.schema.ts';
import { readoutOf } from './readout-of.ts';

use([LineChart, GridComponent, GraphicComponent, TooltipComponent, SVGRenderer]);

/** Below this width everything is a little smaller: a phone is held nearer than a screen. */
const NARROW_PX = 480;
const TEXT_PX = { narrow: 11, wide: 13 };
/** A wider chart gains nothing by being taller, too. */
const WIDTH_OF_HEIGHT_MAX_PX = 560;

/**
 * Draws a trend into an element as a phone gets it, as tall as it needs, and anew when the element's width changes.
 * Import it lazily: ECharts is larger than any page.
 *
 * @returns ends it
 */
export function drawTrend(
  element: HTMLElement,
  picture: TrendPicture,
  theme: 'light' | 'dark',
): () => void {
  const { fontFamily } = getComputedStyle(element);
  const chart = init(element, null, { renderer: 'svg', width: 1, height: 1 });
  let drawnPx = 0;

  function draw(): void {
    const width = element.clientWidth;
    if (width === 0 || width === drawnPx) return;
    drawnPx = width;
    const textPx = width < NARROW_PX ? TEXT_PX.narrow : TEXT_PX.wide;
    const looks = { theme, width, textPx, fontFamily };
    const height = trendHeight(picture, {
      ...looks,
      width: Math.min(width, WIDTH_OF_HEIGHT_MAX_PX),
    });
    element.style.height = `${height}px`;
    chart.resize({ width, height });
    const option = { ...trendOption(picture, { ...looks, height }), ...readoutOf(picture, theme) };
    chart.setOption(option, { notMerge: true });
  }

  draw();
  const widths = new ResizeObserver(draw);
  widths.observe(element);
  return () => {
    widths.disconnect();
    chart.dispose();
  };
}
