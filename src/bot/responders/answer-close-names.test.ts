import { expect, test } from 'vitest';
import { plantConnection } from '../../../tests/support/plant-connection.ts';
import { loadedTrigger, questionOf, sourcesOf } from '../../../tests/support/question.ts';
import { answerCloseNames } from './answer-close-names.ts';

const values = { U1_LOAD_NET: {}, 'ASH SILO 100%': {} };
const u1Load = loadedTrigger('u1 load', 'pi', { type: 'value', tags: ['A'], elements: [] });

async function suggestionsFor(text: string, grants?: Parameters<typeof questionOf>[2]) {
  const sources = await sourcesOf({ pi: plantConnection({ values }) });
  const question = questionOf(text, sources, { triggers: [u1Load], ...grants });
  return (await answerCloseNames(question))?.choices?.map(({ say }) => say) ?? [];
}

test('a mistyped tag is suggested with the range that was said after it', async () => {
  expect(await suggestionsFor('U1_LOADNTE 8h')).toEqual(['U1_LOAD_NET 8h']);
});

test('a number that belongs to the name is not taken for a count', async () => {
  expect(await suggestionsFor('ash silo 100')).toEqual(['ASH SILO 100%']);
});

test('a unit that was said is not swapped for the station or another unit', async () => {
  const station = plantConnection({
    values: { STATION_LOAD_NET: {}, U1_LOAD_NET: {}, U3_FLOW: {} },
  });
  const sources = await sourcesOf({ pi: station });
  const choicesOf = async (text: string) =>
    (await answerCloseNames(questionOf(text, sources, { triggers: [] })))?.choices?.map(
      ({ say }) => say,
    ) ?? [];
  expect(await choicesOf('load u3')).toEqual([]);
  expect(await choicesOf('load unit 3')).toEqual([]);
  expect(await choicesOf('load net')).toContain('STATION_LOAD_NET');
});

test('a long sentence suggests no tag', async () => {
  expect(await suggestionsFor('ash silo 100% is what I would like to know')).toEqual([]);
});

test('who may use neither source nor trigger is suggested nothing', async () => {
  const grants = { groupIds: [], sourceIds: [] };
  expect(await suggestionsFor('U1_LOAD_NTE', { grants })).toEqual([]);
  expect(await suggestionsFor('u1 laod', { grants })).toEqual([]);
});
