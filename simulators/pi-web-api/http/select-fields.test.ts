import { expect, test } from 'vitest';
import { selectFields } from './select-fields.ts';

const reply = {
  Links: { Next: 'n' },
  Items: [
    { Name: 'a', Value: { Timestamp: 't', Value: 1 }, Links: { Self: 's', Value: 'v' } },
    { Name: 'b', Value: { Timestamp: 'u', Value: { Name: 'Open', Value: 0 } } },
  ],
};

test.each([
  ['Items.Name', { Items: [{ Name: 'a' }, { Name: 'b' }] }],
  ['items.name;ITEMS.links.self', { Items: [{ Name: 'a', Links: { Self: 's' } }, { Name: 'b' }] }],
  [
    'Items.Value.Value',
    { Items: [{ Value: { Value: 1 } }, { Value: { Value: { Name: 'Open', Value: 0 } } }] },
  ],
  ['Links', { Links: { Next: 'n' } }],
  ['Nothing', {}],
  ['Items.Value.Value;Items', { Items: reply.Items }],
  [' Links.Next ; ', { Links: { Next: 'n' } }],
])('selectedFields=%s', (fields, expected) => {
  expect(selectFields(reply, fields)).toEqual(expected);
});

test('no selectedFields, or an empty list, is everything', () => {
  expect(selectFields(reply, undefined)).toBe(reply);
  expect(selectFields(reply, ' ; ')).toBe(reply);
});
