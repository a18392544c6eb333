import type { Fact } from '../../triggers/index.ts';
import type { ToolResult } from '../tools/tool.ts';

/** 14:40 at the site. */
export const NOW = new Date('2026-11-28T07:40:00.000Z');
export const TIME_ZONE = 'Asia/Jakarta';

function fact(
  tag: string,
  value: Fact['value'],
  unit: string | null,
  time: string,
  more: Partial<Fact> = {},
): Fact {
  return {
    source: 'Plant',
    tag,
    value,
    unit,
    timestamp: new Date(time).toISOString(),
    quality: 'good',
    kind: 'value',
    ...more,
  };
}

function values(
  ...readings: readonly {
    readonly fact: Fact;
    readonly description: string;
    readonly shown: string;
    readonly stale?: boolean;
  }[]
): ToolResult {
  return {
    reply: {
      text: readings.map(({ fact: { tag }, shown }) => `*${tag}*: ${shown}`).join('\n'),
      facts: readings.map((one) => one.fact),
    },
    data: {
      source: 'Plant',
      values: readings.map(
        ({ fact: { tag, value, unit, timestamp, quality }, description, shown, stale }) => ({
          tag,
          description,
          unit,
          type: typeof value === 'number' ? 'number' : 'digital',
          value,
          shown,
          time: timestamp,
          quality,
          ...(stale && { stale: true }),
        }),
      ),
    },
    sourceIds: ['plant'],
  };
}

const AT = '2026-11-28T14:32:05+07:00';
const U1_LOAD = {
  fact: fact('U1_LOAD_NET', 612.43, 'MW', AT),
  description: 'Unit 1 net load',
  shown: '612.4 MW',
};
const U2_LOAD = {
  fact: fact('U2_LOAD_NET', 598.12, 'MW', '2026-11-28T14:32:10+07:00'),
  description: 'Unit 2 net load',
  shown: '598.1 MW',
};
const U1_STEAM = {
  fact: fact('U1_MS_TEMP', 540.26, '°C', AT),
  description: 'Unit 1 main steam temperature',
  shown: '540.3 °C',
};
const U1_PRESSURE = {
  fact: fact('U1_MS_PRESS', 16.74, 'MPa', AT),
  description: 'Unit 1 main steam pressure',
  shown: '16.7 MPa',
};
const U1_FLOW = {
  fact: fact('U1_MS_FLOW', 1834.6, 't/h', AT),
  description: 'Unit 1 main steam flow',
  shown: '1,834.6 t/h',
};
const OLD_OXYGEN = {
  fact: fact('U1_O2', 3.21, '%', '2026-11-28T09:10:00+07:00'),
  description: 'Unit 1 flue gas oxygen',
  shown: '3.21 %',
  stale: true,
};

const MORNING = { start: '2026-11-27T23:00:00.000Z', end: '2026-11-28T07:00:00.000Z' };
function statistic(
  tag: string,
  description: string,
  numbers: readonly (readonly [Fact['kind'], number, string?])[],
): ToolResult {
  return {
    reply: {
      text: `*${tag}* 06:00–14:00 WIB\n${numbers.map(([kind, value]) => `${kind} ${value.toFixed(1)} MW`).join('\n')}`,
      facts: numbers.map(([kind, value, at]) =>
        fact(tag, value, 'MW', at ?? MORNING.end, { kind, ...MORNING }),
      ),
    },
    data: {
      source: 'Plant',
      ...MORNING,
      weighting: 'time',
      tags: [
        {
          tag,
          description,
          unit: 'MW',
          type: 'number',
          buckets: [
            {
              ...MORNING,
              ...Object.fromEntries(
                numbers.map(([kind, value, at]) => [
                  kind,
                  {
                    value,
                    shown: `${value.toFixed(1)} MW`,
                    unit: 'MW',
                    quality: 'good',
                    ...(at && { time: at }),
                  },
                ]),
              ),
            },
          ],
        },
      ],
    },
    sourceIds: ['plant'],
  };
}

const YESTERDAY = { start: '2026-11-26T17:00:00.000Z', end: '2026-11-27T17:00:00.000Z' };

function state(tag: string, description: string, name: string) {
  return {
    fact: fact(tag, name, null, '2026-11-28T05:12:00+07:00', { state: name }),
    description,
    shown: name,
  };
}

/** What tools found, by what was asked. */
export const RESULTS = {
  loads: [values(U1_LOAD, U2_LOAD)],
  steam: [values(U1_LOAD, U1_STEAM, U1_PRESSURE, U1_FLOW)],
  old: [values(OLD_OXYGEN)],
  statistics: [
    statistic('U1_LOAD_NET', 'Unit 1 net load', [
      ['average', 587.34],
      ['minimum', 402.11, '2026-11-28T08:15:00+07:00'],
      ['maximum', 634.9, '2026-11-28T11:47:30+07:00'],
    ]),
    statistic('U2_LOAD_NET', 'Unit 2 net load', [
      ['average', 571.02],
      ['minimum', 388.4, '2026-11-28T09:05:00+07:00'],
      ['maximum', 620.7, '2026-11-28T12:01:00+07:00'],
    ]),
  ],
  mills: [
    values(
      state('U1_MILL_A_STATE', 'Unit 1 mill A status', 'Running'),
      state('U1_MILL_B_STATE', 'Unit 1 mill B status', 'Stopped'),
      state('U1_MILL_C_STATE', 'Unit 1 mill C status', 'Running'),
      state('U1_MILL_D_STATE', 'Unit 1 mill D status', 'Running'),
      state('U1_MILL_E_STATE', 'Unit 1 mill E status', 'Tripped'),
    ),
  ],
  condition: [
    {
      reply: {
        text: '*U1_LOAD_NET* was above 600 MW for 2 h 10 min, 3 times',
        facts: [fact('U1_LOAD_NET', 7800, 's', MORNING.end, { kind: 'duration', ...MORNING })],
      },
      data: {
        tag: 'U1_LOAD_NET',
        description: 'Unit 1 net load',
        unit: 'MW',
        ...MORNING,
        condition: { above: 600 },
        durationSeconds: 7800,
        times: 3,
        periods: [
          { start: '2026-11-28T07:00:00+07:00', end: '2026-11-28T08:00:00+07:00' },
          { start: '2026-11-28T10:00:00+07:00', end: '2026-11-28T10:40:00+07:00' },
          { start: '2026-11-28T13:00:00+07:00', end: '2026-11-28T13:30:00+07:00' },
        ],
      },
      sourceIds: ['plant'],
    },
  ],
  trips: [
    {
      reply: {
        text: '*U1_TRIP* last tripped 21 Nov 03:12:40 WIB',
        facts: [
          fact('U1_TRIP', 'Tripped', null, '2026-11-21T03:12:40+07:00', { state: 'Tripped' }),
        ],
      },
      data: {
        tag: 'U1_TRIP',
        description: 'Unit 1 trip',
        condition: { equals: 'Tripped' },
        start: '2026-11-21T03:12:40+07:00',
        end: '2026-11-21T09:40:00+07:00',
      },
      sourceIds: ['plant'],
    },
    {
      reply: {
        text: '*U2_TRIP* last tripped 25 Nov 17:05:00 WIB',
        facts: [
          fact('U2_TRIP', 'Tripped', null, '2026-11-25T17:05:00+07:00', { state: 'Tripped' }),
        ],
      },
      data: {
        tag: 'U2_TRIP',
        description: 'Unit 2 trip',
        condition: { equals: 'Tripped' },
        start: '2026-11-25T17:05:00+07:00',
        end: '2026-11-26T01:00:00+07:00',
      },
      sourceIds: ['plant'],
    },
  ],
  compare: [
    {
      reply: {
        text: '*U1_LOAD_NET* 612.4 MW\n*U2_LOAD_NET* 598.1 MW (-14.3 MW)',
        facts: [U1_LOAD.fact, U2_LOAD.fact],
      },
      data: {
        what: 'value',
        unit: 'MW',
        items: [
          {
            tag: 'U1_LOAD_NET',
            description: 'Unit 1 net load',
            value: 612.43,
            unit: 'MW',
            time: AT,
          },
          {
            tag: 'U2_LOAD_NET',
            description: 'Unit 2 net load',
            value: 598.12,
            unit: 'MW',
            time: '2026-11-28T14:32:10+07:00',
            difference: -14.31,
          },
        ],
      },
      sourceIds: ['plant'],
    },
  ],
  fraction: [
    values({
      fact: fact('U1_LOAD_FACTOR', 0.874, null, AT),
      description: 'Unit 1 load factor',
      shown: '0.874',
    }),
  ],
  ranked: [
    {
      reply: {
        text: '*The highest 2 of 2* – Average\n27 Nov 00:00 – 28 Nov 00:00 WIB\n1. U2_LOAD_NET: *535.2 MW*\n2. U1_LOAD_NET: *532.1 MW*',
        facts: [
          fact('U2_LOAD_NET', 535.211, 'MW', YESTERDAY.end, { kind: 'average', ...YESTERDAY }),
          fact('U1_LOAD_NET', 532.118, 'MW', YESTERDAY.end, { kind: 'average', ...YESTERDAY }),
        ],
      },
      data: {
        by: 'average',
        order: 'highest',
        ranked: [
          {
            tag: 'U2_LOAD_NET',
            description: 'Unit 2 net load',
            unit: 'MW',
            ...YESTERDAY,
            value: 535.211,
            shown: '535.2 MW',
            percentGood: 100,
          },
          {
            tag: 'U1_LOAD_NET',
            description: 'Unit 1 net load',
            unit: 'MW',
            ...YESTERDAY,
            value: 532.118,
            shown: '532.1 MW',
            percentGood: 100,
          },
        ],
        rankedCount: 2,
      },
      sourceIds: ['plant'],
    },
  ],
  nothing: [],
} satisfies Record<string, readonly ToolResult[]>;
