import { expect, test } from 'vitest';
import { createReplyWaiter, type ReplyRow } from './reply-waiter.ts';

/** Long enough that a test which waits for it has failed. */
const LONG_MS = 60_000;

function row(rowId: number): ReplyRow {
  return { rowId, reply: { text: `reply ${rowId}`, media: [], facts: [] } };
}

test('whoever waits is given the replies when all of them are with the transport', async () => {
  const waiter = createReplyWaiter();
  const waiting = waiter.wait('m', LONG_MS);
  waiter.answered('m', [row(1), row(2)]);
  waiter.settled(1);
  const early = await Promise.race([waiting.replies, Promise.resolve('still waiting')]);
  expect(early).toBe('still waiting');
  waiter.settled(2);
  expect((await waiting.replies).map(({ text }) => text)).toEqual(['reply 1', 'reply 2']);
});

test('a message that gets no reply ends the waiting at once', async () => {
  const waiter = createReplyWaiter();
  const waiting = waiter.wait('m', LONG_MS);
  waiter.answered('m', []);
  expect(await waiting.replies).toEqual([]);
});

test('when time is over, what the transport has taken is given', async () => {
  const waiter = createReplyWaiter();
  const waiting = waiter.wait('m', 5);
  waiter.answered('m', [row(1), row(2)]);
  waiter.settled(1);
  expect((await waiting.replies).map(({ text }) => text)).toEqual(['reply 1']);
});

test('two who wait for the same message are both told, and a later one does not undo what the first knows', async () => {
  const waiter = createReplyWaiter();
  const first = waiter.wait('m', LONG_MS);
  waiter.answered('m', [row(1), row(2)]);
  waiter.settled(1);
  const second = waiter.wait('m', LONG_MS);
  waiter.answered('m', [row(1), row(2)]);
  waiter.settled(2);
  expect(await first.replies).toHaveLength(2);
  waiter.settled(1);
  expect(await second.replies).toHaveLength(2);
});

test('when Plantline stops, nobody waits any longer, now or later', async () => {
  const waiter = createReplyWaiter();
  const waiting = waiter.wait('m', LONG_MS);
  waiter.close();
  expect(await waiting.replies).toEqual([]);
  expect(await waiter.wait('n', LONG_MS).replies).toEqual([]);
});
