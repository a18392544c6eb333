import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { plantConnection } from '../../tests/support/plant-connection.ts';
import { QUESTION_NOW, sourcesOf } from '../../tests/support/question.ts';
import type { RunArguments, RunnableTrigger } from './run-context.ts';
import { runGroup, type RunnableGroup } from './run-group.ts';
import type { TriggerConfig } from './triggers.schema.ts';

const RANGE = { start: '2026-11-20T05:00:00.000Z', end: '2026-11-20T07:00:00.000Z' };

function member(name: string, config: Partial<TriggerConfig>, source = 'pi'): RunnableTrigger {
  const tagged = { type: 'value', tags: ['A'], elements: [], ...config } as TriggerConfig;
  return { id: name, name, dataSourceId: source, config: tagged };
}

const load = member('load', {});
const text = member('about', { type: 'text', text: 'A plant.' });
const trend = member('trend', { type: 'trend', range: '8h' });

async function run(
  members: readonly RunnableTrigger[],
  given: RunArguments = {},
  more: { executionMode?: RunnableGroup['executionMode']; signal?: AbortSignal } = {},
) {
  const pi = plantConnection({ values: { A: { value: 5 }, B: { value: 7 } } });
  const silent = plantConnection({ values: { A: {} }, isSilent: true });
  const group: RunnableGroup = {
    id: 'g',
    name: 'unit',
    description: null,
    executionMode: more.executionMode ?? 'parallel',
    members,
  };
  const answer = await runGroup(group, given, {
    sources: await sourcesOf({ pi, silent }),
    now: QUESTION_NOW,
    timeZone: 'Asia/Jakarta',
    signal: more.signal ?? new AbortController().signal,
  });
  return { answer, pi, silent };
}

describe('what is added after a group’s name', () => {
  test('goes to the members that take it, and the others answer as always', async () => {
    const { answer } = await run([load, trend, text], { count: 3 });
    expect(answer.members.map(({ kind }) => kind)).toEqual(['history', 'trend', 'text']);
  });

  test('a range goes to everything but a text', async () => {
    const { answer } = await run([load, trend, text], { range: RANGE });
    expect(answer.members).toMatchObject([{ range: RANGE }, { range: RANGE }, { kind: 'text' }]);
  });

  test.each([
    [[text], { range: RANGE }],
    [[trend, text], { count: 3 }],
    [[load], { variables: { tag: 'A' } }],
    [[load], { variables: { constructor: 'A' } }],
  ] as const)('is refused when no member takes it', async (members, given) => {
    await expect(run(members, given)).rejects.toMatchObject({ code: 'triggers.argument_not_used' });
  });
});

describe('members that cannot be told apart by their labels', () => {
  test('have their own names instead', async () => {
    const { answer } = await run([
      member('u1 load', { label: 'Net load' }),
      member('u2 load', { label: 'net load', tags: ['B'] }),
      member('u1 coal', { label: 'Coal' }),
    ]);
    expect(answer.members.map(({ label }) => label)).toEqual([undefined, undefined, 'Coal']);
  });
});

describe('a member whose source is silent', () => {
  const slow = member('slow', {}, 'silent');
  const slower = member('slower', {}, 'silent');

  test('is named with its source, and asked once by a group in turn', async () => {
    const { answer, silent } = await run(
      [slow, slower, load],
      {},
      { executionMode: 'sequential', signal: AbortSignal.timeout(50) },
    );
    expect(answer.members).toMatchObject([
      { kind: 'failed', source: 'Source silent', error: { kind: 'timeout' } },
      { kind: 'failed', source: 'Source silent', error: { kind: 'timeout' } },
      { kind: 'value' },
    ]);
    expect(silent.asked).toHaveLength(1);
  });

  test.each([
    ['whose source is gone', member('gone', {}, 'removed')],
    [
      'whose stored config is none',
      {
        ...member('odd', { type: 'text', text: '' }),
        problem: new AppError('invalid', 'triggers.bad_config', 'It does not fit.'),
      },
    ],
  ])('a member %s is one failed member', async (_which, broken) => {
    const { answer } = await run([broken, load]);
    expect(answer.members.map(({ kind }) => kind)).toEqual(['failed', 'value']);
  });
});
