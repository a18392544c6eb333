import { expect, test } from 'vitest';
import { keyFor } from './key-for.ts';

test('the same message tried again has the same key, another one has its own', () => {
  const key = keyFor();
  const first = key('u1 load to +62');
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(key('u1 load to +62')).toBe(first);
  const second = key('u2 load to +62');
  expect(second).not.toBe(first);
  expect(keyFor()('u1 load to +62')).not.toBe(first);
});
