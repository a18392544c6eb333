import { expect, test } from 'vitest';
import { withoutSecretNames } from './typed-values.ts';

test('nothing that is called like a secret is kept with what was typed, at any depth', () => {
  const typed = {
    name: 'Plant PI',
    password: 'a',
    config: {
      user: 'demo',
      Password: 'b',
      token: 'c',
      clientSecret: 'd',
      list: [{ apiToken: 'e' }],
    },
  };
  expect(JSON.parse(withoutSecretNames(typed))).toEqual({
    name: 'Plant PI',
    config: { user: 'demo', list: [{}] },
  });
});
