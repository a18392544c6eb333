import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, type Quality, type Reading, type TagInfo } from '#sdk';
import type { Answer } from '../triggers/index.ts';
import { choicesReply } from './choices-reply.ts';
import { groupReply } from './group-reply.ts';
import { MESSAGE_LENGTH_MAX } from './message-text.ts';
import { EN, ID } from './sample-answers.ts';
import { triggerReply } from './trigger-reply.ts';
import type { BuiltReply } from './built-reply.ts';

const NASTY = [
  '*bold*',
  '_x_ ~y~ `z`',
  '```',
  '\u202Ertl\u202C',
  '\u0000\u0007\r\n\t',
  '{tag} {{x}} $t(values)',
  '__proto__',
  '🙂'.repeat(40),
  'x'.repeat(5000),
  "'; DROP TABLE x",
  '\uD800',
  '',
];
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 30 }));
const instant = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const quality = fc.constantFrom<Quality>('good', 'questionable', 'substituted', 'bad');

const reading: fc.Arbitrary<Reading> = fc
  .record({
    value: fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -0), text, fc.boolean()),
    unit: fc.option(text),
    timestamp: instant,
    quality,
    state: fc.option(text, { nil: undefined }),
  })
  .map(({ state, ...one }) => ({
    ...one,
    value: one.quality === 'bad' ? null : one.value,
    ...(state !== undefined && { state: { name: state, code: 1, isSystem: false } }),
  }));

const tag: fc.Arbitrary<TagInfo> = fc.record({
  name: text,
  description: text,
  unit: fc.option(text),
  valueType: fc.constantFrom('number', 'digital', 'string', 'boolean', 'timestamp', 'other'),
  step: fc.boolean(),
  displayDigits: fc.option(fc.integer({ min: -15, max: 15 })),
  future: fc.boolean(),
});
const failure = fc.record({
  ok: fc.constant(false as const),
  name: text,
  error: fc
    .constantFrom('not_found', 'timeout', 'forbidden', 'internal')
    .map((kind) => new AppError(kind as 'timeout', 'x.y', 'at http://10.0.0.1/secret')),
});
const outcomes = <T extends object>(arbitrary: fc.Arbitrary<T>) =>
  fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc
          .tuple(tag, arbitrary)
          .map(([tag, rest]) => ({ ok: true as const, tag, ...rest })),
      },
      { weight: 1, arbitrary: failure },
    ),
    { maxLength: 8 },
  );

const base = {
  name: text,
  source: text,
  description: text,
  label: fc.option(text, { nil: undefined }),
};
const range = fc.constant({ start: '2026-11-20T00:00:00Z', end: '2026-11-22T07:00:00Z' });
const template = fc.constantFrom(
  undefined,
  '{name} {value} {unit} {time} {age} {rows}',
  '{rows}',
  '{bad}',
);
const readings = fc.record(
  { readings: fc.array(reading, { maxLength: 40 }), truncated: fc.boolean(), held: reading },
  { requiredKeys: ['readings', 'truncated'] },
);
const bucket = fc
  .record({ average: reading, maximum: reading, percentGood: reading, count: reading })
  .map((statistics) => ({
    start: '2026-11-20T00:00:00Z',
    end: '2026-11-21T00:00:00Z',
    statistics,
  }));

const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    ...base,
    template,
    kind: fc.constant('value' as const),
    outcomes: outcomes(fc.record({ reading, earlier: reading })),
    compareMs: fc.constant(3_600_000),
  }),
  fc.record({
    ...base,
    template,
    kind: fc.constant('history' as const),
    outcomes: outcomes(readings),
    mode: fc.constantFrom('recorded' as const, 'sampled' as const),
    interval: fc.constant('15m'),
    range: fc.option(range, { nil: undefined }),
  }),
  fc.record({ ...base, kind: fc.constant('trend' as const), outcomes: outcomes(readings), range }),
  fc.record({
    ...base,
    kind: fc.constant('summary' as const),
    outcomes: outcomes(fc.record({ buckets: fc.array(bucket, { maxLength: 30 }) })),
    statistics: fc.constant(['average', 'maximum', 'percentGood', 'count'] as const),
    bucket: fc.constantFrom(undefined, '1h', '1d'),
    weighting: fc.constantFrom('time' as const, 'event' as const),
    range,
  }),
  fc.record({
    ...base,
    kind: fc.constant('query' as const),
    table: fc.record({
      columns: fc.constant(['a', 'b', '__proto__']),
      rows: fc.array(
        fc.array(fc.oneof(fc.double(), text, fc.boolean(), fc.constant(null)), { maxLength: 4 }),
        {
          maxLength: 40,
        },
      ),
      truncated: fc.boolean(),
    }),
  }),
  fc.record({ ...base, kind: fc.constant('text' as const), text }),
  fc.record({
    ...base,
    kind: fc.constant('failed' as const),
    error: failure.map(({ error }) => error),
    failingSince: fc.constantFrom(undefined, new Date('2026-11-22T05:00:00Z')),
    lastGood: fc.array(fc.record({ tag, reading }), { maxLength: 3 }),
  }),
);

function check(reply: BuiltReply): void {
  for (const page of [reply, ...(reply.rest ?? [])]) {
    expect(page.text.length).toBeLessThanOrEqual(MESSAGE_LENGTH_MAX);
    expect(page.text.isWellFormed()).toBe(true);
    expect(page.text).not.toMatch(/undefined|NaN|Infinity|\[object|10\.0\.0\.1/);
    expect(page.text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E]/);
    for (const fact of page.facts) {
      if (fact.quality === 'bad') expect(fact.value).toBeNull();
    }
  }
}

test('whatever a source says, a reply is clean, within a message’s length, and its bad facts are no numbers', () => {
  fc.assert(
    fc.property(answer, fc.constantFrom(EN, ID), (one, context) => {
      check(triggerReply(one, context));
    }),
    { numRuns: 400 },
  );
});

test('whatever its members say, a group’s reply is clean and names every member', () => {
  fc.assert(
    fc.property(text, fc.array(answer, { maxLength: 6 }), (name, members) => {
      const labelled = members.map((member, index) => ({ ...member, label: `member ${index}` }));
      const reply = groupReply({ name, members: labelled }, EN);
      check(reply);
      const all = [reply, ...(reply.rest ?? [])].map((page) => page.text).join('\n');
      for (const { label } of labelled) expect(all).toContain(label);
    }),
    { numRuns: 200 },
  );
});

test('marks in what others wrote make nothing bold', () => {
  fc.assert(
    fc.property(text, (name) => {
      const { text: shown } = choicesReply('didYouMean', [name, name], 'en', { text: name });
      const marks = shown.replaceAll(/(?<=[\p{L}\p{N}])[*_~`](?=[\p{L}\p{N}])/gu, '');
      expect(marks).not.toMatch(/[*_~`]/);
    }),
  );
});

test('a group of a hundred members comes in as many messages as it needs, none too long', () => {
  const members = Array.from({ length: 100 }, (_, index): Answer => ({
    kind: 'text',
    name: `member ${index}`,
    text: 'word '.repeat(60),
  }));
  const reply = groupReply({ name: 'plant', members }, EN);
  check(reply);
  expect(reply.rest?.length).toBeGreaterThan(2);
  expect(reply.text).toContain('Send *next* for more.');
});
