import { expect, test } from 'vitest';
import { fitsSchema } from './fits-schema.ts';

const DAYS = { type: 'integer', minimum: 1, maximum: 3_650 };
const TEXT = { type: 'string', minLength: 1, maxLength: 500 };

test.each([
  [DAYS, 90, true],
  [DAYS, 0, false],
  [DAYS, 3_651, false],
  [DAYS, 1.5, false],
  [DAYS, '', false],
  [TEXT, 'Please wait.', true],
  [TEXT, '   ', false],
  [{ type: 'boolean' }, false, true],
])('for %j, %j fits: %j', (schema, value, fits) => {
  expect(fitsSchema(schema, value)).toBe(fits);
});
