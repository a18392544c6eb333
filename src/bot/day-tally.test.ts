import { describe, expect, test } from 'vitest';
import type { MessageTally } from '../chat/index.ts';
import { createDayTally } from './day-tally.ts';

type Message = { readonly at: string; readonly status?: string; readonly ms?: number };

/** A store of messages that tells which hours were counted. */
function store(messages: readonly Message[]) {
  const counted: string[] = [];
  return {
    counted,
    async tally(from: Date, to: Date): Promise<readonly MessageTally[]> {
      counted.push(from.toISOString());
      return messages
        .filter(({ at }) => new Date(at) >= from && new Date(at) < to)
        .map(({ status = 'processed', ms = null }) => ({
          status,
          isFailed: false,
          answerMs: ms,
          count: 1,
        }));
    },
  };
}

describe('the messages of today', () => {
  test('begin at midnight of the site, and every hour until now is there', async () => {
    const { tally } = store([
      { at: '2026-11-26T16:59:59.999Z', ms: 1 },
      { at: '2026-11-26T17:00:00.000Z', ms: 40 },
      { at: '2026-11-26T19:30:00.000Z', ms: 60 },
    ]);
    const day = await createDayTally({ timeZone: 'Asia/Jakarta', tally })(
      new Date('2026-11-26T19:45:00.000Z'),
    );
    expect(day.messages).toBe(2);
    expect(day.byHour).toEqual([
      { hour: '2026-11-26T17:00:00.000Z', messages: 1, p50Ms: 40 },
      { hour: '2026-11-26T18:00:00.000Z', messages: 0, p50Ms: null },
      { hour: '2026-11-26T19:00:00.000Z', messages: 1, p50Ms: 60 },
    ]);
  });

  test.each([
    ['Asia/Kolkata', '2026-11-27T05:00:00.000Z', '2026-11-26T18:30:00.000Z', 11],
    ['Europe/Berlin', '2026-10-25T22:59:00.000Z', '2026-10-24T22:00:00.000Z', 25],
    ['Europe/Berlin', '2026-03-29T21:59:00.000Z', '2026-03-28T23:00:00.000Z', 23],
    ['UTC', '2026-11-27T00:00:00.000Z', '2026-11-27T00:00:00.000Z', 1],
  ])(
    '%s at %s: the day began at %s and has %i hours so far',
    async (timeZone, now, first, hours) => {
      const { tally } = store([]);
      const { byHour } = await createDayTally({ timeZone, tally })(new Date(now));
      expect(byHour[0]?.hour).toBe(first);
      expect(byHour).toHaveLength(hours);
    },
  );

  test('half of the answers took no longer than p50, and nineteen of twenty no longer than p95', async () => {
    const messages = Array.from({ length: 100 }, (_, index) => ({
      at: '2026-11-27T00:10:00.000Z',
      ms: ((index * 37) % 100) + 1,
    }));
    const { tally } = store([...messages, { at: '2026-11-27T00:11:00.000Z', status: 'received' }]);
    const day = await createDayTally({ timeZone: 'UTC', tally })(new Date('2026-11-27T01:00:00Z'));
    expect(day).toMatchObject({ messages: 101, answered: 100, p50Ms: 50, p95Ms: 95 });
  });

  test('a day without answers has no times', async () => {
    const { tally } = store([{ at: '2026-11-27T00:10:00.000Z', status: 'spam', ms: 3 }]);
    const day = await createDayTally({ timeZone: 'UTC', tally })(new Date('2026-11-27T00:30:00Z'));
    expect(day).toMatchObject({ messages: 1, spam: 1, answered: 0, p50Ms: null, p95Ms: null });
  });

  test('an hour that is over and dealt with is counted once', async () => {
    const { tally, counted } = store([{ at: '2026-11-27T01:10:00.000Z', status: 'received' }]);
    const tallyDay = createDayTally({ timeZone: 'UTC', tally });
    await tallyDay(new Date('2026-11-27T02:30:00Z'));
    counted.length = 0;
    await tallyDay(new Date('2026-11-27T02:40:00Z'));
    // The first hour is known; in the second somebody still waits; the third is not over.
    expect(counted).toEqual(['2026-11-27T01:00:00.000Z', '2026-11-27T02:00:00.000Z']);
    await tallyDay(new Date('2026-11-28T00:10:00Z'));
    counted.length = 0;
    await tallyDay(new Date('2026-11-28T00:20:00Z'));
    expect(counted).toEqual(['2026-11-28T00:00:00.000Z']);
  });

  test('who asks at the same moment, or just after, gets what is counted already', async () => {
    const { tally, counted } = store([]);
    const tallyDay = createDayTally({ timeZone: 'UTC', tally });
    const now = new Date('2026-11-27T00:30:00.000Z');
    await Promise.all([tallyDay(now), tallyDay(now), tallyDay(now)]);
    await tallyDay(new Date(now.getTime() + 100));
    expect(counted).toHaveLength(1);
    await tallyDay(new Date(now.getTime() + 60_000));
    expect(counted).toHaveLength(2);
  });
});
