import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SHIFTS, readShifts } from '../../settings/index.ts';
import { looksLikeFollowUp, mergeFollowUp } from './follow-up.ts';
import { readQuestion } from './read-question.ts';

const ZONE = 'Asia/Jakarta';
const NOW = Temporal.ZonedDateTime.from(`2026-11-20T18:32:05+07:00[${ZONE}]`);
const PRESENT = { now: NOW, shifts: readShifts(DEFAULT_SHIFTS) };
const read = (text: string) => readQuestion(text, PRESENT).reading;
const after = (before: string, text: string) => mergeFollowUp(read(text), read(before), text, ZONE);

describe('a question that says everything itself takes nothing from the talk', () => {
  test.each([
    'how many times did unit 1 trip',
    'berapa kali unit 1 trip bulan ini',
    'what happened last night',
    'what happened on unit 2 at 03:43',
    'apa yang terjadi tadi malam di unit 2',
    'is unit 1 running',
    'is unit 2 not running',
    'when did unit 1 start up last',
    'kapan unit 1 terakhir start',
    'starts of unit 2 last month',
    'how many hours did unit 1 run last week',
    'events this week',
    'kenapa beban u2 turun',
    'average load u1 yesterday',
  ])('%s', (text) => {
    expect(after('how long was load of unit 1 above 600 per hour yesterday', text)).toBeUndefined();
  });
});

describe('what asks nothing repeats no answer', () => {
  test.each([
    'thanks',
    'thank you',
    'ok',
    'ok thanks',
    'terima kasih',
    'how are you',
    '2+2',
    'hello',
  ])('%s', (text) => {
    expect(after('load of unit 1 yesterday', text)?.subjects).not.toEqual(
      read('load of unit 1 yesterday').subjects,
    );
    expect(looksLikeFollowUp(text)).toBe(false);
  });
});

describe('a part of a question changes the one before', () => {
  test.each([
    ['load of unit 1', 'and unit 2?', 'load unit 2'],
    ['load of unit 1', 'yesterday', 'load unit 1'],
    ['load of unit 1', 'average yesterday', 'load unit 1'],
    ['load of unit 1', 'show the trend of the last 4 hours', 'load unit 1'],
    ['load of unit 1 yesterday', 'unit 2 gimana?', 'load unit 2'],
  ])('%s, %s', (before, text, subjects) => {
    const merged = after(before, text);
    expect(merged?.subjects.map(({ words, area }) => `${words} ${area}`)).toEqual([subjects]);
  });

  test('when another mill came into the same state', () => {
    const merged = after('when did mill D unit 2 last trip', 'and mill C?');
    expect(merged).toMatchObject({ intent: 'last_time', state: 'tripped' });
    expect(merged?.subjects).toMatchObject([{ words: 'mill c', area: 'unit 2' }]);
  });

  test.each([
    ['load u1 at 14:00 yesterday', 'and at 15:00?', '2026-11-19T15:00:00+07:00'],
    ['average load u1 yesterday', 'and at 15:00?', '2026-11-19T15:00:00+07:00'],
    ['load u1 at 14:00', 'and at 15:00?', '2026-11-20T15:00:00+07:00'],
    ['average load u1 last week', 'and at 15:00?', '2026-11-20T15:00:00+07:00'],
  ])('a time of day is of the day spoken of: %s, %s', (before, text, at) => {
    const when = after(before, text)?.times[0]?.when;
    expect(when?.kind === 'point' && Date.parse(when.at)).toBe(Date.parse(at));
  });
});
