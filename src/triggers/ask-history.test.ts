import { expect, test } from 'vitest';
import type { DataSource, Reading } from '#sdk';
import type { Source } from '../data-sources/index.ts';
import { askHistory } from './ask-history.ts';
import { parseTriggerConfig } from './parse-trigger-config.ts';

const now = new Date('2026-11-22T07:32:05Z');
const tag = {
  name: 'U1_MODE',
  description: '',
  unit: null,
  valueType: 'digital',
  step: true,
  displayDigits: null,
  future: false,
} as const;

function state(name: string, timestamp: string): Reading {
  return { value: name, unit: null, timestamp, quality: 'good' };
}

/** What a count and a range give of a source that has these readings. */
async function ask(readings: readonly Reading[]) {
  const connection: DataSource = {
    check: async () => [],
    history: async ({ last = Infinity }) => [
      { ok: true, tag, readings: readings.slice(-last), truncated: false },
    ],
    close: async () => {},
  };
  const source: Source = {
    id: 'pi',
    name: 'Plant PI',
    connection,
    status: () => 'connected',
    failingSince: () => undefined,
    hasAnswered: () => true,
    identity: {},
    lastGood: () => undefined,
  };
  const config = parseTriggerConfig('value', { tag: tag.name });
  const trigger = { id: 't', name: 'u1 mode', dataSourceId: 'pi', config };
  const range = { start: '2026-11-22T00:00:00Z', end: '2026-11-22T07:00:00Z' };
  const sources = {
    find: () => source,
    list: () => [source],
    apply: async () => {},
    test: async () => [],
    close: async () => {},
  };
  const signal = AbortSignal.timeout(1_000);
  const context = { sources, now, timeZone: 'Asia/Jakarta', signal };
  const answer = await askHistory(trigger, source, { range, count: 2 }, context);
  if (answer.kind !== 'history' || !answer.outcomes[0]?.ok) throw new Error('no outcome');
  return answer.outcomes[0];
}

const STARTUP = state('Startup', '2026-11-20T01:00:00Z');
const BASE = state('Base Load', '2026-11-21T05:00:00Z');
const FOLLOWING = state('Load Following', '2026-11-22T05:00:00Z');

test('a count of a range leaves out what a source counts back beyond its start', async () => {
  const outcome = await ask([STARTUP, BASE, FOLLOWING]);
  expect(outcome.readings).toEqual([FOLLOWING]);
  expect(outcome).not.toHaveProperty('held');
});

test('when all of it lies before the range, the newest is what held', async () => {
  expect(await ask([STARTUP, BASE])).toMatchObject({ readings: [], held: BASE });
});
