import { expect, test } from 'vitest';
import { trendOption } from './trend-option.ts';

const LOOKS = { language: 'en', isDark: false } as const;

type Drawn = {
  readonly series: readonly {
    readonly data: readonly (readonly [number, unknown])[];
    readonly step: false | string;
  }[];
  readonly yAxis: {
    readonly type: string;
    readonly axisLabel: { formatter(value: number): string };
  };
  readonly tooltip: { readonly renderMode: string; valueFormatter(value: unknown): string };
};

function drawn(series: Parameters<typeof trendOption>[0]): Drawn {
  return trendOption(series, LOOKS) as unknown as Drawn;
}

test('a bad value is a gap, not a number', () => {
  const { series } = drawn([
    {
      name: 'U1_O2',
      readings: [
        { timestamp: '2026-11-27T10:00:00Z', value: 3.1, quality: 'good' },
        { timestamp: '2026-11-27T10:01:00Z', value: null, quality: 'bad' },
        { timestamp: '2026-11-27T10:02:00Z', value: 3.2, quality: 'questionable' },
      ],
    },
  ]);
  expect(series[0]?.data.map(([, value]) => value)).toEqual([3.1, null, 3.2]);
  expect(series[0]?.step).toBe(false);
});

test('a state holds until the next one, and is named on the axis and when pointed at', () => {
  const { series, yAxis, tooltip } = drawn([
    {
      name: 'U1_MILL_A_STATUS',
      readings: [
        { timestamp: '2026-11-27T10:00:00Z', value: 'Running', quality: 'good' },
        { timestamp: '2026-11-27T11:00:00Z', value: 'Tripped', quality: 'good' },
        { timestamp: '2026-11-27T12:00:00Z', value: 'Running', quality: 'good' },
        { timestamp: '2026-11-27T13:00:00Z', value: null, quality: 'bad' },
      ],
    },
  ]);
  const values = series[0]?.data.map(([, value]) => value);
  expect(values).toEqual([0, 1, 0, null]);
  // On an axis of categories, ECharts would draw each state before it began.
  expect(yAxis.type).toBe('value');
  expect(series[0]?.step).toBe('end');
  expect([0, 1].map((value) => yAxis.axisLabel.formatter(value))).toEqual(['Running', 'Tripped']);
  expect(tooltip.valueFormatter(1)).toBe('Tripped');
  expect(tooltip.valueFormatter(null)).toBe('–');
});

test('a value that holds is drawn in steps, and what is pointed at is drawn as text', () => {
  const readings = [{ timestamp: '2026-11-27T10:00:00Z', value: 1234.5, quality: 'good' as const }];
  const { series, tooltip } = drawn([{ name: '<b>x</b>', step: true, readings }]);
  expect(series[0]?.step).toBe('end');
  expect(tooltip.renderMode).toBe('richText');
  expect(tooltip.valueFormatter(1234.5)).toBe('1,234.5');
});
