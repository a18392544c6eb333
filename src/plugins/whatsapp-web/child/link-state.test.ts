import { expect, test } from 'vitest';
import { afterClose, type LinkHistory, NO_HISTORY } from './link-state.ts';

const NOW = 10_000_000;
const close = (code: number, isQrExpired = false) => ({ code, isQrExpired, atMs: NOW });

test.for([
  [428, 'a connection that dropped', 0],
  [408, 'a connection that fell silent', 1000],
  [503, 'a server that is not available', 1000],
  [500, 'a stream that was ended', 1000],
  [515, 'a restart that WhatsApp asked for', 0],
] as const)('after %i, %s, it connects again', ([code, , afterMs]) => {
  const { move } = afterClose(NO_HISTORY, close(code), 1);
  expect(move).toMatchObject({ do: 'reconnect', afterMs, needsAdmin: false });
});

test.for([
  [401, 'logged_out', true],
  [403, 'banned', false],
  [411, 'not_multi_device', false],
  [440, 'replaced', false],
] as const)(
  'after %i it stops as %s, and keeps the keys unless they are worth nothing',
  ([code, reason, wipes]) => {
    const { move } = afterClose(NO_HISTORY, close(code), 1);
    expect(move).toMatchObject({ do: 'stop', reason, wipes, needsAdmin: true });
  },
);

test('a version that is refused is tried again no sooner than in a minute, and an administrator is told', () => {
  const { move } = afterClose(NO_HISTORY, close(405), 0);
  expect(move).toMatchObject({
    do: 'reconnect',
    afterMs: 60_000,
    reason: 'version',
    needsAdmin: true,
  });
});

test('codes that nobody scanned end the linking without an alarm', () => {
  const { move } = afterClose(NO_HISTORY, close(408, true), 1);
  expect(move).toMatchObject({ do: 'stop', reason: 'qr_expired', needsAdmin: false });
});

test('waiting doubles up to a minute and has no last try', () => {
  const waits: number[] = [];
  let history: LinkHistory = NO_HISTORY;
  for (let turn = 0; turn < 200; turn += 1) {
    const next = afterClose(history, close(503), 1);
    history = next.history;
    if (next.move.do === 'reconnect') waits.push(next.move.afterMs);
  }
  expect(waits).toHaveLength(200);
  expect(waits.slice(0, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(afterClose(history, close(503), 0.25).move).toMatchObject({ afterMs: 15_000 });
});

test('after five good minutes it begins to wait from the start', () => {
  const tired = { ...NO_HISTORY, failures: 9, openedAtMs: NOW - 5 * 60_000 };
  expect(afterClose(tired, close(503), 1).move).toMatchObject({ afterMs: 1000 });
  const restless = { ...tired, openedAtMs: NOW - 60_000 };
  expect(afterClose(restless, close(503), 1).move).toMatchObject({ afterMs: 60_000 });
});

test('500 three times in a row needs an administrator, and removes nothing', () => {
  const first = afterClose(NO_HISTORY, close(500), 1);
  const second = afterClose(first.history, close(500), 1);
  expect(afterClose(second.history, close(500), 1).move).toMatchObject({
    do: 'stop',
    reason: 'bad_session',
    wipes: false,
  });
  const between = afterClose(second.history, close(503), 1);
  expect(afterClose(between.history, close(500), 1).move).toMatchObject({ do: 'reconnect' });
});

test('a 401 right after linking is not believed once', () => {
  const paired = { ...NO_HISTORY, pairedAtMs: NOW - 30_000 };
  const first = afterClose(paired, close(401), 1);
  expect(first.move).toMatchObject({ do: 'reconnect' });
  expect(afterClose(first.history, close(401), 1).move).toMatchObject({ do: 'stop', wipes: true });
  const longAgo = { ...NO_HISTORY, pairedAtMs: NOW - 61_000 };
  expect(afterClose(longAgo, close(401), 1).move).toMatchObject({ do: 'stop', wipes: true });
});
