import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import type { FailedAnswer } from '../triggers/index.ts';
import { groupReply } from './group-reply.ts';
import {
  EN,
  ID,
  sampleAnswer,
  sampleBad,
  sampleReading,
  sampleState,
  sampleTag,
  sampleValue,
  SOURCE_SILENT,
  U1_LOAD,
  UNIT_1,
} from './sample-answers.ts';
import { triggerReply } from './trigger-reply.ts';

const FAILED: FailedAnswer = {
  kind: 'failed',
  name: 'u1 load',
  source: 'Plant PI',
  error: SOURCE_SILENT,
  failingSince: new Date('2026-11-22T07:05:10Z'),
  lastGood: [
    {
      tag: sampleTag('U1_LOAD_NET', 'MW'),
      reading: sampleReading(609.81, 'MW', { timestamp: '2026-11-22T07:04:05Z' }),
    },
  ],
};

function lines(...text: string[]): string {
  return text.join('\n');
}

describe('one value', () => {
  test('is the number first, with its change, its time and zone', () => {
    expect(triggerReply(U1_LOAD, EN).text).toBe(
      lines('*u1 load* – Unit 1 net load', '*612.4 MW*   ▲ 3.1 in 1 h', '14:32:05 WIB'),
    );
    expect(triggerReply(U1_LOAD, ID).text).toBe(
      lines('*u1 load* – Beban bersih unit 1', '*612,4 MW*   ▲ 3,1 dalam 1 jam', '14.32.05 WIB'),
    );
  });

  test('its facts are the readings behind it, unrounded, the newest first', () => {
    expect(triggerReply(U1_LOAD, EN).facts).toEqual([
      {
        source: 'Plant PI',
        tag: 'U1_LOAD_NET',
        value: 612.4371,
        unit: 'MW',
        timestamp: '2026-11-22T07:32:05Z',
        quality: 'good',
        kind: 'value',
      },
      expect.objectContaining({ value: 609.3312, timestamp: '2026-11-22T06:32:05Z' }),
    ]);
  });

  test('no change is told between values that are not both good numbers', () => {
    const [outcome] = U1_LOAD.outcomes;
    if (!outcome?.ok) throw new Error('sample');
    const earlier = { ...sampleReading(1, 'MW'), quality: 'questionable' as const };
    const reply = triggerReply({ ...U1_LOAD, outcomes: [{ ...outcome, earlier }] }, EN);
    expect(reply.text).not.toMatch(/[▲▼]/);
    expect(reply.facts).toHaveLength(1);
  });

  test('a stale or doubtful value says so in words, with its day', () => {
    const old = { timestamp: '2026-11-19T07:32:05Z', quality: 'questionable' } as const;
    const answer = sampleAnswer('level', [sampleValue('LI1', 12.5, 'mm', old)]);
    expect(triggerReply(answer, EN).text).toBe(
      lines(
        '*level*',
        '*12.5 mm*',
        '19 Nov 14:32:05 WIB',
        '⚠ stale: 3 d old',
        '⚠ questionable quality',
      ),
    );
  });

  test('a step point holds its value and is not called stale', () => {
    const tag = sampleTag('SP1', 'bar', { step: true });
    const reading = sampleReading(5, 'bar', { timestamp: '2026-11-01T00:00:00Z' });
    const text = triggerReply(sampleAnswer('sp', [{ ok: true, tag, reading }]), EN).text;
    expect(text).not.toContain('stale');
    expect(text).toContain('1 Nov 07:00:00 WIB');
  });

  test('a constant, which PI stamps with 1970, has no time and no age', () => {
    const tag = sampleTag('Unit 1|Rating', 'MW', { displayDigits: -5 });
    const reading = sampleReading(660, 'MW', { timestamp: '1970-01-01T00:00:00Z' });
    const rating = { ok: true as const, tag, reading, earlier: reading };
    const one = triggerReply(sampleAnswer('rating', [rating], { compareMs: 3_600_000 }), EN);
    expect(one.text).toBe(lines('*rating*', '*660 MW*'));
    expect(one.facts).toEqual([
      expect.objectContaining({ value: 660, timestamp: '1970-01-01T00:00:00Z' }),
    ]);
    const pair = sampleAnswer('pair', [rating, sampleValue('B', 2, 'bar')]);
    expect(triggerReply(pair, EN).text).toBe(
      lines('*pair*', 'Unit 1|Rating  *660 MW*', 'B              *2.0 bar*', '14:32 WIB'),
    );
    const template = '{value} {unit} {time} {age}';
    expect(triggerReply({ ...pair, template }, EN).text).toBe('660 MW – –');
    const lastGood = [{ tag, reading }];
    expect(triggerReply({ ...FAILED, lastGood }, EN).text).not.toMatch(/1970|old/);
  });

  test('a bad value is never a number: it says since when, why, and what was last good', () => {
    const reply = triggerReply({ ...UNIT_1[3]!, name: 'u1 o2' }, EN);
    expect(reply.text).toBe(
      lines(
        '*u1 o2*',
        '⚠ no data since 11:04:00 WIB (I/O Timeout)',
        'Last good: *3.1 %* at 11:03:30 WIB (3 h old)',
      ),
    );
    expect(reply.facts[0]).toMatchObject({ value: null, quality: 'bad', state: 'I/O Timeout' });
    expect(reply.facts[1]).toMatchObject({ value: 3.12, quality: 'good' });
  });

  test('a digital value is the name of its state', () => {
    const reply = triggerReply(
      sampleAnswer('mode', [sampleState('U1_MODE', 'Base Load', '2026-11-22T01:00:00Z')]),
      EN,
    );
    expect(reply.text).toBe(lines('*mode*', '*Base Load*', '08:00:00 WIB'));
    expect(reply.facts[0]).toMatchObject({ value: 'Base Load', state: 'Base Load', unit: null });
  });

  test('a tag that does not exist is named with its source', () => {
    const error = new AppError('not_found', 'pi.point_not_found', 'http://10.0.0.5/piwebapi: 404');
    const reply = triggerReply(sampleAnswer('x', [{ ok: false, name: 'NOPE', error }]), EN);
    expect(reply.text).toBe(lines('*x*', '⚠ no tag "NOPE" in Plant PI'));
    expect(reply.facts).toEqual([]);
  });
});

describe('several values', () => {
  test('stand below each other under short names', () => {
    const labels = { u1_ms_press: 'Pressure' };
    expect(triggerReply({ ...UNIT_1[1]!, labels }, EN).text).toBe(
      lines('*u1 steam*', 'Pressure    *168.2 bar*', 'U1_MS_TEMP  *538.1 °C*', '14:32 WIB'),
    );
  });

  test('a failing tag does not hide the others', () => {
    const answer = sampleAnswer('pair', [
      sampleBad('A', 'bar', 'I/O Timeout', '2026-11-22T04:04:00Z'),
      sampleValue('B', 2, 'bar'),
    ]);
    expect(triggerReply(answer, EN).text).toBe(
      lines('*pair*', '⚠ A  no data since 11:04 (I/O Timeout)', 'B    *2.0 bar*', '14:32 WIB'),
    );
  });
});

describe('a group', () => {
  test('is a line or two for each member, failures among them', () => {
    const reply = groupReply({ name: 'unit 1', members: UNIT_1 }, EN);
    expect(reply.text).toBe(
      lines(
        '*unit 1* – 9 values, 14:32 WIB',
        'Net load    *612.4 MW*',
        'Main steam  168.2 bar · 538.1 °C',
        'Mills       A B C E running, D stopped,',
        '            F *tripped* 13:58',
        '⚠ O2        no data since 11:04',
        '            (I/O Timeout),',
        '            last good 3.1 %',
      ),
    );
    expect(reply.facts).toHaveLength(11);
    for (const line of reply.text.split('\n')) expect(line.length).toBeLessThanOrEqual(42);
  });

  test('a member whose source is silent is told with the last value known', () => {
    const text = groupReply({ name: 'unit 1', members: [UNIT_1[0]!, FAILED] }, ID).text;
    expect(text).toBe(
      lines(
        '*unit 1* – 1 nilai, 14.32 WIB',
        'Net load   *612,4 MW*',
        '⚠ u1 load  Plant PI tidak menjawab sejak',
        '           14.05,',
        '           terakhir *609,8 MW* pukul 14.04',
      ),
    );
  });
});

describe('a source that fails', () => {
  test('is named, with since when, and the last good value with its age', () => {
    const reply = triggerReply(FAILED, EN);
    expect(reply.text).toBe(
      '⚠ Plant PI does not answer since 14:05 WIB. Last known: *609.8 MW* at 14:04:05 WIB (28 min old).',
    );
    expect(reply.facts).toEqual([expect.objectContaining({ value: 609.81, kind: 'value' })]);
    expect(triggerReply(FAILED, ID).text).toBe(
      '⚠ Plant PI tidak menjawab sejak 14.05 WIB. Nilai terakhir: *609,8 MW* pukul 14.04.05 WIB (28 mnt lalu).',
    );
  });

  test.each([
    ['throttled', /too busy/],
    ['unauthenticated', /refuses/],
    ['forbidden', /does not let/],
    ['not_found', /does not have/],
    ['internal', /administrator/],
  ] as const)('an error of kind %s has its own words, and never its message', (kind, words) => {
    const error = new AppError(kind, 'pi.x', 'secret 10.1.2.3:443');
    const reply = triggerReply({ ...FAILED, error, lastGood: [] }, EN);
    expect(reply.text).toMatch(words);
    expect(reply.text).not.toContain('10.1.2.3');
    expect(reply.facts).toEqual([]);
  });
});

describe('an admin’s own wording', () => {
  const template = '⚡ {name}: *{value}* {unit}, {time} ({quality}) {{}}';

  test('is filled in, its numbers are facts', () => {
    const reply = triggerReply({ ...U1_LOAD, template }, EN);
    expect(reply.text).toBe('⚡ u1 load: *612.4* MW, 14:32:05 WIB (good) {}');
    expect(reply.facts).toEqual([expect.objectContaining({ value: 612.4371 })]);
  });

  test('follows the language, with what there is where one is missing', () => {
    const both = { ...U1_LOAD, template: { id: 'Beban {value}' } };
    expect(triggerReply(both, ID).text).toBe('Beban 612,4');
    expect(triggerReply(both, EN).text).toBe('Beban 612.4');
  });

  test('names tags, and says in words where a value is missing', () => {
    const answer = { ...UNIT_1[1]!, template: '{value:u1_ms_temp}/{value:NOPE}\n{rows}' };
    expect(triggerReply(answer, EN).text).toBe(
      lines('538.1/no values', 'U1_MS_PRESS  *168.2 bar*', 'U1_MS_TEMP   *538.1 °C*', '14:32 WIB'),
    );
    const bad = { ...UNIT_1[3]!, template: '{value} {unit}' };
    expect(triggerReply(bad, EN).text).toBe('no data since 11:04:00 WIB (I/O Timeout) %');
  });

  test('is left aside when the source failed, or when it is not a template', () => {
    expect(triggerReply({ ...FAILED, template }, EN).text).toContain('does not answer');
    expect(triggerReply({ ...U1_LOAD, template: '{oops}' }, EN).text).toContain('*612.4 MW*');
  });
});
