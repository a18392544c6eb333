import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { triggerReply, type ReplyContext } from '../../src/replies/index.ts';
import { type DemoPi, openDemoPi } from '../support/demo-pi.ts';
import { askTrendOf } from './ask-trend.ts';

let pi: DemoPi;
let context: ReplyContext;

beforeAll(async () => {
  pi = await openDemoPi();
  context = { language: 'en', timeZone: 'Asia/Jakarta', now: new Date(pi.nowMs) };
});

afterAll(async () => {
  await pi.close();
});

const HOUR_MS = 3_600_000;
/** A span of the past, so that nothing is new between two looks at it. */
const range = '*-9h to *-1h';

function span() {
  return { startTime: at(9), endTime: at(1) };
}

function at(hoursAgo: number): string {
  return new Date(pi.nowMs - hoursAgo * HOUR_MS).toISOString();
}

describe('the picture of a trend', () => {
  test('has the points of one plot, and the average that the plant itself computes', async () => {
    const before = pi.requests.length;
    const { picture, answer } = await askTrendOf(
      pi.source,
      { tags: ['U1_LOAD_NET', 'U1_MS_PRESS'], range },
      context,
    );
    const asked = pi.requests.slice(before).filter(({ path }) => /plot/i.test(path));
    expect(asked.length).toBeLessThanOrEqual(1);
    const [load] = picture?.series ?? [];
    const plotted = await pi.sayList('U1_LOAD_NET', 'plot', { ...span(), intervals: '480' });
    const values = plotted.map(({ Value }) => Number(Value));
    expect(load).toMatchObject({ label: 'U1_LOAD_NET', unit: 'MW', form: 'line' });
    expect(load?.minimum).toBeCloseTo(Math.min(...values), 6);
    expect(load?.maximum).toBeCloseTo(Math.max(...values), 6);
    const { Items } = (await pi.say('U1_LOAD_NET', 'summary', {
      ...span(),
      summaryType: 'Average',
      calculationBasis: 'TimeWeighted',
    })) as { Items: { Value: { Value: number } }[] };
    expect(load?.average).toBeCloseTo(Items[0]?.Value.Value ?? Number.NaN, 6);
    const { text, facts } = triggerReply(answer, context);
    expect(text).toMatch(/avg [\d.,]+ MW/);
    const [average] = facts.filter(({ tag, kind }) => tag === 'U1_LOAD_NET' && kind === 'average');
    expect(average?.value).toBe(load?.average);
    expect([average?.start, average?.end].map((iso) => Date.parse(iso ?? ''))).toEqual([
      Date.parse(at(9)),
      Date.parse(at(1)),
    ]);
  });

  test('of a state has its names in the order of their codes', async () => {
    const { picture } = await askTrendOf(
      pi.source,
      { tags: ['U1_MILL_C_STATUS'], range: '7d' },
      context,
    );
    const [mill] = picture?.series ?? [];
    expect(mill).toMatchObject({ form: 'digital', unit: null });
    const states = mill?.states ?? [];
    expect(states.length).toBeGreaterThan(0);
    for (const [, place] of mill?.points ?? []) {
      expect(place === null || states[place] !== undefined).toBe(true);
    }
  });

  test('puts the same hours of the day before on this one’s axis', async () => {
    const { picture } = await askTrendOf(
      pi.source,
      { tags: ['U1_LOAD_NET'], range, compareWithBefore: true },
      context,
    );
    const moved = picture?.series[0]?.before ?? [];
    const plotted = await pi.sayList('U1_LOAD_NET', 'plot', {
      startTime: at(9 + 24),
      endTime: at(1 + 24),
      intervals: '480',
    });
    expect(moved.length).toBeGreaterThan(10);
    expect(picture?.before).toEqual({ start: Date.parse(at(9 + 24)), end: Date.parse(at(1 + 24)) });
    const [first] = moved;
    expect(first?.[0]).toBe(pi.nowMs - 9 * HOUR_MS);
    expect(first?.[1]).toBeCloseTo(Number(plotted[0]?.Value), 6);
  });

  test('has the limits of the trigger, each at its tag', async () => {
    const { picture } = await askTrendOf(
      pi.source,
      {
        tags: ['U1_LOAD_NET', 'U1_MS_PRESS'],
        range,
        limits: [{ tag: 'u1_load_net', value: 650, label: 'HH' }, { value: 1 }],
      },
      context,
    );
    expect(picture?.series.map(({ limits }) => limits)).toEqual([
      [{ value: 650, label: 'HH' }],
      undefined,
    ]);
  });

  test('of texts alone is none', async () => {
    const { picture } = await askTrendOf(
      pi.source,
      { tags: ['U1_SHIFT_NOTE'], range: '7d' },
      context,
    );
    expect(picture).toBeUndefined();
  });

  test('of a tag that does not exist leaves it to the text, and draws the others', async () => {
    const { picture } = await askTrendOf(
      pi.source,
      { tags: ['NO_SUCH_TAG', 'U1_LOAD_NET'], range },
      context,
    );
    expect(picture?.series.map(({ label }) => label)).toEqual(['U1_LOAD_NET']);
  });

  test('has no average of days for which a dead transmitter’s last value stands', async () => {
    const asked = { tags: ['U2_ASH_SILO_LVL'], range: '7d' };
    const { picture, answer } = await askTrendOf(pi.source, asked, context);
    expect(picture?.series[0]?.points.at(-1)?.[1]).toBeNull();
    expect(picture?.series[0]?.average).toBeUndefined();
    const { text, facts } = triggerReply(answer, context);
    expect(text).toContain('stale: 3 d old');
    expect(text).not.toContain('avg');
    // Its blocks end where it does: three of seven days are dots.
    expect(text).toMatch(/[▁▂▃▄▅▆▇█]·{9,11}\n/);
    expect(facts.some(({ kind }) => kind === 'average')).toBe(false);
  });

  test('is there without an average when the source fails to compute one', async () => {
    const failing = {
      ...pi.source,
      history: pi.source.history?.bind(pi.source),
      summary: async () => {
        throw new Error('no summaries today');
      },
    } as typeof pi.source;
    const { picture, answer } = await askTrendOf(
      failing,
      { tags: ['U1_LOAD_NET'], range },
      context,
    );
    expect(picture?.series[0]?.maximum).toBeGreaterThan(0);
    expect(picture?.series[0]?.average).toBeUndefined();
    expect(triggerReply(answer, context).text).not.toContain('avg');
  });
});
