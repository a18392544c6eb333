import type { TrendPicture } from '../../../src/charts/picture.schema.ts';
import { formatInstant, formatNumber } from '../format-time.ts';

/** What ECharts hands over of a line that is pointed at. */
type Pointed = { readonly seriesName?: string; readonly value: unknown };

const INK = { light: '#14191c', dark: '#eef2f4' };
const GROUND = { light: '#ffffff', dark: '#232c30' };
const LINE = { light: '#7d888e', dark: '#78858c' };

/** What is read off where somebody points at a trend: the instant, and each line's value there. A phone's has none. */
export function readoutOf(picture: TrendPicture, theme: 'light' | 'dark') {
  // States alone are bands, without an axis that could be pointed at.
  if (picture.series.every(({ form }) => form === 'digital')) return {};
  return {
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis',
      // Drawn as text in the picture: a tag's name can never become markup.
      renderMode: 'richText',
      confine: true,
      backgroundColor: GROUND[theme],
      borderColor: LINE[theme],
      textStyle: { color: INK[theme], fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: LINE[theme] }, label: { show: false } },
      formatter: (pointed: readonly Pointed[]) => readout(picture, pointed),
    },
  };
}

/** @param pointed the line of the period before has no name, and is not told */
export function readout(picture: TrendPicture, pointed: readonly Pointed[]): string {
  const { language, series } = picture;
  const at = numberOf(pointed[0]?.value, 0);
  const lines = pointed.flatMap(({ seriesName, value }) => {
    const of = series.find(({ label }) => label === seriesName);
    const read = numberOf(value, 1);
    if (!of) return [];
    if (read === undefined) return [`${of.label}: –`];
    const { decimals, unit } = of;
    const text = formatNumber(read, language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return [`${of.label}: ${text}${unit ? ` ${unit}` : ''}`];
  });
  if (at === undefined || lines.length === 0) return '';
  return [formatInstant(new Date(at).toISOString(), language, 'seconds'), ...lines].join('\n');
}

function numberOf(value: unknown, index: number): number | undefined {
  const one: unknown = Array.isArray(value) ? value[index] : undefined;
  return typeof one === 'number' && Number.isFinite(one) ? one : undefined;
}
