import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSaid, asTold, openDemoPi, soon } from '../../../tests/support/demo-pi.ts';
import type { DemoPi, Said } from '../../../tests/support/demo-pi.ts';

const HOUR_MS = 3_600_000;

let pi: DemoPi;

beforeAll(async () => {
  pi = await openDemoPi();
});

afterAll(() => pi.close());

beforeEach(() => {
  pi.requests.length = 0;
});

describe('the present value', () => {
  test.each([
    'U1_LOAD_NET',
    'SINUSOID',
    'CDT158',
    'U1 Main Steam / Outlet Temp',
    'COOLING.TOWER#2(A)',
    'Machine#1',
    'ASH SILO 100%',
    'WTP:RO-1.pH',
    'Génératrice 1.Température',
    'U1_MILL_A_STATUS',
    'U1_SHIFT_NOTE',
    'U1_LOAD_FCST',
  ])('of %s is what the plant’s own API says', async (tag) => {
    const reading = await pi.read(tag);
    const said = await pi.say(tag, 'value');
    expect(asTold([reading])).toEqual(asSaid([said as Said]));
    expect(reading.quality).toBe('good');
  });

  test('of a number has its point’s unit, of a state its text and its number', async () => {
    expect(await pi.read('U1_FW_FLOW')).toMatchObject({ unit: 't/h' });
    expect(await pi.read('U1_MODE')).toMatchObject({
      value: expect.any(String),
      unit: null,
      state: { name: expect.any(String), code: expect.any(Number), isSystem: false },
    });
  });

  test.each(['Pt Created', 'I/O Timeout'])('that is %s is bad, and no number', async (state) => {
    const outcomes = (await pi.source.read?.({ tags: ['*'] }, soon())) ?? [];
    const bad = outcomes.filter((each) => each.ok && each.reading.state?.name === state);
    expect(bad.length).toBeGreaterThan(0);
    for (const each of bad) {
      expect(each).toMatchObject({
        reading: { value: null, quality: 'bad', state: { isSystem: true } },
      });
    }
  });

  test('and what it was an hour earlier come from one request', async () => {
    const query = { tags: ['U1_LOAD_NET', 'U1_MILL_A_STATUS'], compareMs: HOUR_MS };
    await pi.source.read?.(query, soon());
    pi.requests.length = 0;
    const [load, mill] = (await pi.source.read?.(query, soon())) ?? [];
    expect(pi.requests.map(({ path }) => path)).toEqual(['/piwebapi/batch']);
    const time = new Date(pi.nowMs - HOUR_MS).toISOString();
    const [said] = await pi.sayList('U1_LOAD_NET', 'interpolatedattimes', { time });
    expect(load).toMatchObject({ earlier: { value: said?.Value, unit: 'MW' } });
    expect(mill).toMatchObject({ ok: true, earlier: { value: expect.any(String) } });
  });
});

describe('one question is one request once the tags are known', () => {
  test('however many tags it has, in whatever case they are written', async () => {
    const tags = ['U1_LOAD_NET', 'U1_MS_PRESS', 'U1_MS_TEMP', 'U1_O2', 'U2_LOAD_NET'];
    await pi.source.read?.({ tags }, soon());
    const lower = tags.map((tag) => tag.toLowerCase());
    await pi.source.read?.({ tags: lower }, soon());
    pi.requests.length = 0;
    const outcomes = await pi.source.read?.({ tags: lower }, soon());
    expect(outcomes?.every(({ ok }) => ok)).toBe(true);
    expect(pi.requests.map(({ path }) => path)).toEqual(['/piwebapi/streamsets/value']);
  });

  test('unknown tags are looked up together, and not again at once when PI has none such', async () => {
    const fresh = await pi.connect({ dataServer: 'demo-pi' });
    const tags = ['U1_FREQ', 'U2_FREQ', 'U9_FREQ'];
    await fresh.read?.({ tags }, soon());
    expect(pi.requests.map(({ path }) => path)).toEqual([
      '/piwebapi/dataservers',
      '/piwebapi/points/multiple',
      '/piwebapi/streamsets/value',
    ]);
    await fresh.read?.({ tags }, soon());
    expect(pi.requests).toHaveLength(4);
    await fresh.close();
  });

  test('a question whose URL would be too long is one batch', async () => {
    const narrow = await pi.connect({ maxUrlLength: 500 });
    const query = { tags: ['U1_*'] };
    const all = (await narrow.read?.(query, soon())) ?? [];
    expect(all.length).toBeGreaterThan(30);
    expect(all.every(({ ok }) => ok)).toBe(true);
    pi.requests.length = 0;
    await narrow.read?.(query, soon());
    expect(pi.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /piwebapi/batch',
    ]);
    await narrow.close();
  });

  test('history, its newest values and statistics too', async () => {
    const tags = ['U1_LOAD_NET', 'U2_LOAD_NET', 'U1_MS_TEMP'];
    const range = pi.lastHours(2);
    await pi.source.read?.({ tags }, soon());
    pi.requests.length = 0;
    await pi.source.history?.({ tags, range, mode: 'recorded' }, soon());
    await pi.source.history?.({ tags, range, mode: 'recorded', last: 20 }, soon());
    await pi.source.history?.({ tags, range, mode: 'plot' }, soon());
    const statistics = ['average', 'count'] as const;
    await pi.source.summary?.({ tags, range, statistics, timeZone: 'Asia/Jakarta' }, soon());
    expect(pi.requests.map(({ path }) => path)).toEqual([
      '/piwebapi/streamsets/recorded',
      '/piwebapi/streamsets/recorded',
      '/piwebapi/streamsets/plot',
      '/piwebapi/batch',
    ]);
  });
});

describe('names', () => {
  test('a wildcard stands where it was asked, its tags sorted', async () => {
    const tags = ['U2_LOAD_NET', 'U1_MILL_?_STATUS', 'U1_LOAD_NET'];
    const outcomes = (await pi.source.read?.({ tags }, soon())) ?? [];
    expect(outcomes.map((each) => (each.ok ? each.tag.name : each.name))).toEqual([
      'U2_LOAD_NET',
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((mill) => `U1_MILL_${mill}_STATUS`),
      'U1_LOAD_NET',
    ]);
  });

  test('a wildcard for too many tags is refused by itself', async () => {
    const few = await pi.connect({ maxTagsPerQuestion: 10 });
    const outcomes = (await few.read?.({ tags: ['*', 'U1_LOAD_NET'] }, soon())) ?? [];
    expect(outcomes).toMatchObject([
      { ok: false, name: '*', error: { code: 'pi.too_much' } },
      { ok: true },
    ]);
    await few.close();
  });

  test('an AF attribute is read by its element’s path, with its own unit', async () => {
    const tags = ['Unit 1|Net Load', 'unit 1\\boiler|oxygen', 'Unit 1|No Such', 'U1_LOAD_NET'];
    const [load, oxygen, none, point] = (await pi.source.read?.({ tags }, soon())) ?? [];
    expect(load).toMatchObject({
      ok: true,
      tag: { name: 'Unit 1|Net Load' },
      reading: { unit: 'MW' },
    });
    expect(oxygen).toMatchObject({ ok: true, tag: { name: 'Unit 1\\Boiler|Oxygen' } });
    expect(none).toMatchObject({
      ok: false,
      name: 'Unit 1|No Such',
      error: { code: 'pi.not_found' },
    });
    expect(load?.ok && load.reading.value).toBe(point?.ok && point.reading.value);
  });

  test('an element stands for all its attributes', async () => {
    const outcomes =
      (await pi.source.read?.({ tags: [], elements: ['Unit 1\\Boiler', 'Nowhere'] }, soon())) ?? [];
    const names = outcomes.map((each) => (each.ok ? each.tag.name : each.name));
    expect(names).toContain('Unit 1\\Boiler|Main Steam Pressure');
    expect(names.at(-1)).toBe('Nowhere');
    expect(outcomes.at(-1)?.ok).toBe(false);
    expect(outcomes.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  });

  test('a data server that is not there is said with those that are', async () => {
    const wrong = await pi.connect({ dataServer: 'OTHER-PI' });
    const failed = wrong.read?.({ tags: ['U1_LOAD_NET'] }, soon());
    await expect(failed).rejects.toMatchObject({
      code: 'pi.config',
      message: expect.stringMatching(/OTHER-PI.*DEMO-PI/),
    });
    await wrong.close();
  });
});
