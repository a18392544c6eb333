import { expect, test } from 'vitest';
import { createReadLastLogin, legacyInstant } from './legacy-instant.ts';

test.each([
  ['2025-10-01 05:00:00', '2025-10-01T05:00:00.000Z'],
  ['2025-10-01T05:00:00.123Z', '2025-10-01T05:00:00.123Z'],
  ['2025-10-01T12:00:00+07:00', '2025-10-01T05:00:00.000Z'],
  [1_759_294_800, '2025-10-01T05:00:00.000Z'],
  [1_759_294_800_000, '2025-10-01T05:00:00.000Z'],
])('%j is %s', (stored, instant) => {
  expect(legacyInstant(stored)?.toISOString()).toBe(instant);
});

test.each([
  null,
  undefined,
  '',
  'yesterday',
  '2025-13-45 99:00:00',
  '0000-00-00 00:00:00',
  -1,
  Number.NaN,
])('%j is no instant', (stored) => {
  expect(legacyInstant(stored)).toBeNull();
});

test('a log-in with 23 characters is the clock of the machine it ran on, one with 19 is UTC', () => {
  const jakarta = createReadLastLogin('Asia/Jakarta');
  const docker = createReadLastLogin('UTC');
  expect(jakarta('2025-10-02 08:02:03.456')).toEqual({
    at: new Date('2025-10-02T01:02:03.456Z'),
    isLocal: true,
  });
  expect(docker('2025-10-02 08:02:03.456').at).toEqual(new Date('2025-10-02T08:02:03.456Z'));
  expect(jakarta('2025-10-02 01:02:03')).toEqual({
    at: new Date('2025-10-02T01:02:03.000Z'),
    isLocal: false,
  });
  expect(jakarta('2025-99-99 08:02:03.456').at).toBeNull();
  expect(jakarta(null).at).toBeNull();
});
