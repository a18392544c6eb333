import { expect, test } from 'vitest';
import type { Fact } from '../../triggers/index.ts';
import { joinReplies } from './join-replies.ts';

function fact(tag: string): Fact {
  const value = {
    value: 1,
    unit: null,
    timestamp: '2026-11-20T00:00:00Z',
    quality: 'good',
  } as const;
  return { source: 's', tag, kind: 'value', ...value };
}

const page = (text: string) => ({ text, facts: [fact(text.slice(0, 5))] });

test('two short replies are one message with the facts of both', () => {
  const joined = joinReplies([page('one'), page('two')], 'en');
  expect(joined).toMatchObject({ text: 'one\n\ntwo', facts: [{ tag: 'one' }, { tag: 'two' }] });
  expect(joined.rest).toBeUndefined();
});

test('nothing is put below a page that goes on', () => {
  const long = { ...page('first, more'), rest: [page('its end')] };
  const joined = joinReplies([long, page('other')], 'en');
  expect(joined.text).toBe('first, more');
  expect(joined.rest?.map(({ text }) => text)).toEqual(['its end\n\nother']);
});

test('what does not fit into one message comes with "next", and every page has its own facts', () => {
  const [a, b] = [page('a'.repeat(3000)), page('b'.repeat(3000))];
  const joined = joinReplies([a, b], 'en');
  expect(joined.text.endsWith('Send *next* for more.')).toBe(true);
  expect(joined.facts).toEqual(a.facts);
  expect(joined.rest).toEqual([b]);
});
