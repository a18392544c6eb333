import { describe, expect, test } from 'vitest';
import type { Reading } from '#sdk';
import { plantConnection, readingOf } from '../../tests/support/plant-connection.ts';
import { QUESTION_NOW, sourcesOf } from '../../tests/support/question.ts';
import type { RunArguments, RunnableTrigger } from './run-context.ts';
import { runTrigger } from './run-trigger.ts';
import type { TriggerConfig } from './triggers.schema.ts';

const BAD: Partial<Reading> = {
  value: null,
  quality: 'bad',
  timestamp: '2026-11-20T04:04:00.000Z',
  state: { name: 'I/O Timeout', code: 246, isSystem: true },
};
const GOOD = readingOf({ value: 277, timestamp: '2026-11-20T04:00:24.000Z' });

type Plant = Parameters<typeof plantConnection>[0];

async function open(plant: Plant) {
  const pi = plantConnection(plant);
  const sources = await sourcesOf({ pi });
  const ask = async (config: Partial<TriggerConfig>, given: RunArguments = {}) => {
    const trigger: RunnableTrigger = {
      id: 't',
      name: 'nox',
      dataSourceId: 'pi',
      config: { type: 'value', tags: ['NOX'], elements: [], ...config } as TriggerConfig,
    };
    return await runTrigger(trigger, given, {
      sources,
      now: QUESTION_NOW,
      timeZone: 'Asia/Jakarta',
      signal: new AbortController().signal,
    });
  };
  return { pi, ask };
}

describe('a tag whose value is bad', () => {
  const past = { NOX: [GOOD, readingOf(BAD)] };

  test('comes with its last good value, though nobody asked while it was good', async () => {
    const { ask } = await open({ values: { NOX: BAD }, past });
    const answer = await ask({});
    expect(answer.kind === 'value' && answer.lastGood?.('NOX')).toEqual(GOOD);
  });

  test('is looked for once, and never where every value is good', async () => {
    const { ask, pi } = await open({ values: { NOX: BAD, LOAD: {} }, past });
    await ask({ tags: ['LOAD'] });
    expect(pi.asked).toHaveLength(1);
    await ask({});
    await ask({});
    expect(pi.asked).toHaveLength(4);
  });

  test('that never had a good one is answered without', async () => {
    const { ask } = await open({ values: { NOX: BAD } });
    const answer = await ask({});
    expect(answer.kind === 'value' && answer.lastGood?.('NOX')).toBeUndefined();
  });
});

describe('a trend', () => {
  test('up to now knows the newest value as it was written', async () => {
    const { ask } = await open({ values: { NOX: GOOD } });
    const answer = await ask({ type: 'trend', range: '8h' });
    expect(answer.kind === 'trend' && answer.latest?.get('NOX')).toEqual(GOOD);
  });

  test('of the past asks for no value of now', async () => {
    const { ask, pi } = await open({ values: { NOX: GOOD } });
    await ask({ type: 'trend', range: 'yesterday' });
    expect(pi.asked).toHaveLength(1);
  });
});

test('a trigger whose source is gone says so, and does not name itself as a source', async () => {
  const sources = await sourcesOf({});
  const trigger: RunnableTrigger = {
    id: 't',
    name: 'nox',
    dataSourceId: 'gone',
    config: { type: 'value', tags: ['NOX'], elements: [] },
  };
  const run = runTrigger(
    trigger,
    {},
    {
      sources,
      now: QUESTION_NOW,
      timeZone: 'Asia/Jakarta',
      signal: new AbortController().signal,
    },
  );
  await expect(run).rejects.toMatchObject({ kind: 'invalid', code: 'triggers.source_gone' });
});
