import type { ChartSeries, Picture } from '../../src/charts/picture.schema.ts';

const START = Date.parse('2026-11-27T23:00:00Z');
const END = START + 8 * 3_600_000;

type Point = [number, number | null];

function points(count: number, valueAt: (part: number) => number | null): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const part = index / Math.max(count - 1, 1);
    return [START + part * (END - START), valueAt(part)];
  });
}

const at = (part: number) => START + part * (END - START);

const load: ChartSeries = {
  label: 'U1 net load',
  unit: 'MW',
  form: 'line',
  decimals: 1,
  points: points(300, (part) => 600 + 20 * Math.sin(part * 12) + 3 * Math.sin(part * 190)),
  last: 612.4,
  minimum: 577.1,
  maximum: 622.8,
  average: 601.2,
};
const pressure: ChartSeries = {
  ...load,
  label: 'Main steam pressure',
  unit: 'bar',
  points: points(200, (part) => (part > 0.4 && part < 0.55 ? null : 165 + 5 * Math.cos(part * 7))),
};
const level: ChartSeries = {
  ...load,
  label: 'Drum level set point',
  unit: 'mm',
  form: 'step',
  points: points(60, (part) => (part > 0.6 && part < 0.7 ? null : -20 + Math.floor(part * 5) * 8)),
};
const mill: ChartSeries = {
  label: 'Mill A',
  unit: null,
  form: 'digital',
  decimals: 0,
  states: ['Stopped', 'Running', 'Tripped'],
  points: [
    [at(0), 1],
    [at(0.2), 2],
    [at(0.21), 0],
    [at(0.4), 1],
    [at(0.7), null],
    [at(0.9), 1],
    [at(1), 1],
  ],
};
const trend = {
  kind: 'trend',
  language: 'en',
  timeZone: 'Asia/Jakarta',
  start: START,
  end: END,
} as const;
const ODD = 'Suhu <gas> "buang" & tekanan % – é ü 😀 {b|x} \u0000 شخص '.repeat(4);

/** What is compared with a picture kept in `references/`. */
export const REFERENCES: Readonly<Record<string, Picture>> = {
  compare: {
    ...trend,
    title: 'Net load of unit 1',
    before: { start: START - 24 * 3_600_000, end: END - 24 * 3_600_000 },
    subtitle: 'load u1 · PI',
    series: [
      {
        ...load,
        before: points(150, (part) => 590 + 15 * Math.sin(part * 12)),
        limits: [{ value: 630, label: 'HH' }, { value: 575 }],
      },
    ],
  },
  panels: {
    ...trend,
    language: 'id',
    title: 'Ikhtisar unit 1',
    series: [load, pressure, level, mill],
  },
  table: {
    kind: 'table',
    title: 'Work orders',
    subtitle: 'orders · CMMS',
    columns: [
      { name: 'Order', isNumber: true },
      { name: 'Equipment', isNumber: false },
      { name: 'Since', isNumber: false },
      { name: 'Hours', isNumber: true },
    ],
    rows: [
      [
        '40017',
        'Boiler feed pump A, mechanical seal and its cooling water line',
        '27 Nov 06:12',
        '12.5',
      ],
      ['40018', 'Mill C', '–', '3.0'],
      ['40019', 'Ash <crusher> & belt', '28 Nov 01:00', '-1.5'],
    ],
    note: 'Shown are the first 3 of 12.',
  },
};

/** What must be drawn without an error, however odd it is. */
export const ODD_ONES: Readonly<Record<string, Picture>> = {
  'one point': { ...trend, title: 'x', series: [{ ...load, points: [[at(0.5), 612]] }] },
  'only a gap': {
    ...trend,
    title: 'x',
    series: [{ ...load, points: [[START, null]], last: null }],
  },
  'no points': { ...trend, title: 'x', series: [{ ...load, points: [] }] },
  'no change': { ...trend, title: 'x', series: [{ ...load, points: points(3, () => 0) }] },
  'huge and tiny values': {
    ...trend,
    title: 'x',
    series: [
      { ...load, points: points(9, (part) => -1e300 * part) },
      { ...load, unit: 'A', decimals: 10, points: points(9, (part) => part * 1e-300) },
    ],
  },
  'ten thousand points': {
    ...trend,
    title: 'x',
    series: [{ ...load, points: points(10_000, (part) => Math.sin(part * 5000)) }],
  },
  'a state that flickers': {
    ...trend,
    title: 'x',
    series: [{ ...mill, points: points(10_000, (part) => Math.floor(part * 9999) % 3) }],
  },
  'odd characters': {
    ...trend,
    title: ODD,
    subtitle: ODD,
    series: [
      { ...load, label: ODD, unit: ODD, limits: [{ value: 610, label: ODD }] },
      { ...mill, label: ODD, states: [ODD, ODD, '{a|b}'] },
    ],
  },
  'a second and a century': {
    ...trend,
    title: 'x',
    start: START,
    end: START + 100 * 365 * 86_400_000,
    series: [load],
  },
  'a table of odd characters': {
    kind: 'table',
    title: ODD,
    columns: Array.from({ length: 12 }, () => ({ name: ODD, isNumber: false })),
    rows: Array.from({ length: 60 }, () => Array.from({ length: 12 }, () => ODD)),
    note: ODD,
  },
};
