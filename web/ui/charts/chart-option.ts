import type { EChartsCoreOption } from 'echarts/core';

/** What ECharts is told to draw. */
export type ChartOption = EChartsCoreOption;
