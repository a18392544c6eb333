import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localTimeReader } from '#sdk/series';
import { docExample } from '../../../tests/support/doc-example.ts';
import { instantOf } from './instant-of.ts';
import { MqttConfig } from './mqtt.schema.ts';
import type { MappedTopic } from './mqtt.schema.ts';
import { createPayloadReader } from './read-payload.ts';
import type { SaidValue } from './said-value.ts';
import { tagNameOf } from './tag-name-of.ts';
import { createTopicMatcher } from './topic-filter.ts';

const level = fc.stringMatching(/^[A-Za-z0-9_ .-]{1,8}$/);

describe('a topic filter', () => {
  test.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/+', 'a/', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'ab', false],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['+/+/c', 'a/b/c', true],
    ['a', 'A', false],
  ])('%s and %s', (filter, topic, isMatch) => {
    expect(createTopicMatcher(filter)(topic)).toBe(isMatch);
  });

  test('stands for every topic that it was made from', () => {
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 1, maxLength: 6 }),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        fc.nat(6),
        (levels, isWild, open) => {
          const topic = levels.join('/');
          const wild = levels.map((each, place) => (isWild[place] ? '+' : each));
          expect(createTopicMatcher(wild.join('/'))(topic)).toBe(true);
          const cut = [...wild.slice(0, open), '#'].join('/');
          expect(createTopicMatcher(cut)(topic)).toBe(true);
          expect(createTopicMatcher(`${wild.join('/')}/more`)(topic)).toBe(false);
        },
      ),
    );
  });
});

describe('the name of a tag', () => {
  test.each([
    ['{topic}', 'plant/U1/temp', 'plant/U1/temp'],
    ['{2}_{last}', 'plant/U1/temp', 'U1_temp'],
    ['Unit {2}', 'plant/U1/temp', 'Unit U1'],
    ['{4}', 'plant/U1/temp', undefined],
    ['{2}', 'plant//temp', undefined],
  ])('by %s of %s', (template, topic, name) => {
    expect(tagNameOf(template, topic)).toBe(name);
  });

  test('has what each level says, and no level is taken for a place holder', () => {
    fc.assert(
      fc.property(
        fc.array(
          level.filter((each) => each.trim() === each),
          { minLength: 2, maxLength: 5 },
        ),
        (levels) => {
          const topic = levels.join('/');
          const template = levels.map((_, place) => `{${place + 1}}`).join('/');
          expect(tagNameOf(template, topic)).toBe(topic);
          expect(tagNameOf('x{last}', topic)).toBe(`x${levels.at(-1)}`);
        },
      ),
    );
    expect(tagNameOf('{1}', '{2}/b')).toBe('{2}');
  });
});

describe('a payload', () => {
  const toMs = localTimeReader('Asia/Jakarta');

  function read(payload: string, mapped: Partial<MappedTopic> = {}): SaidValue {
    const [topic] = MqttConfig.parse({ host: 'h', topics: [{ filter: 'a', ...mapped }] }).topics;
    if (!topic) throw new Error('no topic');
    return createPayloadReader(topic, toMs)(payload, () => {
      try {
        return JSON.parse(payload) as never;
      } catch {
        return undefined;
      }
    });
  }

  test.each([
    ['12.5', {}, { value: 12.5, quality: 'good' }],
    [' -3e2 ', {}, { value: -300 }],
    ['true', {}, { value: true }],
    ['running', {}, { value: 'running' }],
    ['12,5', {}, { value: '12,5' }],
    ['12,5', { valueType: 'number' }, { value: null, quality: 'bad', reason: '12,5' }],
    ['0x10', {}, { value: '0x10' }],
    ['NaN', { valueType: 'number' }, { value: null, reason: 'NaN' }],
    ['007', { valueType: 'string' }, { value: '7' }],
    ['', {}, { value: null, reason: 'No Data' }],
    ['{"value":1}', {}, { value: 1 }],
    ['{"v":1}', {}, { value: null, reason: 'No Data' }],
    ['{"v":{"w":[1,2]}}', { valuePath: '$.v.w[1]' }, { value: 2 }],
    ['{"v":{"w":[1,2]}}', { valuePath: '$.v' }, { value: null, reason: 'Not a single value' }],
    ['{"v":null}', { valuePath: '$.v' }, { value: null, reason: 'No Data' }],
    ['{"v":"7.5"}', { valuePath: '$.v', valueType: 'number' }, { value: 7.5 }],
    ['{"v":1e999}', { valuePath: '$.v' }, { value: null, reason: 'Not a number' }],
    ['{broken', { valuePath: '$.v' }, { value: null, reason: 'Not JSON' }],
    ['{"v":1}', { format: 'text' }, { value: '{"v":1}' }],
    ['on', { valueType: 'boolean' }, { value: true }],
    ['{"v":1,"q":"Good"}', { valuePath: '$.v', qualityPath: '$.q' }, { value: 1, quality: 'good' }],
    ['{"v":1,"q":true}', { valuePath: '$.v', qualityPath: '$.q' }, { quality: 'good' }],
    [
      '{"v":1,"q":64}',
      { valuePath: '$.v', qualityPath: '$.q' },
      { value: 1, quality: 'questionable' },
    ],
    [
      '{"v":1,"q":"comm failure"}',
      { valuePath: '$.v', qualityPath: '$.q' },
      { value: null, reason: 'comm failure' },
    ],
    ['{"v":1}', { valuePath: '$.v', qualityPath: '$.q' }, { value: 1, quality: 'questionable' }],
  ] as const)('%s with %j', (payload, mapped, said) => {
    expect(read(payload, mapped)).toMatchObject(said);
  });

  test('with a path that is none is a mistake of the settings', () => {
    expect(() => read('1', { valuePath: '$[' })).toThrow(
      expect.objectContaining({ code: 'mqtt.bad_path', kind: 'invalid' }),
    );
  });

  test('of whatever text gives a value or none, and never a number that was not written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.double().map(String)), (payload) => {
        const { value, quality } = read(payload, { valueType: 'number' });
        expect(value === null).toBe(quality === 'bad');
        if (typeof value === 'number')
          expect(Number.isFinite(value) || /e\d/i.test(payload)).toBe(true);
      }),
    );
  });

  test.each([
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00:00+07:00', '2026-03-01T01:00:00.000Z'],
    ['2026-03-01 08:00:00', '2026-03-01T01:00:00.000Z'],
    [1_772_352_000, '2026-03-01T08:00:00.000Z'],
    [1_772_352_000_000, '2026-03-01T08:00:00.000Z'],
    [1_772_352_000_000_000, '2026-03-01T08:00:00.000Z'],
    ['1772352000', '2026-03-01T08:00:00.000Z'],
    [0, undefined],
    ['yesterday', undefined],
    [null, undefined],
  ])('was made at %s', (said, at) => {
    expect(instantOf(said, toMs)).toBe(at);
  });
});

test.each([
  [{ host: 'h' }, 'topics'],
  [{ topics: [{ filter: 'a' }] }, 'url'],
  [{ url: 'http://h', topics: [{ filter: 'a' }] }, 'url'],
  [{ url: 'mqtt://user:secret@h', topics: [{ filter: 'a' }] }, 'url'],
  [{ host: 'h', cleanSession: false, topics: [{ filter: 'a' }] }, 'clientId'],
  [{ host: 'h', topics: [{ filter: 'a/#/b' }] }, 'topics'],
  [{ host: 'h', topics: [{ filter: 'a', tag: '{nope}' }] }, 'topics'],
  [{ host: 'h', sparkplugGroups: ['a/b'] }, 'sparkplugGroups'],
])('the settings %j are refused for %s', (config, field) => {
  const parsed = MqttConfig.safeParse(config);
  expect(parsed.error?.issues[0]?.path[0]).toBe(field);
});

test('the settings that the documentation shows are accepted, and name the tag that it says', async () => {
  const config = MqttConfig.parse(await docExample('mqtt.md', 'broker'));
  const [topic] = config.topics;
  expect(topic && tagNameOf(topic.tag, 'plant/U1/vibration')).toBe('U1_VIBRATION');
});
