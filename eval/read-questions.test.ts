import { expect, test } from 'vitest';
import { readQuestions } from './read-questions.ts';
import { parseNeed } from './truth/parse-need.ts';

test('there are enough questions in both languages, and the truth of each can be looked up', async () => {
  const questions = await readQuestions();
  for (const language of ['en', 'id']) {
    const own = questions.filter((each) => each.language === language);
    expect(own.length).toBeGreaterThanOrEqual(130);
  }
  const withoutTruth = questions.filter(
    ({ expect: expected, truths }) => expected === 'answer' && truths.length === 0,
  );
  expect(withoutTruth).toEqual([]);
  for (const { truths } of questions) for (const need of truths.flat()) parseNeed(need);
});

test('about a third is held out', async () => {
  const questions = await readQuestions();
  const share = questions.filter(({ isHeldOut }) => isHeldOut).length / questions.length;
  expect(share).toBeGreaterThan(0.25);
  expect(share).toBeLessThan(0.42);
});
