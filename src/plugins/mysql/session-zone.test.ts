import { expect, test } from 'vitest';
import { sessionZone } from './session-zone.ts';

const at = (text: string): Date => new Date(text);
const berlin = (now: string, knowsZone = false) => ({
  timeZone: 'Europe/Berlin',
  now: at(now),
  knowsZone,
});

test('the offset of the instants serves where the clocks were not changed between them', () => {
  const summer = [at('2026-07-01T00:00:00Z'), 5, at('2026-07-02T00:00:00Z')];
  expect(sessionZone(summer, berlin('2026-07-03T00:00:00Z')).name).toBe('+02:00');
  expect(sessionZone(summer, berlin('2026-12-01T00:00:00Z')).name).toBe('+02:00');
  expect(sessionZone([], berlin('2026-12-01T00:00:00Z')).name).toBe('+01:00');
});

test('across a change of the clocks the server must know the zone', () => {
  const both = [at('2026-10-24T00:00:00Z'), at('2026-10-26T00:00:00Z')];
  expect(() => sessionZone(both, berlin('2026-10-26T00:00:00Z'))).toThrow(/Europe\/Berlin changed/);
  expect(sessionZone(both, berlin('2026-10-26T00:00:00Z', true)).name).toBe('Europe/Berlin');
});

test('a local time of the zone is an instant, but in the hour that comes twice it stays as it is', () => {
  const both = [at('2026-10-24T00:00:00Z'), at('2026-10-26T00:00:00Z')];
  const { toInstant } = sessionZone(both, berlin('2026-10-26T00:00:00Z', true));
  expect(toInstant('2026-10-25 01:59:59')).toBe('2026-10-24T23:59:59Z');
  expect(toInstant('2026-10-25 02:30:00')).toBe('2026-10-25 02:30:00');
  expect(toInstant('2026-10-25 03:00:00.250000')).toBe('2026-10-25T02:00:00.25Z');
  expect(toInstant('0000-00-00 00:00:00')).toBe('0000-00-00 00:00:00');
});

test('an offset makes every local time an instant', () => {
  const { toInstant } = sessionZone([], {
    timeZone: 'Asia/Jakarta',
    now: at('2026-11-28T00:00:00Z'),
    knowsZone: false,
  });
  expect(toInstant('2026-11-28 07:00:00.500000')).toBe('2026-11-28T00:00:00.5Z');
  expect(toInstant('0000-00-00 00:00:00')).toBe('0000-00-00 00:00:00');
});
