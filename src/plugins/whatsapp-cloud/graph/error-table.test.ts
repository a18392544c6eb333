import { expect, test } from 'vitest';
import { ERROR_TABLE, reactionTo } from './error-table.ts';
import { readGraphError } from './graph-error.ts';

const of = (code: number, more: object = {}, httpStatus = 400) =>
  reactionTo(readGraphError({ code, ...more }, httpStatus));

test.each([
  [0, 'stop', 'token_invalid'],
  [190, 'stop', 'token_invalid'],
  [3, 'stop', 'permission'],
  [10, 'stop', 'permission'],
  [131005, 'stop', 'permission'],
  [200, 'stop', 'permission'],
  [299, 'stop', 'permission'],
  [133010, 'stop', 'number_not_registered'],
  [131045, 'stop', 'number_not_registered'],
  [131031, 'stop', 'account_locked'],
  [368, 'stop', 'account_locked'],
  [131042, 'stop', 'payment'],
  [131048, 'pause', 'spam_limit'],
  [131030, 'giveUp', 'test_number'],
  [130497, 'giveUp', 'country'],
  [132000, 'giveUp', 'template_missing'],
  [132001, 'giveUp', 'template_missing'],
  [132005, 'giveUp', 'template_missing'],
  [132007, 'giveUp', 'template_missing'],
  [132012, 'giveUp', 'template_missing'],
  [132015, 'giveUp', 'template_missing'],
  [132016, 'giveUp', 'template_missing'],
])('code %i means %s, and the administrator is told "%s"', (code, kind, tell) => {
  expect(of(code)).toMatchObject({ kind, tell });
});

test.each([
  [1, 'retry'],
  [2, 'retry'],
  [131000, 'retry'],
  [131016, 'retry'],
  [133004, 'retry'],
  [131047, 'windowClosed'],
  [131049, 'giveUp'],
  [130472, 'giveUp'],
  [131026, 'giveUp'],
  [131021, 'giveUp'],
  [100, 'giveUp'],
  [131008, 'giveUp'],
  [131009, 'giveUp'],
  [131051, 'giveUp'],
  [131052, 'giveUp'],
  [131053, 'giveUp'],
])('code %i means %s, and nobody is disturbed', (code, kind) => {
  expect(of(code)).toMatchObject({ kind });
  expect(of(code)).not.toHaveProperty('tell');
});

test.each([
  [4, 'transport', 60_000],
  [80007, 'transport', 60_000],
  [130429, 'transport', 1_000],
  [131056, 'chat', 4_000],
  [131057, 'transport', 60_000],
] as const)('code %i slows down the %s, by %i ms at first', (code, scope, firstMs) => {
  expect(of(code)).toMatchObject({ kind: 'slowDown', scope, firstMs });
});

test('the HTTP status changes nothing about a known code', () => {
  expect(of(131026, {}, 500)).toMatchObject({ kind: 'giveUp' });
});

test('an unknown code is tried again only when the network calls it passing, or failed itself', () => {
  expect(of(999_999)).toMatchObject({ kind: 'giveUp' });
  expect(of(999_999, { is_transient: true })).toMatchObject({ kind: 'retry' });
  expect(of(999_999, {}, 503)).toMatchObject({ kind: 'retry' });
  expect(reactionTo(readGraphError('<html>', 502))).toMatchObject({ kind: 'retry' });
});

test('a phone number ID that Meta does not know stops everything instead of losing each message', () => {
  expect(of(100, { error_subcode: 33 })).toMatchObject({ kind: 'stop', tell: 'permission' });
});

test('no code stands in two rows, and every sentence is one for a person', () => {
  const codes = ERROR_TABLE.flatMap((row) => row.codes.filter((code) => typeof code === 'number'));
  expect(new Set(codes).size).toBe(codes.length);
  for (const { reaction } of ERROR_TABLE) expect(reaction.says).toMatch(/^[A-Z].*\.$/);
});
