import { expect, test } from 'vitest';
import { cutTo, textBody } from './text-body.ts';
import { templateParameter } from './template-body.ts';

const choices = (...labels: string[]) => labels.map((label, n) => ({ label, say: String(n + 1) }));

test('up to three short answers are buttons, and a tap says what the number says', () => {
  expect(textBody('Which?', choices('u1 load', 'u2 load'), 'Choose')).toEqual({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Which?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: '1', title: 'u1 load' } },
          { type: 'reply', reply: { id: '2', title: 'u2 load' } },
        ],
      },
    },
  });
});

test('more answers, long ones or like ones become a list, whose long rows say the rest below', () => {
  const long = 'Unit 1 main steam temperature after the attemperator';
  for (const labels of [
    ['a', 'b', 'c', 'd'],
    [long, 'b'],
    ['a', 'a'],
  ]) {
    expect(textBody('Which?', choices(...labels), 'Pilih')).toMatchObject({
      interactive: {
        type: 'list',
        action: { button: 'Pilih', sections: [{ rows: labels.map(() => ({})) }] },
      },
    });
  }
  expect(JSON.stringify(textBody('Which?', choices(long), 'Pilih'))).toContain(
    `"description":"${long}"`,
  );
});

test.each([
  ['there are eleven', 'Which?', choices(...'abcdefghijk')],
  ['the text is too long for buttons', 'x'.repeat(1_025), choices('a')],
  [
    'two say the same',
    'Which?',
    [
      { label: 'a', say: '1' },
      { label: 'b', say: '1' },
    ],
  ],
  ['one shows nothing', 'Which?', choices(' ')],
])('the numbered text goes as it is when %s', (_why, text, given) => {
  expect(textBody(text, given, 'Choose')).toEqual({
    type: 'text',
    text: { body: text, preview_url: false },
  });
});

test('a text of 4,096 characters goes, one more and none at all are refused', () => {
  expect(textBody('x'.repeat(4_096), [], 'Choose')).toMatchObject({ type: 'text' });
  for (const text of ['x'.repeat(4_097), ' \n']) {
    expect(() => textBody(text, [], 'Choose')).toThrow(
      expect.objectContaining({ code: 'whatsapp_cloud.wrong_content' }),
    );
  }
});

test('a variable of a template has no line ends, no tabs and no long gaps', () => {
  expect(templateParameter('HI alarm\r\n\r\nU1_LOAD\t612        MW\n')).toBe(
    'HI alarm · U1_LOAD 612    MW',
  );
  expect(templateParameter(' \n ')).toBe('-');
  expect(templateParameter('x'.repeat(2_000))).toHaveLength(700);
});

test('cutting never leaves half a character', () => {
  expect(cutTo('ab😀cd', 4)).toBe('ab…');
});
