import { expect, test } from 'vitest';
import type { JsonSchema } from './json-schema.ts';
import { withoutSecrets } from './without-secrets.ts';

const secret = { type: 'string', secret: true } as const;
const text = { type: 'string' } as const;
const schema: JsonSchema = {
  type: 'object',
  properties: {
    baseUrl: text,
    key: secret,
    proxy: { type: 'object', properties: { host: text, pin: secret } },
    users: {
      anyOf: [
        { type: 'array', items: { type: 'object', properties: { name: text, pin: secret } } },
        { type: 'null' },
      ],
    },
    headers: { type: 'object', additionalProperties: text },
    hidden: { anyOf: [secret, { type: 'null' }] },
  },
};

test('the fields of a source are kept without those that its kind calls secret', () => {
  const config = {
    baseUrl: 'https://pi.example/piwebapi',
    key: 'k',
    proxy: { host: 'proxy', pin: 'p' },
    users: [{ name: 'sari', pin: 'p' }],
    headers: { 'x-site': '1' },
    hidden: 'h',
    unknown: 'u',
  };
  expect(withoutSecrets(config, schema)).toEqual({
    baseUrl: 'https://pi.example/piwebapi',
    proxy: { host: 'proxy' },
    users: [{ name: 'sari' }],
    headers: { 'x-site': '1' },
  });
});
