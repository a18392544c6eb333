import { writeFileSync } from 'node:fs';
import { drawPng } from '../src/charts/draw-png.ts';
import { askTrendOf } from '../tests/pictures/ask-trend.ts';
import { openDemoPi } from '../tests/support/demo-pi.ts';

/* node scripts/draw-example-pictures.ts: the pictures in docs/, of what the demo plant says now. */

const EXAMPLES = {
  trend: {
    description: { en: 'Load of unit 1' },
    tags: ['U1_LOAD_NET', 'U1_LOAD_GROSS'],
    range: '24h',
    labels: { U1_LOAD_NET: 'Net load', U1_LOAD_GROSS: 'Gross load' },
  },
  compare: {
    description: { id: 'Beban neto unit 1' },
    tags: ['U1_LOAD_NET'],
    range: '24h',
    labels: { U1_LOAD_NET: 'Beban neto' },
    limits: [{ value: 630, label: 'Batas atas' }],
    compareWithBefore: true,
  },
  digital: {
    description: { en: 'Mills of unit 1' },
    tags: ['U1_LOAD_NET', 'U1_MILL_A_STATUS', 'U1_MILL_B_STATUS', 'U1_MILL_C_STATUS'],
    range: '3d',
    labels: {
      U1_LOAD_NET: 'Net load',
      U1_MILL_A_STATUS: 'Mill A',
      U1_MILL_B_STATUS: 'Mill B',
      U1_MILL_C_STATUS: 'Mill C',
    },
  },
};

const pi = await openDemoPi();
try {
  for (const [name, config] of Object.entries(EXAMPLES)) {
    const language = 'id' in config.description ? 'id' : 'en';
    const context = { language, timeZone: 'Asia/Jakarta', now: new Date(pi.nowMs) } as const;
    const { picture } = await askTrendOf(pi.source, config, context);
    if (!picture) throw new Error(`There is nothing to draw for ${name}.`);
    const file = `docs/picture-${name}.png`;
    writeFileSync(file, drawPng({ ...picture, subtitle: 'PI' }));
    console.log(file);
  }
} finally {
  await pi.close();
}
