import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitNumbered, splitText } from './split-text.ts';

const WORDS = ['U1', '*612.4 MW*', '👩‍🔧', 'naik.', '\n', '\n\n', ' ', 'x'.repeat(90), '⚡', 'Why?'];
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 200 }).map((words) => words.join(' ')),
);
const sizes = fc.integer({ min: 2, max: 120 });

test('no character is lost or added, no part is too long, and no character is cut in two', () => {
  fc.assert(
    fc.property(texts, sizes, (text, max) => {
      const parts = splitText(text, max);
      expect(parts.join('')).toBe(text);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(max);
        if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
      }
      expect(parts.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

test('numbered parts count up, fit with their number, and hold the whole text', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 30, max: 120 }), (text, max) => {
      const parts = splitNumbered(text, max);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
      const isWhole = parts.length === 1;
      if (isWhole) expect(parts[0]).toBe(text);
      if (isWhole) return;
      const heads = parts.map((part) => /^\(\d+\/\d+\)\n/.exec(part)?.[0] ?? '');
      expect(heads).toEqual(parts.map((_part, index) => `(${index + 1}/${parts.length})\n`));
      const bodies = parts.map((part, index) => part.slice(heads[index]?.length));
      expect(bodies.join('')).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['between paragraphs', 'One. Two. Three.\n\nFour. Five. Six.', 'One. Two. Three.\n\n'],
  ['between lines', 'One. Two. Three.\nFour. Five. Six. Seven', 'One. Two. Three.\n'],
  ['between sentences', 'One two three. Four five six seven eight', 'One two three. '],
  ['between words', 'one two three four five six seven eight', 'one two three four five '],
  ['anywhere when there is no blank', 'x'.repeat(40), 'x'.repeat(25)],
])('a text is cut %s', (_where, text, first) => {
  expect(splitText(text, 25)[0]).toBe(first);
});

test('a bold number stays in one part', () => {
  expect(splitText('The load is *612.4 MW of all units* now', 24)[0]).toBe('The load is ');
});
