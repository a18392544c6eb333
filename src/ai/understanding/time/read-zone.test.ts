import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { readZone } from './read-zone.ts';

const NOW = Temporal.ZonedDateTime.from('2026-11-28T19:00:00+07:00[Asia/Jakarta]');

test.each([
  ['beban u1 jam 10 wib', 'beban u1 jam 10', false],
  ['load u1 at 10:00 WITA', 'load u1 at 10:00', true],
  ['load u1 at 3 am utc', 'load u1 at 3 am', true],
  ['load u1 at 10:00 UTC+7', 'load u1 at 10:00', false],
  ['load u1 at 10:00 gmt', 'load u1 at 10:00', true],
  ['beban u1 jam 3 sore wit', 'beban u1 jam 3 sore', true],
  ['the wit of unit 1', 'the wit of unit 1', false],
])('"%s" is read as "%s"; of another zone: %s', (text, rest, isOther) => {
  expect(readZone(text, NOW)).toEqual({ text: rest, isOther });
});
