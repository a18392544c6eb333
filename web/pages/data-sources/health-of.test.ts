import { expect, test } from 'vitest';
import { healthOf } from './health-of.ts';

const OPEN = {
  active: true,
  health: { failingSince: null },
  connectionStatus: 'unknown',
  testStatus: null,
} as const;

test.each([
  ['never asked and never tested', {}, 'untested'],
  ['one that answered', { connectionStatus: 'connected' }, 'answers'],
  [
    'one that stopped answering after a good test',
    { testStatus: 'success', health: { failingSince: '2026-11-27T05:00:00.000Z' } },
    'failing',
  ],
  ['one whose test failed', { connectionStatus: 'error', testStatus: 'failed' }, 'failedTest'],
  [
    'one that answers again since its test failed',
    { connectionStatus: 'connected', testStatus: 'failed' },
    'answers',
  ],
  ['one whose settings do not fit', { health: null }, 'notOpen'],
  [
    'one that was switched off while it failed',
    { active: false, health: null, connectionStatus: 'disconnected', testStatus: 'failed' },
    'off',
  ],
] as const)('the list says of %s how it is', (_what, state, expected) => {
  expect(healthOf({ ...OPEN, ...state })).toBe(expected);
});
