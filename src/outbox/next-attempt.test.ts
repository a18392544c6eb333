import { expect, test } from 'vitest';
import { AppError, type ErrorKind } from '#sdk';
import { nextAttempt } from './next-attempt.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');

function message(more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 1,
    recipient: '+621',
    text: 'a',
    type: 'reply',
    status: 'sending',
    transport: 'simulator',
    inReplyTo: null,
    facts: [],
    media: [],
    picture: null,
    choices: [],
    priority: 20,
    retryCount: 0,
    parts: 1,
    partsSent: 0,
    isInDoubt: false,
    waitsForPerson: false,
    errorMessage: null,
    providerId: null,
    createdAt: NOW,
    dueAt: NOW,
    expiresAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    ...more,
  };
}

function delayMs(retryCount: number, random: number): number {
  const error = new AppError('upstream', 'test.offline', '');
  const next = nextAttempt(message({ retryCount }), error, NOW, random);
  return (next?.getTime() ?? Number.NaN) - NOW.getTime();
}

test.each([
  [0, 500, 1_000],
  [1, 1_000, 2_000],
  [4, 8_000, 16_000],
  [9, 150_000, 300_000],
  [500, 150_000, 300_000],
])('try %i is followed by another within %i to %i ms', (retryCount, shortest, longest) => {
  expect(delayMs(retryCount, 0)).toBe(shortest);
  expect(delayMs(retryCount, 0.999_999)).toBe(longest);
});

test.each<[ErrorKind, boolean]>([
  ['throttled', true],
  ['upstream', true],
  ['timeout', true],
  ['internal', true],
  ['invalid', false],
  ['forbidden', false],
  ['not_found', false],
])('after an error of kind %s another try is made: %s', (kind, isTried) => {
  const next = nextAttempt(message(), new AppError(kind, 'test.error', ''), NOW, 0);
  expect(next !== null).toBe(isTried);
});

test('an error nobody foresaw is tried again', () => {
  expect(nextAttempt(message(), new TypeError('oops'), NOW, 0)).not.toBeNull();
});

test('a message is given up after a day, or at its own end', () => {
  const yesterday = new Date(NOW.getTime() - 86_400_000);
  expect(nextAttempt(message({ createdAt: yesterday }), new Error('x'), NOW, 0)).toBeNull();
  const soon = new Date(NOW.getTime() + 400);
  expect(nextAttempt(message({ expiresAt: soon }), new Error('x'), NOW, 0)).toBeNull();
});
