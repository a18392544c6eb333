import { expect, test } from 'vitest';
import { z } from 'zod';
import { AvevaPiConfig } from '../../../src/plugins/aveva-pi/aveva-pi.schema.ts';
import { controlFor, isAdvanced, isRequired, withoutNull } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';

function fieldOf(schema: z.ZodType): JsonSchema {
  const whole = z.toJSONSchema(z.object({ field: schema })) as JsonSchema;
  return withoutNull(whole.properties?.['field'] ?? {});
}

test.each([
  ['a text', z.string(), 'text'],
  ['a text that may be null', z.string().nullable(), 'text'],
  ['an address', z.url(), 'text'],
  ['a whole number', z.int(), 'number'],
  ['a number that may be left out', z.number().optional(), 'number'],
  ['a yes or no', z.boolean().default(true), 'switch'],
  ['one of some words', z.enum(['basic', 'bearer']), 'choice'],
  ['one of some values', z.union([z.literal(1), z.literal('auto')]), 'choice'],
  ['a password', z.string().meta({ secret: true }), 'secret'],
  ['texts', z.array(z.string()), 'lines'],
  ['things with fields', z.array(z.object({ name: z.string() })), 'entries'],
  ['names with a text each', z.record(z.string(), z.string()), 'pairs'],
  ['a part with fields of its own', z.object({ name: z.string() }), 'group'],
  ['anything', z.unknown(), 'json'],
  ['a number or a text', z.union([z.number(), z.string()]), 'json'],
] as const)('%s has a control that fits it', (_what, schema, control) => {
  expect(controlFor(fieldOf(schema))).toBe(control);
});

test('of a PI Web API, a person must fill in the address only, and sees no switch that nobody needs', () => {
  const schema = z.toJSONSchema(AvevaPiConfig) as JsonSchema;
  const fields = Object.entries(schema.properties ?? {});
  expect(fields.map(([name]) => name).filter((name) => isRequired(schema, name))).toEqual([
    'baseUrl',
  ]);
  const first = fields.filter(([, field]) => !isAdvanced(field)).map(([name]) => name);
  expect(first).toEqual(expect.arrayContaining(['baseUrl', 'user', 'password']));
  expect(first).not.toContain('timeoutMs');
  for (const [, field] of fields) expect(controlFor(withoutNull(field))).not.toBe('json');
});
