import { expect, test } from 'vitest';
import { quickRepliesOf } from './quick-replies-of.ts';

test('close names can be tapped', () => {
  const text =
    'I do not know "u1 laod". Did you mean?\n1. u1 load\n2. u2 load\nAnswer with the number.';
  expect(quickRepliesOf(text, 'did_you_mean')).toEqual([
    { say: '1', label: '1. u1 load' },
    { say: '2', label: '2. u2 load' },
  ]);
});

test('of a found tag only the name stands on its button', () => {
  const text = 'Tags for "main steam". Which one?\n1. U1_MS_FLOW – Unit 1 main steam flow';
  expect(quickRepliesOf(text, 'ai.tag.search')).toEqual([{ say: '1', label: '1. U1_MS_FLOW' }]);
});

test('the next part of a long answer can be tapped, in both languages', () => {
  const history = (last: string) => `*u1 load*\n28 Nov 06:19 *424.2 MW*\n${last}`;
  expect(quickRepliesOf(history('1–15 of 731 – send *next* for more'), 'trigger')).toEqual([
    { say: 'next', label: 'next' },
  ]);
  expect(quickRepliesOf(history('1–15 dari 731 – kirim *lanjut*'), 'trigger')).toEqual([
    { say: 'lanjut', label: 'lanjut' },
  ]);
});

test('a numbered text that offers nothing has no buttons', () => {
  expect(quickRepliesOf('In an alarm:\n1. Call the shift\n2. Wait', 'trigger')).toEqual([]);
  expect(quickRepliesOf('Send *next* to get the next page.\nSigned, the shift', 'trigger')).toEqual(
    [],
  );
});
