import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError, type DeliveryReport, waitsForPerson } from '#sdk';
import { applyReport, parseKey } from './apply-report.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

const AT = new Date('2026-11-27T05:00:00.000Z');
const REFUSED = new AppError('invalid', 'test.refused', 'Not on WhatsApp.');
const BUSY = new AppError('upstream', 'test.busy', 'It is busy.');
type State = DeliveryReport['state'];
type Report = Omit<DeliveryReport, 'key'> & { readonly part: number };

function row(more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 17,
    recipient: '+621',
    text: 'a',
    type: 'reply',
    status: 'sent',
    transport: 'cloud',
    inReplyTo: null,
    facts: [],
    media: [],
    picture: null,
    choices: [],
    priority: 20,
    retryCount: 0,
    parts: 1,
    partsSent: 1,
    isInDoubt: false,
    waitsForPerson: false,
    errorMessage: null,
    providerId: 'wamid.1',
    createdAt: AT,
    dueAt: AT,
    expiresAt: null,
    sentAt: AT,
    deliveredAt: null,
    readAt: null,
    ...more,
  };
}

function report(state: State, more: Partial<Report> = {}): Report {
  const order: State[] = ['sent', 'failed', 'delivered', 'read'];
  const at = new Date(AT.getTime() + 1_000 * order.indexOf(state));
  const failed = state === 'failed' ? { error: REFUSED } : {};
  return { part: 0, state, at, providerId: 'wamid.1', ...failed, ...more };
}

function after(start: OutgoingMessage, ...reports: readonly Report[]): OutgoingMessage {
  return reports.reduce<OutgoingMessage>(
    (known, { part, ...said }) => ({ ...known, ...applyReport(known, part, said, 0) }),
    start,
  );
}

describe('what a network says became of a message', () => {
  test('its id is known from the first word of it, also while the message is being sent', () => {
    const sending = row({ status: 'sending', partsSent: 0, providerId: null });
    expect(after(sending, report('delivered'))).toMatchObject({
      status: 'sending',
      partsSent: 1,
      providerId: 'wamid.1',
    });
  });

  test('in any order, and however often, it ends the same', () => {
    const said = fc.array(fc.constantFrom<State>('sent', 'delivered', 'read', 'failed'), {
      minLength: 1,
      maxLength: 6,
    });
    const starts = fc.constantFrom(row(), row({ parts: 3, partsSent: 3 }));
    fc.assert(
      fc.property(
        said.chain((states) =>
          fc.tuple(
            fc.constant(states),
            fc.shuffledSubarray(states, { minLength: states.length }),
            fc.array(fc.constantFrom(...states), { maxLength: 4 }),
          ),
        ),
        starts,
        ([states, shuffled, again], start) => {
          const part = start.parts - 1;
          const outcomes = [states, [...shuffled, ...again]].map((order) => {
            const { status, deliveredAt, readAt } = after(
              start,
              ...order.map((state) => report(state, { part })),
            );
            return { status, deliveredAt, readAt };
          });
          expect(outcomes[1]).toEqual(outcomes[0]);
          const isArrived = states.includes('delivered') || states.includes('read');
          const isFailed = states.includes('failed') && !isArrived;
          expect(outcomes[0]?.status).toBe(isFailed ? 'failed' : 'sent');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('delivered and read are those of the last part', () => {
    const long = row({ parts: 3, partsSent: 3 });
    expect(after(long, report('read', { part: 0 }))).toEqual(long);
    expect(after(long, report('read', { part: 2 })).readAt).not.toBeNull();
    expect(after(long, report('read', { part: 7 }))).toEqual(long);
  });

  test('a failure that may pass is tried again from that part on, and the same word again changes nothing', () => {
    const failed = report('failed', { part: 1, error: BUSY });
    const once = after(row({ parts: 3, partsSent: 3 }), failed);
    expect(once).toMatchObject({ status: 'pending', partsSent: 1, retryCount: 1 });
    expect(once.dueAt.getTime()).toBeGreaterThan(failed.at.getTime());
    expect(after(once, failed)).toEqual(once);
  });

  test('a failure of the try before says nothing of the one after', () => {
    const busy = report('failed', { error: BUSY });
    const sentAgain = {
      ...after(row(), busy),
      status: 'sent',
      partsSent: 1,
      providerId: 'wamid.2',
    };
    expect(after(sentAgain as OutgoingMessage, busy)).toEqual(sentAgain);
  });

  test('a window that is closed makes it wait for the person', () => {
    const error = waitsForPerson('test.window', 'The person must write first.');
    expect(after(row(), report('failed', { error }))).toMatchObject({
      status: 'pending',
      waitsForPerson: true,
      partsSent: 0,
    });
  });

  test.each(['pending', 'failed', 'expired', 'cancelled'] as const)(
    'a message in doubt that is %s turns out to be sent',
    (status) => {
      const doubted = row({ status, partsSent: 0, isInDoubt: true, sentAt: null });
      expect(after(doubted, report('sent'))).toMatchObject({ status: 'sent', isInDoubt: false });
      const long = after({ ...doubted, parts: 2 }, report('sent'));
      expect(long).toMatchObject({ status: 'pending', partsSent: 1 });
    },
  );

  test('that it was sent is no news of a message that failed since', () => {
    const failed = after(row(), report('failed'));
    expect(after(failed, report('sent'))).toEqual(failed);
  });
});

test.each([
  ['17.0', { id: 17, part: 0 }],
  ['17.12', { id: 17, part: 12 }],
  ['17', undefined],
  ['0.1', undefined],
  ['17.1.1', undefined],
  [`${'9'.repeat(30)}.0`, undefined],
  ['x', undefined],
])('the key %s is of %o', (key, expected) => {
  expect(parseKey(key)).toEqual(expected);
});
