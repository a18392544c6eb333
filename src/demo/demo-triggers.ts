import type { NewTrigger } from '../triggers/index.ts';

type DemoTrigger = Pick<NewTrigger, 'name' | 'type' | 'config'>;

const MILLS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** What the demo plant can be asked by name: the questions an operator of a coal power station asks first. */
export const DEMO_TRIGGERS: readonly DemoTrigger[] = [
  ...[1, 2].flatMap(unitTriggers),
  {
    name: 'mills',
    type: 'value',
    config: {
      description: { en: 'All coal mills', id: 'Semua mill batubara' },
      tags: [1, 2].flatMap((unit) => MILLS.map((mill) => `U${unit}_MILL_${mill}_STATUS`)),
      labels: Object.fromEntries(
        [1, 2].flatMap((unit) =>
          MILLS.map((mill) => [`U${unit}_MILL_${mill}_STATUS`, `Unit ${unit} mill ${mill}`]),
        ),
      ),
    },
  },
  {
    name: 'frequency',
    type: 'value',
    config: {
      description: { en: 'Grid frequency', id: 'Frekuensi jaringan' },
      tags: ['U1_FREQ', 'U2_FREQ'],
      labels: { U1_FREQ: 'Unit 1', U2_FREQ: 'Unit 2' },
    },
  },
  {
    name: 'stack',
    type: 'summary',
    config: {
      description: { en: 'Stack SO2', id: 'SO2 cerobong' },
      tags: ['U1_STACK_SO2', 'U2_STACK_SO2'],
      labels: { U1_STACK_SO2: 'Unit 1', U2_STACK_SO2: 'Unit 2' },
      statistics: ['average', 'maximum', 'percentGood'],
      range: '24h',
    },
  },
  {
    name: 'about',
    type: 'text',
    config: {
      text: {
        en: 'Tanjung Sari is a fictional coal power station with two units. Its numbers are computed, none is real.',
        id: 'Tanjung Sari adalah PLTU fiktif dengan dua unit. Angkanya dihitung, tidak ada yang nyata.',
      },
    },
  },
];

function unitTriggers(unit: number): readonly DemoTrigger[] {
  const tag = (name: string) => `U${unit}_${name}`;
  return [
    {
      name: `u${unit} load`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} net load`, id: `Beban neto unit ${unit}` },
        label: 'Net load',
        tags: [tag('LOAD_NET')],
      },
    },
    {
      name: `beban u${unit}`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} net load`, id: `Beban neto unit ${unit}` },
        tags: [tag('LOAD_NET')],
      },
    },
    {
      name: `u${unit} steam`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} main steam`, id: `Uap utama unit ${unit}` },
        label: 'Main steam',
        tags: [tag('MS_PRESS'), tag('MS_TEMP'), tag('RH_TEMP')],
        labels: {
          [tag('MS_PRESS')]: 'Press',
          [tag('MS_TEMP')]: 'Temp',
          [tag('RH_TEMP')]: 'Reheat',
        },
      },
    },
    {
      name: `u${unit} boiler`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} boiler`, id: `Boiler unit ${unit}` },
        label: 'Boiler',
        tags: [tag('DRUM_LVL'), tag('FURN_PRESS'), tag('O2'), tag('COAL_FLOW')],
        labels: {
          [tag('DRUM_LVL')]: 'Drum',
          [tag('FURN_PRESS')]: 'Furnace',
          [tag('O2')]: 'O2',
          [tag('COAL_FLOW')]: 'Coal',
        },
      },
    },
    {
      name: `u${unit} mills`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} coal mills`, id: `Mill batubara unit ${unit}` },
        label: 'Mills',
        tags: MILLS.map((mill) => tag(`MILL_${mill}_STATUS`)),
        labels: Object.fromEntries(MILLS.map((mill) => [tag(`MILL_${mill}_STATUS`), mill])),
      },
    },
    {
      name: `u${unit} vibration`,
      type: 'value',
      config: {
        description: {
          en: `Unit ${unit} boiler feed pumps`,
          id: `Pompa air umpan unit ${unit}`,
        },
        label: 'BFP vib',
        tags: [tag('BFP_A_VIB'), tag('BFP_B_VIB')],
        labels: { [tag('BFP_A_VIB')]: 'BFP A', [tag('BFP_B_VIB')]: 'BFP B' },
      },
    },
    {
      name: `u${unit} mode`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} operating mode`, id: `Mode operasi unit ${unit}` },
        label: 'Mode',
        tags: [tag('MODE')],
      },
    },
    {
      name: `u${unit} day`,
      type: 'summary',
      config: {
        description: {
          en: `Unit ${unit} net load`,
          id: `Beban neto unit ${unit}`,
        },
        tags: [tag('LOAD_NET')],
        statistics: ['average', 'minimum', 'maximum'],
        range: '24h',
      },
    },
    {
      name: `u${unit} hours`,
      type: 'history',
      config: {
        description: {
          en: `Unit ${unit} net load, hour by hour`,
          id: `Beban neto unit ${unit} per jam`,
        },
        tags: [tag('LOAD_NET')],
        mode: 'sampled',
        interval: '1h',
        range: '12h',
      },
    },
    {
      name: `u${unit} note`,
      type: 'value',
      config: {
        description: { en: `Unit ${unit} shift note`, id: `Catatan shift unit ${unit}` },
        tags: [tag('SHIFT_NOTE')],
      },
    },
    {
      name: `u${unit} trend`,
      type: 'trend',
      config: {
        description: { en: `Unit ${unit} net load`, id: `Beban neto unit ${unit}` },
        tags: [tag('LOAD_NET')],
        range: '8h',
      },
    },
  ];
}

/** Groups by name, and the names of the triggers in each. */
export const DEMO_GROUPS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [1, 2].flatMap((unit) => [
    [
      `unit ${unit}`,
      ['load', 'steam', 'boiler', 'vibration', 'mills', 'mode'].map((name) => `u${unit} ${name}`),
    ],
    [
      `unit ${unit} report`,
      [`beban u${unit}`, ...['day', 'hours', 'trend', 'note'].map((name) => `u${unit} ${name}`)],
    ],
  ]),
);

export const DEMO_AI_TRIGGERS = [
  { prefix: '=', name: 'Ask the plant', description: 'A question in plain words' },
  { prefix: '+ai=', name: 'Ask the plant (long prefix)', description: 'The same, spelled out' },
] as const;
