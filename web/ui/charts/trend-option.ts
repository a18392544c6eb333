import type { Language } from '../../app/languages.ts';
import { formatInstant, formatNumber } from '../format-time.ts';
import type { ChartOption } from './chart-option.ts';

/** A reading as the API gives it. */
export type TrendReading = {
  readonly timestamp: string;
  readonly value: number | string | boolean | null;
  readonly quality: 'good' | 'questionable' | 'substituted' | 'bad';
};

export type TrendSeries = {
  readonly name: string;
  readonly unit?: string | null;
  /** A value holds until the next one: drawn as steps. */
  readonly step?: boolean;
  readonly readings: readonly TrendReading[];
};

const COLOURS = {
  light: ['#0d6470', '#b8500c', '#5b4bb5', '#2c7a2c', '#a8326e', '#5d6b12'],
  dark: ['#52b6c1', '#f2a65a', '#a99bf2', '#7fd08a', '#ef8fbd', '#c6d36a'],
};

/** What ECharts draws for readings: gaps where a value is bad, steps where values hold, names where states are. */
export function trendOption(
  series: readonly TrendSeries[],
  { language, isDark }: { readonly language: Language; readonly isDark: boolean },
): ChartOption {
  const states = statesOf(series);
  const nameOf = (value: unknown): string => {
    if (typeof value !== 'number') return '–';
    if (states) return states[value] ?? '';
    return formatNumber(value, language, { maximumSignificantDigits: 6 });
  };
  const ink = isDark ? '#c3ced2' : '#3c484d';
  const line = isDark ? '#313c41' : '#dde4e6';
  const unit = series.length === 1 ? (series[0]?.unit ?? '') : '';
  return {
    color: isDark ? COLOURS.dark : COLOURS.light,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: {
      left: 8,
      right: 16,
      top: series.length > 1 ? 36 : unit ? 30 : 12,
      bottom: 4,
      outerBoundsMode: 'same',
    },
    legend: series.length > 1 ? { top: 0, textStyle: { color: ink } } : { show: false },
    tooltip: {
      trigger: 'axis',
      // Drawn as text in the picture: a tag's name can never become markup.
      renderMode: 'richText',
      valueFormatter: nameOf,
      axisPointer: {
        label: {
          formatter: ({ value }: { readonly value: unknown }) =>
            formatInstant(new Date(Number(value)).toISOString(), language, 'full'),
        },
      },
    },
    xAxis: {
      type: 'time',
      axisLabel: { color: ink, hideOverlap: true },
      axisLine: { lineStyle: { color: line } },
      splitLine: { show: false },
    },
    // States are numbered: on an axis of categories ECharts would draw each one before it began.
    yAxis: {
      type: 'value',
      scale: true,
      ...(states ? { min: 0, max: Math.max(states.length - 1, 1), interval: 1 } : {}),
      name: unit,
      nameTextStyle: { color: ink, align: 'left' },
      axisLabel: {
        color: ink,
        formatter: (value: number) => (states ? nameOf(value) : formatNumber(value, language)),
      },
      splitLine: { lineStyle: { color: line } },
    },
    series: series.map((one) => ({
      type: 'line',
      name: one.unit && series.length > 1 ? `${one.name} (${one.unit})` : one.name,
      data: one.readings.map(({ timestamp, value, quality }) => [
        new Date(timestamp).getTime(),
        quality === 'bad' || value === null ? null : (states?.indexOf(String(value)) ?? value),
      ]),
      step: one.step || states ? 'end' : false,
      showSymbol: one.readings.length < 2,
      connectNulls: false,
      lineStyle: { width: 1.8 },
      emphasis: { disabled: true },
    })),
  };
}

/** The states that are drawn as an axis of names; undefined where there are numbers. */
function statesOf(series: readonly TrendSeries[]): string[] | undefined {
  const values = series.flatMap(({ readings }) => readings.map(({ value }) => value));
  if (values.some((value) => typeof value === 'number')) return undefined;
  const states = new Set(values.filter((value) => value !== null).map(String));
  return states.size === 0 ? undefined : [...states];
}
