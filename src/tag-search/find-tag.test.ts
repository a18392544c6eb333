import { describe, expect, test } from 'vitest';
import { plantConnection } from '../../tests/support/plant-connection.ts';
import { questionOf, sourcesOf } from '../../tests/support/question.ts';
import { answerQuestion } from '../bot/answer-question.ts';
import { findTag } from './find-tag.ts';

describe('a tag by its name', () => {
  test('is answered under the name its source gives it', async () => {
    const sources = await sourcesOf({ pi: plantConnection({ values: { U1_LOAD: {} } }) });
    const answered = await answerQuestion(questionOf('u1_load?', sources));
    expect(answered.reply.text).toMatch(/^\*U1_LOAD\*\n/);
  });

  test('asks nothing of a source whose index knows all tags', async () => {
    const pi = plantConnection({ values: { U1_LOAD: {} } });
    const sources = await sourcesOf({ pi });
    expect(await findTag('U9_LOAD 8h', questionOf('', sources))).toBeUndefined();
    expect(pi.asked).toEqual([]);
  });

  test('is looked for in one question to a source without index, with the range after it or not', async () => {
    const pi = plantConnection({ values: { U1_LOAD: {} }, isIndexed: false });
    const found = await findTag('U1_LOAD 8h', questionOf('', await sourcesOf({ pi })));
    expect(found).toMatchObject({ tag: 'U1_LOAD', isForbidden: false });
    expect(found?.arguments.range).toBeDefined();
    expect(pi.asked).toHaveLength(1);
  });

  test('asks nothing of a source the person may not use, and tells nothing of its tags', async () => {
    const pi = plantConnection({ values: { U2_LOAD: {} }, isIndexed: false });
    const sources = await sourcesOf({ pi });
    const nothing = { groupIds: [], sourceIds: [] };
    const reply = async (text: string) =>
      (await answerQuestion(questionOf(text, sources, { grants: nothing }))).reply.text;
    expect(await reply('U2_LOAD')).toBe((await reply('U9_LOAD')).replace('U9', 'U2'));
    await reply('trend U2_LOAD');
    await reply('tag U2_LOAD');
    expect(pi.asked).toEqual([]);
  });

  test('that only a source the person may not use has is refused, when the index knows it', async () => {
    const sources = await sourcesOf({ pi: plantConnection({ values: { U2_LOAD: {} } }) });
    const grants = { groupIds: [], sourceIds: [] };
    const answered = await answerQuestion(questionOf('u2_load', sources, { grants }));
    expect(answered).toMatchObject({ rule: 'not_allowed', reply: { facts: [] } });
  });
});

describe('with a source that does not answer', () => {
  test('a tag of another source is answered, and the silent one is not blamed for a short look', async () => {
    const sources = await sourcesOf({
      pi: plantConnection({ values: { U1_LOAD: { value: 612.4 } } }),
      lab: plantConnection({ values: {}, isIndexed: false, isSilent: true }),
    });
    const signal = AbortSignal.timeout(50);
    const answered = await findTag('U1_LOAD', questionOf('', sources, { signal }));
    expect(answered?.sources.map(({ id }) => id)).toEqual(['pi']);
    expect(sources.find('lab')?.failingSince()).toBeUndefined();
  });

  test('it is asked once, and then left alone for a while', async () => {
    const lab = plantConnection({ values: {}, isIndexed: false, isSilent: true });
    const sources = await sourcesOf({ pi: plantConnection({ values: { U1_LOAD: {} } }), lab });
    const signal = AbortSignal.timeout(50);
    await findTag('U9_LOAD', questionOf('', sources, { signal }));
    await findTag('U9_LOAD', questionOf('', sources));
    await findTag('u9 laod', questionOf('', sources));
    expect(lab.asked).toHaveLength(1);
  });

  test('and no other, what is surely a tag is answered by what is wrong with the source', async () => {
    const pi = plantConnection({ values: {}, isIndexed: false, isSilent: true });
    const sources = await sourcesOf({ pi });
    const answered = await answerQuestion(
      questionOf('U1_LOAD_NET', sources, { signal: AbortSignal.timeout(50) }),
    );
    expect(answered.reply.text).toContain('Source pi does not answer');
    const sentence = await answerQuestion(questionOf('how are you', sources));
    expect(sentence.rule).toBe('not_understood');
  });
});
