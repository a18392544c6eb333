import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { FONTS } from './fonts.ts';
import { measureText } from './measure-text.ts';
import { trendHeight, trendOption } from './options/index.ts';
import type { TrendPicture } from './picture.schema.ts';

use([LineChart, GridComponent, GraphicComponent, SVGRenderer]);
// Without it ECharts guesses, and texts touch.
setPlatformAPI({ measureText: (text, font) => ({ width: measureText(text, font ?? '') }) });

/** As wide as a phone in landscape shows without making it smaller; a chat scales it to some 400 px. */
const WIDTH = 1080;
/** At 400 px wide it is 10.4 px: no smaller than the small print of a chat. */
const TEXT_PX = 28;

/** A trend as SVG. */
export function drawTrendSvg(picture: TrendPicture): string {
  const looks = {
    theme: 'light',
    width: WIDTH,
    textPx: TEXT_PX,
    fontFamily: FONTS.family,
  } as const;
  const height = trendHeight(picture, looks);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption(trendOption(picture, { ...looks, height }));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
