import { stripVTControlCharacters } from 'node:util';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { drawQr } from './draw-qr.ts';

const LINK = `https://wa.me/settings/linked_devices#2@${'aB3/'.repeat(50)},1`;
/** Upper and lower half, white where the terminal draws something. */
const HALVES: Readonly<Record<string, readonly [boolean, boolean]>> = {
  '█': [false, false],
  '▀': [false, true],
  '▄': [true, false],
  ' ': [true, true],
};

test('a camera sees the same squares on the terminal as the code has', () => {
  const drawn = drawQr(LINK, true).flatMap((line) => {
    const halves = [...stripVTControlCharacters(line)].map((sign) => HALVES[sign]);
    return [halves.map((pair) => pair?.[0]), halves.map((pair) => pair?.[1])];
  });
  const { data, size } = encode(LINK, { border: 2 });
  expect(drawn.slice(0, size)).toEqual(data);
});

test('it fits into 80 columns, and without colours it is text only', () => {
  const lines = drawQr(LINK, false);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.join('')).toMatch(/^[█▀▄ ]+$/u);
});
