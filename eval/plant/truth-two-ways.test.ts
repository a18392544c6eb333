import { afterAll, expect, test } from 'vitest';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { siteAt } from '../truth/site.ts';
import { createPlantClient } from './plant-client.ts';
import { resolveTime } from './site-time.ts';
import { findLastSpan, findSpans, parseWhen, secondsOf } from './spans.ts';

const DAY_MS = 86_400_000;
const server = await startPiWebApi({ port: 0 });
const plant = createPlantClient(server.url);
const now = Date.now();
const site = siteAt(plant, now);
afterAll(async () => await server.close());

test('the average of recorded values, weighted by hand, is the one that PI tells', async () => {
  const [start, end] = [await site.time('y'), await site.time('t')];
  const inner = await plant.recorded('U1_LOAD_NET', start, end);
  const values = [
    { ...(await plant.valueAt('U1_LOAD_NET', start)), at: start },
    ...inner.filter(({ at }) => at > start && at < end),
    { ...(await plant.valueAt('U1_LOAD_NET', end)), at: end },
  ];
  let sum = 0;
  for (const [index, to] of values.entries()) {
    const from = values[index - 1];
    if (from) sum += ((Number(from.value) + Number(to.value)) / 2) * (to.at - from.at);
  }
  const said = await plant.summary('U1_LOAD_NET', 'Average', iso(start), iso(end));
  expect(sum / (end - start)).toBeCloseTo(Number(said.value), 2);
});

test('the times of all states of a mill make up the whole range', async () => {
  const span = { start: now - 7 * DAY_MS, end: now };
  const states = ['Running', 'Stopped', 'Tripped', 'Maintenance'];
  const times = await Promise.all(
    states.map(async (is) => secondsOf(await findSpans(plant, 'U1_MILL_B_STATUS', { is }, span))),
  );
  expect(times.reduce((sum, each) => sum + each, 0)).toBeCloseTo((7 * DAY_MS) / 1000, 0);
});

test('above and below a limit make up the whole range', async () => {
  const span = { start: now - DAY_MS, end: now };
  const [above, below] = await Promise.all(
    ['above 500', 'below 500'].map(async (text) =>
      secondsOf(await findSpans(plant, 'U1_LOAD_NET', parseWhen(text), span)),
    ),
  );
  expect((above ?? 0) + (below ?? 0)).toBeCloseTo(DAY_MS / 1000, 0);
});

test('the trips of a unit by its mode are those of its event frames', async () => {
  const span = { start: now - 60 * DAY_MS, end: now };
  const spans = await findSpans(plant, 'U1_MODE', { is: 'Trip' }, span);
  const events = await plant.events(span.start, span.end);
  const trips = events.filter(({ name }) => name.startsWith('Unit 1 Trip'));
  expect(trips.length).toBeGreaterThan(0);
  expect(spans.map(({ start }) => Math.round(start / 60_000))).toEqual(
    trips.map(({ start }) => Math.round(start / 60_000)),
  );
  const last = await findLastSpan(plant, 'U1_MODE', { is: 'Trip' }, now);
  expect(last).toEqual(spans.at(-1));
});

test('times are those of the site', async () => {
  // A Saturday, 00:30 in Jakarta.
  const at = Date.parse('2026-11-27T17:30:00Z');
  const read = async (text: string) =>
    iso(await resolveTime(text, at, async () => await Promise.reject(new Error('no state'))));
  expect(await read('t')).toBe('2026-11-27T17:00:00.000Z');
  expect(await read('y+15h')).toBe('2026-11-27T08:00:00.000Z');
  expect(await read('week')).toBe('2026-11-22T17:00:00.000Z');
  expect(await read('month-1mo')).toBe('2026-09-30T17:00:00.000Z');
  expect(await read('sat')).toBe('2026-11-20T17:00:00.000Z');
  expect(await read('*-30m')).toBe('2026-11-27T17:00:00.000Z');
});

function iso(at: number): string {
  return new Date(at).toISOString();
}
