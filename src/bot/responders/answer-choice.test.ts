import { describe, expect, test } from 'vitest';
import { plantConnection, readingOf } from '../../../tests/support/plant-connection.ts';
import { loadedTrigger, questionOf, sourcesOf } from '../../../tests/support/question.ts';
import { answerQuestion } from '../answer-question.ts';
import type { Pending } from '../pending.ts';

const pi = plantConnection({ values: { U1_LOAD: { value: 612.4 }, O2: { value: 3.1 } } });
const lab = plantConnection({
  values: { O2: { value: 3.3 } },
  past: { O2: [readingOf({ value: 3.2, timestamp: '2026-11-20T06:00:00.000Z' })] },
});
const u1Load = loadedTrigger('u1 load', 'pi', { type: 'value', tags: ['U1_LOAD'], elements: [] });
const group = {
  id: 'unit-1',
  name: 'unit 1',
  description: null,
  members: [u1Load],
  runnable: () => ({
    id: 'unit-1',
    name: 'unit 1',
    description: null,
    executionMode: 'parallel' as const,
    members: [u1Load.runnable()],
  }),
};

/** Asks, and then answers what was offered. */
async function askAndChoose(text: string, number: string) {
  const sources = await sourcesOf({ pi, lab });
  const asked = await answerQuestion(questionOf(text, sources, { triggers: [u1Load] }));
  const pending = { kind: 'choices' as const, choices: [...(asked.choices ?? [])] };
  return {
    asked,
    chosen: await answerQuestion(questionOf(number, sources, { triggers: [u1Load], pending })),
  };
}

describe('a number', () => {
  test('keeps the range that was asked for, where it only says which source is meant', async () => {
    const { asked, chosen } = await askAndChoose('O2 8h', '2');
    expect(asked.reply.text).toMatch(/1\. O2 – Source pi\n2\. O2 – Source lab/u);
    expect(chosen.reply.text).toContain('3.2');
    expect(chosen.reply.text).not.toContain('3.3');
  });

  test('keeps that a trend was asked for', async () => {
    const { chosen } = await askAndChoose('trend O2', '2');
    expect(chosen).toMatchObject({ rule: 'trend', name: 'O2' });
  });

  test('is answered in the language of the offer', async () => {
    const { asked, chosen } = await askAndChoose('berapa u1 laod', '1');
    expect(asked.reply.text).toContain('Maksudnya');
    expect(chosen.reply.text).toContain('612,4 MW');
  });

  test('that was not offered is told so, and the offer stands', async () => {
    const { asked, chosen } = await askAndChoose('O2', '7');
    expect(chosen.reply.text).toContain('from 1 to 2');
    expect(chosen.choices).toEqual(asked.choices);
  });

  test('without an offer is no mistyped name', async () => {
    const sources = await sourcesOf({ pi });
    const answered = await answerQuestion(questionOf('1', sources, { triggers: [u1Load] }));
    expect(answered.choices).toBeUndefined();
    expect(answered.reply.text).toContain('u1 load');
  });

  test('answers a tag only of a source the person may still use', async () => {
    const sources = await sourcesOf({ lab });
    const pending: Pending = { kind: 'choices', choices: [{ say: 'O2', sourceId: 'lab' }] };
    const grants = { groupIds: [], sourceIds: [] };
    const answered = await answerQuestion(questionOf('1', sources, { pending, grants }));
    expect(answered).toMatchObject({ rule: 'not_allowed', reply: { facts: [] } });
  });
});

describe('a button', () => {
  test('says what is written on it, so that one of an older question never means what was offered since', async () => {
    const sources = await sourcesOf({ pi, lab });
    const pending: Pending = { kind: 'choices', choices: [{ say: 'O2', sourceId: 'lab' }] };
    const older = await answerQuestion(
      questionOf('u1 load', sources, { triggers: [u1Load], pending }),
    );
    expect(older.reply.text).toContain('612.4');
  });

  test('keeps the source and the language of its offer while that stands', async () => {
    const sources = await sourcesOf({ pi, lab });
    const pending: Pending = {
      kind: 'choices',
      choices: [{ say: 'O2', sourceId: 'lab', language: 'id' }],
    };
    const answered = await answerQuestion(questionOf('O2', sources, { pending }));
    expect(answered.reply.text).toContain('3,3');
  });
});

describe('next', () => {
  const page = { text: 'page 2 of unit 1', facts: [] };
  const pagesOf = (about: Extract<Pending, { kind: 'pages' }>['about']): Pending => ({
    kind: 'pages',
    pages: [page, page],
    about,
  });
  const next = async (about: Parameters<typeof pagesOf>[0], groupIds: readonly string[]) =>
    await answerQuestion(
      questionOf('lanjut', await sourcesOf({ pi }), {
        triggers: [u1Load],
        groups: [group],
        grants: { groupIds, sourceIds: [] },
        pending: pagesOf(about),
      }),
    );

  test('turns the page, and what it tells of stays known', async () => {
    const about = { kind: 'group', id: 'unit-1' } as const;
    expect(await next(about, ['unit-1'])).toMatchObject({
      rule: 'next',
      about,
      reply: { text: page.text, rest: [page] },
    });
  });

  test.each([
    { kind: 'group', id: 'unit-1' },
    { kind: 'trigger', id: 'u1 load' },
    { kind: 'trigger', id: 'deleted since' },
    { kind: 'source', id: 'pi' },
  ] as const)('shows nothing more of a $kind the person may no longer ask', async (about) => {
    const answered = await next(about, []);
    expect(answered.reply).toEqual({ text: expect.not.stringContaining('page 2'), facts: [] });
  });

  test('with nothing left says so', async () => {
    const answered = await answerQuestion(questionOf('next', await sourcesOf({ pi })));
    expect(answered.reply.text).toContain('nothing more');
  });
});
