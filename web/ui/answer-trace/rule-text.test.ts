import { describe, expect, test } from 'vitest';
import { translate } from '../../app/translate.ts';
import type { Translate } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';
import { ruleText } from './rule-text.ts';

const t: Translate<(typeof answerTraceTexts)['en']> = (key, values) =>
  translate(answerTraceTexts, 'en', key, values);

describe('how a message was answered, in a sentence', () => {
  test.each([
    ['trigger', 'u1 load', 'The message names the trigger “u1 load”.'],
    ['which_source', 'SINUSOID', 'Several data sources have this tag'],
    [
      'ai.trigger',
      'u1 load',
      'A question in plain words. The message names the trigger “u1 load”.',
    ],
    ['ai.plain.answered', null, 'A question in plain words. It was understood and answered.'],
    ['ai.empty', null, 'An AI prefix without a question; a hint was given.'],
    ['failed', 'pi.unreachable', 'Something broke while answering (pi.unreachable)'],
  ])('rule %j of %j', (rule, name, said) => {
    expect(ruleText(t, { rule, name })).toContain(said);
  });

  test('a message without a rule still waits', () => {
    expect(ruleText(t, { rule: null, name: null })).toBe('It still waits for its answer.');
  });

  test('a rule the page does not know yet is named as the server names it', () => {
    expect(ruleText(t, { rule: 'oracle', name: null })).toBe('Rule “oracle”');
  });
});
