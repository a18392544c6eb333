import { expect, test } from 'vitest';
import { cleanAnswer } from './clean-answer.ts';
import { tagNamesOf } from './tag-names-of.ts';

test.each([
  ['See https://evil.example/x now', 'See  now'],
  ['See evil.example.com/path?q=1 now', 'See  now'],
  ['See .evil.com, -evil.com and a.b.evil.io.', 'See .,  and .'],
  ['[here](https://evil.example) it is', 'here it is'],
  ['<think>500</think>612.4 MW', '612.4 MW'],
])('%s is sent as %s', (text, sent) => {
  expect(cleanAnswer(text)).toBe(sent);
});

test('the name of a tag is no address, however much it looks like one', () => {
  const data = { values: [{ tag: 'STACK1.CO', value: 45 }] };
  const names = tagNamesOf([{ data }]);
  expect(cleanAnswer('Stack1.CO: 45 ppm, see stack2.co', names)).toBe('Stack1.CO: 45 ppm, see');
});

test.each(['a.', '1.', 'a-', 'a.com/', '<think>', '[', '<a ', '@+1'])(
  'a long text of %s alone takes no time',
  (part) => {
    const startedAtMs = performance.now();
    cleanAnswer(part.repeat(30_000));
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  },
);
