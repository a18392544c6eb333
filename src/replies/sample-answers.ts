import { AppError, type Reading, type TagInfo, type ValueOutcome } from '#sdk';
import type { ValueAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';

/** Answers as a small unit gives them, for the tests of this folder. 14:32:05 at a site in Jakarta. */
export const NOW = new Date('2026-11-22T07:32:05Z');
export const EN: ReplyContext = { language: 'en', timeZone: 'Asia/Jakarta', now: NOW };
export const ID: ReplyContext = { ...EN, language: 'id' };

export function sampleTag(name: string, unit: string | null, more: Partial<TagInfo> = {}): TagInfo {
  return {
    name,
    description: '',
    unit,
    valueType: 'number',
    step: false,
    displayDigits: 1,
    future: false,
    ...more,
  };
}

export function sampleReading(
  value: Reading['value'],
  unit: string | null = null,
  more: Partial<Reading> = {},
): Reading {
  return { value, unit, timestamp: '2026-11-22T07:32:05Z', quality: 'good', ...more };
}

export function sampleValue(
  name: string,
  value: number,
  unit: string,
  more: Partial<Reading> = {},
): ValueOutcome {
  return { ok: true, tag: sampleTag(name, unit), reading: sampleReading(value, unit, more) };
}

export function sampleState(name: string, state: string, timestamp: string): ValueOutcome {
  const reading = sampleReading(state, null, {
    timestamp,
    state: { name: state, code: 1, isSystem: false },
  });
  return { ok: true, tag: sampleTag(name, null, { valueType: 'digital', step: true }), reading };
}

export function sampleBad(
  name: string,
  unit: string,
  state: string,
  timestamp: string,
): ValueOutcome {
  const reading = sampleReading(null, unit, {
    timestamp,
    quality: 'bad',
    state: { name: state, code: 246, isSystem: true },
  });
  return { ok: true, tag: sampleTag(name, unit), reading };
}

export function sampleAnswer(
  name: string,
  outcomes: readonly ValueOutcome[],
  more: Partial<ValueAnswer> = {},
): ValueAnswer {
  return { kind: 'value', name, source: 'Plant PI', outcomes, ...more };
}

export const SOURCE_SILENT = new AppError('timeout', 'pi.timeout', 'PI did not answer in time.');

const MILLS = ['Running', 'Running', 'Running', 'Stopped', 'Running', 'Tripped'];

export const U1_LOAD = sampleAnswer(
  'u1 load',
  [
    {
      ok: true,
      tag: sampleTag('U1_LOAD_NET', 'MW'),
      reading: sampleReading(612.4371, 'MW'),
      earlier: sampleReading(609.3312, 'MW', { timestamp: '2026-11-22T06:32:05Z' }),
    },
  ],
  { description: { en: 'Unit 1 net load', id: 'Beban bersih unit 1' }, compareMs: 3_600_000 },
);

export const UNIT_1 = [
  sampleAnswer('u1 load', [sampleValue('U1_LOAD_NET', 612.4371, 'MW')], { label: 'Net load' }),
  sampleAnswer(
    'u1 steam',
    [sampleValue('U1_MS_PRESS', 168.24, 'bar'), sampleValue('U1_MS_TEMP', 538.11, '°C')],
    { label: 'Main steam' },
  ),
  sampleAnswer(
    'u1 mills',
    [...'ABCDEF'].map((letter, index) =>
      sampleState(`U1_MILL_${letter}_STATUS`, MILLS[index] ?? '', '2026-11-22T06:58:00Z'),
    ),
    { label: 'Mills' },
  ),
  sampleAnswer('u1 o2', [sampleBad('U1_O2', '%', 'I/O Timeout', '2026-11-22T04:04:00Z')], {
    label: 'O2',
    lastGood: () => sampleReading(3.12, '%', { timestamp: '2026-11-22T04:03:30Z' }),
  }),
];
