import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitCount, editDistance, forgivenErrors, signatureOf } from './edit-distance.ts';

test.each([
  ['load', 'load', 0],
  ['laod', 'load', 1],
  ['lod', 'load', 1],
  ['loadd', 'load', 1],
  ['lo4d', 'load', 1],
  ['temperatre', 'temperature', 1],
  ['vibratoin', 'vibration', 1],
  ['', 'ab', 2],
])('%s and %s are %d apart', (a, b, distance) => {
  expect(editDistance(a, b, 3)).toBe(distance);
});

test('beyond the limit it only says so', () => {
  expect(editDistance('boiler', 'turbine', 2)).toBe(3);
});

test('no typing error within the limit is missed by the signature', () => {
  const letters = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 1, max: 2 }), (a, b, max) => {
      if (editDistance(a, b, max) > max) return;
      expect(bitCount(signatureOf(a) ^ signatureOf(b))).toBeLessThanOrEqual(2 * max);
    }),
  );
});

test.each([
  ['net', 0],
  ['load', 1],
  ['vibration', 2],
  ['fic012345', 1],
  ['123456', 0],
])('%s is forgiven %d errors', (word, errors) => {
  expect(forgivenErrors(word)).toBe(errors);
});
