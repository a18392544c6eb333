import { expect, test } from 'vitest';
import { probeMove } from './self-probe.ts';

const NOW = 100_000_000;
const SILENCE = 30 * 60_000;
const quiet = {
  isOpen: true,
  lastHeardAtMs: NOW - SILENCE,
  askedAtMs: null,
  failures: 0,
  wasRestarted: false,
};

test('a line that was silent for long is asked, one that was not or is down is left alone', () => {
  expect(probeMove(quiet, SILENCE, NOW)).toBe('ask');
  expect(probeMove({ ...quiet, lastHeardAtMs: NOW - SILENCE + 1 }, SILENCE, NOW)).toBe('nothing');
  expect(probeMove({ ...quiet, isOpen: false }, SILENCE, NOW)).toBe('nothing');
  expect(probeMove(quiet, 0, NOW)).toBe('nothing');
});

test('without an answer within a minute come another socket, another process, and a person', () => {
  const asked = { ...quiet, askedAtMs: NOW - 60_000 };
  expect(probeMove({ ...quiet, askedAtMs: NOW - 59_999 }, SILENCE, NOW)).toBe('nothing');
  expect(probeMove(asked, SILENCE, NOW)).toBe('new_socket');
  expect(probeMove({ ...asked, failures: 1 }, SILENCE, NOW)).toBe('restart');
  expect(probeMove({ ...asked, failures: 1, wasRestarted: true }, SILENCE, NOW)).toBe('tell');
});

test('after another socket or process it is asked at once', () => {
  expect(probeMove({ ...quiet, failures: 1, lastHeardAtMs: NOW }, SILENCE, NOW)).toBe('ask');
});
