import { describe, expect, test } from 'vitest';
import type { ChartSeries, TrendPicture } from '../picture.schema.ts';
import { gapsOf } from './draw-gaps.ts';
import { stretchesOf } from './draw-bands.ts';
import { trendHeight, trendOption } from './index.ts';
import type { Looks } from './looks.ts';
import { textWidth } from './text-width.ts';

const START = Date.parse('2026-11-27T23:00:00Z');
const HOUR_MS = 3_600_000;
const END = START + 8 * HOUR_MS;
const LOOKS = {
  theme: 'light',
  width: 1080,
  height: 720,
  textPx: 28,
  fontFamily: 'Inter',
} as const;

const load: ChartSeries = {
  label: 'Net load',
  unit: 'MW',
  form: 'line',
  decimals: 1,
  points: [
    [START, 600],
    [START + HOUR_MS, 620.5],
    [END, 612.4],
  ],
  last: 612.4,
  minimum: 600,
  maximum: 620.5,
  average: 1611.04,
};
const mill: ChartSeries = {
  label: 'Mill A',
  unit: null,
  form: 'digital',
  decimals: 0,
  states: ['Stopped', 'Running', 'Tripped'],
  points: [
    [START, 1],
    [START + HOUR_MS, 2],
    [START + 2 * HOUR_MS, 1],
    [END, 1],
  ],
};

function picture(series: readonly ChartSeries[], more: Partial<TrendPicture> = {}): TrendPicture {
  return {
    kind: 'trend',
    title: 'Unit 1',
    language: 'en',
    timeZone: 'Asia/Jakarta',
    start: START,
    end: END,
    series: [...series],
    ...more,
  };
}

interface Drawn {
  readonly grid: readonly object[];
  readonly yAxis: readonly { readonly position: string; readonly max: number }[];
  readonly series: readonly {
    readonly step: unknown;
    readonly data: Float64Array;
    readonly lineStyle: { readonly type?: unknown };
  }[];
  readonly graphic: readonly {
    readonly type: string;
    readonly style?: { readonly text?: string; readonly fill?: string; readonly width?: number };
  }[];
}

function draw(of: TrendPicture, looks: Looks = LOOKS): Drawn {
  return trendOption(of, looks) as unknown as Drawn;
}

function textsOf({ graphic }: Drawn): readonly string[] {
  return graphic.flatMap(({ style }) => (style?.text === undefined ? [] : [style.text]));
}

describe('a trend as ECharts draws it', () => {
  test('says what, when with the date and the zone, and the figures with their unit', () => {
    const texts = textsOf(draw(picture([load], { subtitle: 'load u1 · PI' })));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Unit 1',
        '28 Nov 2026 06:00–14:00 WIB  ·  load u1 · PI',
        'WIB',
        'MW',
        'Net load (MW)',
        'last',
        '612.4',
        'min',
        '600.0',
        'max',
        '620.5',
        'avg',
        '1,611.0',
      ]),
    );
  });

  test('is in Indonesian for those who read it', () => {
    const texts = textsOf(draw(picture([load], { language: 'id' })));
    expect(texts).toEqual(
      expect.arrayContaining([
        '28 Nov 2026 06.00–14.00 WIB',
        'akhir',
        '612,4',
        'rerata',
        '1.611,0',
      ]),
    );
  });

  test('leaves out what is not known, and says a bad last value with a dash', () => {
    const { average: _, ...unknown } = load;
    const texts = textsOf(draw(picture([{ ...unknown, last: null }])));
    expect(texts).not.toContain('avg');
    expect(texts).toContain('–');
  });

  test('draws a value that holds as steps, and a bad one as a gap', () => {
    const { series } = draw(
      picture([
        {
          ...load,
          form: 'step',
          points: [
            [START, 600],
            [START + HOUR_MS, null],
            [END, 610],
          ],
        },
      ]),
    );
    expect(series[0]?.step).toBe('end');
    expect([...(series[0]?.data ?? [])]).toEqual([
      START,
      600,
      START + HOUR_MS,
      600,
      START + HOUR_MS,
      Number.NaN,
      END,
      610,
    ]);
  });

  test('marks where nothing good is known, and says so', () => {
    const points: ChartSeries['points'] = [
      [START, 600],
      [START + HOUR_MS, null],
      [END, 610],
    ];
    const drawn = draw(picture([{ ...load, points }]));
    expect(textsOf(drawn)).toContain('no good data');
    expect(gapsOf(points, { start: START, end: END })).toEqual([
      { from: START + HOUR_MS, to: END },
    ]);
  });

  test('has one axis for each unit, and a panel for each when there are more than two', () => {
    const pressure = { ...load, label: 'Pressure', unit: 'bar' };
    const two = draw(picture([load, pressure, { ...load, label: 'Gross load' }]));
    expect(two.grid).toHaveLength(1);
    expect(two.yAxis.map(({ position }) => position)).toEqual(['left', 'right']);
    const three = picture([load, pressure, { ...load, label: 'Level', unit: 'mm' }]);
    expect(draw(three).grid).toHaveLength(3);
    expect(trendHeight(three, LOOKS)).toBeGreaterThan(720);
    expect(trendHeight(picture([load]), LOOKS)).toBe(720);
  });

  test('fills its panel: no axis to 1,000 for a load of 618 MW', () => {
    const points: ChartSeries['points'] = [
      [START, 0],
      [END, 617.6],
    ];
    const { yAxis } = draw(picture([{ ...load, points }]));
    expect(yAxis[0]).toMatchObject({ min: 0, max: 800 });
  });

  test('names each limit, with its value', () => {
    const texts = textsOf(
      draw(picture([{ ...load, limits: [{ value: 630, label: 'HH' }, { value: 575 }] }])),
    );
    expect(texts).toEqual(expect.arrayContaining(['HH 630.0', 'limit 575.0']));
  });

  test('draws the period before dashed, and says which it was', () => {
    const drawn = draw(
      picture(
        [
          {
            ...load,
            before: [
              [START, 590],
              [END, 595],
            ],
          },
        ],
        { before: { start: START - 24 * HOUR_MS, end: END - 24 * HOUR_MS } },
      ),
    );
    expect(drawn.series.map(({ lineStyle }) => Array.isArray(lineStyle.type))).toEqual([
      true,
      false,
    ]);
    expect(textsOf(drawn)).toContain('same period before: 27 Nov 2026 06:00–14:00 WIB');
  });

  test('explains first the colours of states that are too short to be named', () => {
    const states = ['Stopped', 'Running normally', 'Being maintained by a crew', 'Tripped'];
    const points: ChartSeries['points'] = [[START, 1]];
    for (const state of [0, 2, 3]) {
      points.push([START + (state + 1) * HOUR_MS, state], [START + (state + 1.02) * HOUR_MS, 1]);
    }
    points.push([END, 1]);
    const drawn = draw(picture([{ ...mill, states, points }]));
    const swatches = drawn.graphic.filter(({ style }) => style?.text !== undefined);
    const texts = swatches.map(({ style }) => style?.text);
    expect(texts).toEqual(
      expect.arrayContaining(['Stopped', 'Being maintained by a crew', 'Tripped']),
    );
    expect(texts).toContain('Running normally');
  });

  test('draws states as bands with their names, below the lines', () => {
    const texts = textsOf(draw(picture([load, mill])));
    expect(texts).toEqual(expect.arrayContaining(['Mill A', 'Running', 'Tripped']));
    // It never occurred, so its colour needs no explanation.
    expect(texts).not.toContain('Stopped');
    expect(stretchesOf(mill.points, { start: START, end: END })).toEqual([
      { from: START, to: START + HOUR_MS, state: 1 },
      { from: START + HOUR_MS, to: START + 2 * HOUR_MS, state: 2 },
      { from: START + 2 * HOUR_MS, to: END, state: 1 },
    ]);
  });

  test('gives a state the same colour in each band, whichever states the other bands have', () => {
    const stood: ChartSeries = {
      ...mill,
      label: 'Mill B',
      states: ['Stopped'],
      points: [
        [START, 0],
        [END, 0],
      ],
    };
    const running = { ...stood, label: 'Mill C', states: ['Running'] };
    const { graphic } = draw(picture([mill, stood, running]));
    const fillOf = (name: string) =>
      graphic.flatMap((_, index) =>
        graphic[index + 1]?.style?.text === name && graphic[index]?.type === 'rect'
          ? [graphic[index]?.style?.fill]
          : [],
      );
    expect(new Set(fillOf('Stopped')).size).toBe(1);
    expect(new Set(fillOf('Running')).size).toBe(1);
    expect(fillOf('Stopped')[0]).not.toBe(fillOf('Running')[0]);
  });

  test('writes a long name and unit whole, on a line of their own, above wide figures', () => {
    const long = {
      ...load,
      label: 'Feed pump A vibration drive end',
      unit: 'mg/Nm3 dry 6 % O2',
      last: 1225850.7,
      minimum: 1184568.4,
      maximum: 1284566.1,
    };
    const { graphic } = draw(picture([long, load]));
    const styleOf = (text: string) => graphic.find(({ style }) => style?.text === text)?.style;
    const name = `${long.label} (${long.unit})`;
    expect(styleOf(name)?.width).toBeGreaterThan(textWidth(name, LOOKS.textPx));
    expect(styleOf('1,225,850.7')).toBeDefined();
    expect(trendHeight(picture([long, load]), LOOKS)).toBeGreaterThanOrEqual(720);
  });

  test('says that there is no data also where the name of the line does not fit beside it', () => {
    const gap: ChartSeries['points'] = [
      [START, 600],
      [START + HOUR_MS, null],
      [START + 4 * HOUR_MS, 610],
      [END, 610],
    ];
    const long = { ...load, label: 'Net load of the first unit', points: gap };
    expect(textsOf(draw(picture([long, load])))).toContain('no good data');
  });

  test('tells lines apart without their colour', () => {
    const drawn = draw(picture([load, { ...load, label: 'Gross load' }]));
    const marks = drawn.graphic.filter(({ type }) => type === 'circle' || type === 'polygon');
    expect(new Set(marks.map(({ type }) => type)).size).toBe(2);
  });

  test('is light for a phone and dark for a dark page', () => {
    const ground = (theme: 'light' | 'dark') =>
      trendOption(picture([load]), { ...LOOKS, theme })['backgroundColor'];
    expect(ground('light')).toBe('#ffffff');
    expect(ground('dark')).not.toBe('#ffffff');
  });
});
