import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerKey } from '../lib/answer-key.ts';
import { AnswerName, RESERVED_KEYS } from './answer-name.schema.ts';
import { checkTriggerConfig, parseTriggerConfig } from './parse-trigger-config.ts';
import { NewTriggerGroup } from './trigger-groups.schema.ts';
import { NewTrigger, TRIGGER_TYPES, TriggerConfig } from './triggers.schema.ts';

const NOW = new Date('2026-11-22T07:32:05Z');

function save(type: string, config: object): TriggerConfig {
  const parsed = parseTriggerConfig(type, config);
  checkTriggerConfig(parsed, NOW, 'Asia/Jakarta');
  return parsed;
}

const EXAMPLES: Record<string, object> = {
  value: { tag: 'U1_LOAD_NET' },
  history: { tags: ['U1_LOAD_NET'], mode: 'sampled', interval: '15m', range: '8h' },
  summary: { tags: ['U1_*'], bucket: '1h', statistics: ['average', 'average', 'total'] },
  trend: { elements: ['Tanjung Sari\\Unit 1'] },
  query: { query: 'select 1', variables: { tag: 'A', n: { choices: [1, 2] } } },
  text: { text: { id: 'Halo' } },
};

describe('a trigger’s config', () => {
  test.each(TRIGGER_TYPES)(
    '%s is read with its defaults, and reads the same once stored',
    (type) => {
      const { type: _, ...stored } = save(type, EXAMPLES[type] ?? {});
      expect(parseTriggerConfig(type, JSON.parse(JSON.stringify(stored)))).toEqual({
        type,
        ...stored,
      });
    },
  );

  test('defaults are those of the contract', () => {
    expect(save('value', { tag: 'A', tags: ['B', 'A'] })).toEqual({
      type: 'value',
      tags: ['A', 'B'],
      elements: [],
    });
    expect(save('summary', { tag: 'A' })).toMatchObject({
      range: '24h',
      weighting: 'time',
      statistics: ['average', 'minimum', 'maximum'],
    });
    expect(save('trend', { tag: 'A' })).toMatchObject({ range: '8h' });
    expect(save('history', { tag: 'A' })).toMatchObject({ mode: 'recorded' });
  });

  test.each([
    ['value', {}, /at least one tag or element/],
    ['value', { tags: [] }, /at least one tag or element/],
    ['value', { tag: 'A', intervall: '1h' }, /does not know "intervall"/],
    ['value', JSON.parse('{"tag":"A","__proto__":{"x":1}}'), /does not know "__proto__"/],
    ['value', { tag: 5 }, /"tag": /],
    ['history', { tag: 'A', last: 5, range: '8h' }, /not both/],
    ['history', { tag: 'A', mode: 'sampled' }, /"interval"/],
    ['history', { tag: 'A', interval: '1h' }, /"interval"/],
    ['history', { tag: 'A', mode: 'sampled', interval: 'soon' }, /"soon" is not an interval/],
    ['history', { tag: 'A', last: 100_000 }, /"last": /],
    ['summary', { tag: 'A', statistics: [] }, /"statistics": /],
    ['summary', { tag: 'A', statistics: ['median'] }, /"statistics.0": /],
    ['summary', { tag: 'A', range: 'sometime' }, /"sometime" is not a range/],
    ['summary', { tag: 'A', bucket: '1d2h' }, /"1d2h" is not an interval/],
    ['query', {}, /"query"/],
    ['query', { query: 'x', variables: { 'a b': 1 } }, /variables/],
    ['text', { text: {} }, /text/],
    ['sql', { query: 'x' }, /value, history, summary, trend, query or text/],
    ['value', { tag: 'A', template: '{valu}' }, /"\{valu\}".*\{value\}/],
    ['value', { tag: 'A', template: { id: '{value:B}' } }, /names the tag "B".*reads A/],
    [
      'summary',
      { tag: 'A', template: '{total}' },
      /"\{total\}".*\{average\} \{minimum\} \{maximum\}/,
    ],
    ['summary', { tag: 'A', statistics: ['total', 'stdDev'] }, /"statistics.1": /],
    ['value', null, /must be an object/],
  ])('%s %j is refused in words', (type, config, message) => {
    expect(() => save(type, config as object)).toThrow(message);
  });

  test('a template may show every statistic that is asked for', () => {
    const statistics = ['total', 'count'];
    expect(() =>
      save('summary', { tag: 'A', statistics, template: '{total} of {count} {unit}' }),
    ).not.toThrow();
  });

  test('a template’s tags are not known before a wildcard is read', () => {
    expect(() => save('value', { tag: 'U1_*', template: '{value:U1_LOAD_NET}' })).not.toThrow();
  });

  test('the form of each type can be drawn from its JSON Schema', () => {
    const schema = z.toJSONSchema(TriggerConfig, { io: 'input' });
    expect(schema.oneOf).toHaveLength(TRIGGER_TYPES.length);
    expect(() =>
      z.toJSONSchema(z.object({ NewTrigger, NewTriggerGroup }), { io: 'input' }),
    ).not.toThrow();
  });
});

describe('a name', () => {
  test.each([
    ['u1 load', 'u1 load'],
    ['  8TM  ', '8TM'],
    ['u1\u200B\n load\u202E', 'u1 load'],
    ['Tekanan uap (bar) – unit 1 ✓', 'Tekanan uap (bar) – unit 1 ✓'],
  ])('%j is kept as %j', (name, kept) => {
    expect(AnswerName.parse(name)).toBe(kept);
  });

  test.each([
    ['', 'Give it a name'],
    [' \u200B ', 'Give it a name'],
    ['x'.repeat(61), '60 characters'],
    ['=load', 'letter or a digit'],
    ['*load*', 'letter or a digit'],
    ['20', 'digits only'],
    ['1 2', 'digits only'],
    ['Help', 'word Plantline itself understands'],
    ['who am i', 'word Plantline itself understands'],
    ['trend u1', 'word Plantline itself understands'],
    ['Tag list', 'word Plantline itself understands'],
    ['next', 'word Plantline itself understands'],
  ])('%j is refused: %s', (name, reason) => {
    expect(AnswerName.safeParse(name).error?.issues[0]?.message).toContain(reason);
  });

  test('reserved words are keys as every other part of the product makes them', () => {
    for (const word of RESERVED_KEYS) expect(answerKey(word)).toBe(word);
  });
});
