import { expect, test } from 'vitest';
import { readMarks } from './whatsapp-marks.ts';

const bold = (...pieces: string[]) => ({ mark: 'bold', pieces });
const italic = (...pieces: string[]) => ({ mark: 'italic', pieces });
const strike = (...pieces: string[]) => ({ mark: 'strike', pieces });
const code = (text: string) => ({ mark: 'code', text });

test.each([
  ['612.4 MW', ['612.4 MW']],
  ['*612.4 MW*   ▲ 3.1 in 1 h', [bold('612.4 MW'), '   ▲ 3.1 in 1 h']],
  ['_good_ and ~bad~', [italic('good'), ' and ', strike('bad')]],
  ['Send `u1 load`', ['Send ', code('u1 load')]],
  ['```a\nb```', [code('a\nb')]],
  ['(*net*)', ['(', bold('net'), ')']],
  ['', []],
])('%j is shown as WhatsApp shows it', (text, pieces) => {
  expect(readMarks(text)).toEqual(pieces);
});

test.each([
  'U1_LOAD_NET and U2_LOAD_NET',
  '2 * 3 * 4',
  '*not closed',
  'a * b*',
  '**',
  '*over\nlines*',
  '`',
  '``',
  '~',
])('%j has no marks', (text) => {
  expect(readMarks(text)).toEqual([text]);
});

test('marks stand in marks', () => {
  expect(readMarks('*net _load_*')).toEqual([
    { mark: 'bold', pieces: ['net ', { mark: 'italic', pieces: ['load'] }] },
  ]);
});

test('marks in code are code', () => {
  expect(readMarks('`*tag*`')).toEqual([code('*tag*')]);
});

test('a text of 100 kB of marks is read in time', () => {
  const startedAt = performance.now();
  readMarks('*_~ '.repeat(25_000));
  readMarks('*a '.repeat(33_000));
  readMarks('*a_a~a'.repeat(16_000));
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
