import { CompiledQuery, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db } from '../db/index.ts';
import {
  type Wanted,
  claimDue,
  expireOverdue,
  freeFromFuture,
  hastenRetries,
  releaseClaims,
  releaseExpiredClaims,
} from './claims.repository.ts';
import { selectDue } from './due.ts';
import { markFailed, markSent, markWaiting, personWrote } from './progress.repository.ts';
import { type NewOutgoingMessage, PRIORITY, enqueue, listReplies } from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const LEASE_MS = 60_000;

function later(ms: number): Date {
  return new Date(NOW.getTime() + ms);
}

async function put(db: Db, text: string, more: Partial<NewOutgoingMessage> = {}): Promise<number> {
  return await db.write((tx) =>
    enqueue(tx, { recipient: '+621', type: 'reply', transport: 'simulator', text, ...more }, NOW),
  );
}

async function claim(db: Db, now = NOW, limit = 10, more: Partial<Wanted> = {}) {
  const wanted = { transport: 'simulator', limit, now, leaseMs: LEASE_MS, ...more };
  return await db.write((tx) => claimDue(tx, wanted));
}

async function claimedTexts(db: Db, now = NOW, limit = 10): Promise<readonly string[]> {
  return (await claim(db, now, limit)).map(({ text }) => text);
}

describe.each(ENGINES)('the outbox on %s', (engine) => {
  test('keeps everything about a message', async () => {
    const db = await freshDatabase(engine);
    const facts = [{ tag: 'U1_LOAD_NET', value: 612.4, unit: 'MW', kind: 'value' }];
    const media = [{ mimeType: 'image/png', url: '/api/v1/media/1', fileName: 'trend.png' }];
    const id = await put(db, '*612.4 MW*', { facts, media, inReplyTo: 'm1', expiresAt: later(9) });
    expect(await listReplies(db.read, 'm1')).toEqual([
      {
        id,
        recipient: '+621',
        text: '*612.4 MW*',
        type: 'reply',
        status: 'pending',
        transport: 'simulator',
        inReplyTo: 'm1',
        facts,
        media,
        picture: null,
        choices: [],
        priority: PRIORITY.reply,
        retryCount: 0,
        parts: 1,
        partsSent: 0,
        isInDoubt: false,
        waitsForPerson: false,
        errorMessage: null,
        providerId: null,
        createdAt: NOW,
        dueAt: NOW,
        expiresAt: later(9),
        sentAt: null,
        deliveredAt: null,
        readAt: null,
      },
    ]);
  });

  test('the same idempotency key is the same message, also when enqueued at the same moment', async () => {
    const db = await freshDatabase(engine);
    const ids = await Promise.all(
      Array.from({ length: 8 }, () =>
        put(db, 'alarm', { inReplyTo: 'm', idempotencyKey: 'alarm 7' }),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    const other = { inReplyTo: 'm', idempotencyKey: 'alarm 8' };
    expect(await put(db, 'alarm', other)).not.toBe(ids[0]);
    expect((await listReplies(db.read, 'm')).map(({ text }) => text)).toEqual(['alarm', 'alarm']);
  });

  test('a claimed message is not claimed again before its lease has ended', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'a');
    expect(await claimedTexts(db)).toEqual(['a']);
    expect(await claimedTexts(db)).toEqual([]);
    expect(await db.write((tx) => releaseExpiredClaims(tx, later(LEASE_MS - 1)))).toBe(0);
    expect(await db.write((tx) => releaseExpiredClaims(tx, later(LEASE_MS)))).toBe(1);
    expect(await claimedTexts(db)).toEqual(['a']);
  });

  test('alarms go before replies, replies before bulk, and the older one first', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'bulk', { recipient: '+621', priority: PRIORITY.bulk });
    await put(db, 'first reply', { recipient: '+622' });
    await put(db, 'second reply', { recipient: '+623' });
    await put(db, 'alarm', { recipient: '+624', priority: PRIORITY.alarm });
    expect(await claimedTexts(db, NOW, 2)).toEqual(['alarm', 'first reply']);
    expect(await claimedTexts(db, NOW, 2)).toEqual(['second reply', 'bulk']);
  });

  test('one recipient gets one message at a time, in the order they were written', async () => {
    const db = await freshDatabase(engine);
    const first = await put(db, 'first');
    await put(db, 'second');
    expect(await claimedTexts(db, NOW, 1)).toEqual(['first']);
    expect(await claimedTexts(db)).toEqual([]);
    await db.write((tx) => markSent(tx, first, { at: NOW, providerId: 'p1' }));
    expect(await claimedTexts(db)).toEqual(['second']);
  });

  test('nothing written later overtakes a message that is to be tried again, but an alarm does', async () => {
    const db = await freshDatabase(engine);
    const first = await put(db, 'first');
    await claim(db);
    await db.write((tx) => markFailed(tx, first, { error: 'offline', retryAt: later(5_000) }));
    await put(db, 'second');
    await put(db, 'to somebody else', { recipient: '+622' });
    expect(await claimedTexts(db, later(1))).toEqual(['to somebody else']);
    await put(db, 'alarm', { priority: PRIORITY.alarm });
    expect(await claimedTexts(db, later(2))).toEqual(['alarm']);
  });

  test('a failed message is due again at its retry, with its count and reason', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'a', { inReplyTo: 'm' });
    await claim(db);
    await db.write((tx) => markFailed(tx, id, { error: 'offline', retryAt: later(1_000) }));
    expect(await claimedTexts(db, later(999))).toEqual([]);
    const [again] = await claim(db, later(1_000));
    expect(again).toMatchObject({ id, retryCount: 1, errorMessage: 'offline' });
    await db.write((tx) => markFailed(tx, id, { error: 'gone', retryAt: null }));
    expect(await listReplies(db.read, 'm')).toMatchObject([{ status: 'failed', retryCount: 2 }]);
    expect(await claimedTexts(db, later(99_000))).toEqual([]);
  });

  test('a link that is back makes what waits for it due', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'a');
    await claim(db);
    await db.write((tx) => markFailed(tx, id, { error: 'offline', retryAt: later(300_000) }));
    expect(await db.write((tx) => hastenRetries(tx, 'whatsapp-web', later(1)))).toBe(0);
    expect(await db.write((tx) => hastenRetries(tx, 'simulator', later(1)))).toBe(1);
    expect(await claimedTexts(db, later(1))).toEqual(['a']);
  });

  test('a sent message keeps the network’s id and is done', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'a', { inReplyTo: 'm' });
    await claim(db);
    await db.write((tx) => markSent(tx, id, { at: later(7), providerId: '3EB0' }));
    expect(await listReplies(db.read, 'm')).toMatchObject([
      { status: 'sent', sentAt: later(7), providerId: '3EB0' },
    ]);
    expect(await db.write((tx) => releaseExpiredClaims(tx, later(LEASE_MS * 2)))).toBe(0);
  });

  test('a message for later is sent later, and holds up nobody', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'tomorrow', { dueAt: later(86_400_000) });
    await put(db, 'now');
    expect(await claimedTexts(db)).toEqual(['now']);
  });

  test('a message past its end is not sent, and is said to have expired', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'stale', { expiresAt: later(1_000) });
    expect(await claimedTexts(db, later(1_000))).toEqual([]);
    const expired = await db.write((tx) => expireOverdue(tx, later(1_000)));
    expect(expired).toMatchObject([{ text: 'stale', status: 'expired' }]);
  });

  test('a claim given back is due as before', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'a');
    await claim(db);
    await db.write((tx) => releaseClaims(tx, [id]));
    expect(await claim(db)).toMatchObject([{ id, retryCount: 0 }]);
  });

  test('a message that waits for its person holds up nobody, and is due once they write', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'details', { inReplyTo: 'm' });
    await claim(db);
    await db.write((tx) => markWaiting(tx, id, 'The person must write first.'));
    await put(db, 'alarm');
    expect(await claimedTexts(db, later(1))).toEqual(['alarm']);
    expect(await db.write((tx) => personWrote(tx, '+629', later(2)))).toBe(0);
    expect(await claimedTexts(db, later(2))).toEqual([]);
    expect(await db.write((tx) => personWrote(tx, '+621', later(3)))).toBe(1);
    const [before] = await listReplies(db.read, 'm');
    expect(before).toMatchObject({ status: 'pending', waitsForPerson: false, retryCount: 0 });
    await db.write((tx) => markSent(tx, id + 1, { at: later(3), providerId: null }));
    expect(await claimedTexts(db, later(3))).toEqual(['details']);
  });

  test('a message that waits for its person expires like any other', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'details');
    await claim(db);
    await db.write((tx) => markWaiting(tx, id, 'The person must write first.'));
    expect(await db.write((tx) => expireOverdue(tx, later(86_399_999)))).toEqual([]);
    expect(await db.write((tx) => expireOverdue(tx, later(86_400_000)))).toMatchObject([{ id }]);
    expect(await db.write((tx) => personWrote(tx, '+621', later(86_400_001)))).toBe(0);
  });

  test('only what goes by the transport asked for is claimed, and each transport has its own order', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'not linked', { transport: 'whatsapp-web' });
    await put(db, 'here');
    expect(await claimedTexts(db)).toEqual(['here']);
    const web = { transport: 'whatsapp-web' };
    expect((await claim(db, NOW, 10, web)).map(({ text }) => text)).toEqual(['not linked']);
  });

  test('a chat that must rest is left out, whoever else is due is not', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'quick', { recipient: `+62'1` });
    await put(db, 'to others', { recipient: '+622' });
    const resting = [`+62'1`, '+6299'];
    const claimed = await claim(db, NOW, 10, { resting });
    expect(claimed.map(({ text }) => text)).toEqual(['to others']);
  });

  test('of each recipient the most urgent alone is taken where only heads are', async () => {
    const db = await freshDatabase(engine);
    await put(db, 'first');
    await put(db, 'second');
    await put(db, 'other', { recipient: '+622' });
    const alarm = await put(db, 'alarm', { priority: PRIORITY.alarm });
    const heads = async () =>
      (await claim(db, NOW, 10, { headsOnly: true })).map(({ text }) => text);
    expect(await heads()).toEqual(['alarm', 'other']);
    expect(await heads()).toEqual([]);
    await db.write((tx) => markSent(tx, alarm, { at: NOW, providerId: null }));
    expect(await heads()).toEqual(['first']);
  });

  test('a claim far in the future was made before the clock was put back, and is freed', async () => {
    const db = await freshDatabase(engine);
    const id = await put(db, 'a');
    await claim(db, later(86_400_000 - 1));
    const free = { farAt: later(600_000) };
    expect(await db.write((tx) => releaseExpiredClaims(tx, NOW, { ...free, ours: [id] }))).toBe(0);
    expect(await db.write((tx) => releaseExpiredClaims(tx, NOW, free))).toBe(1);
    expect(await claim(db)).toMatchObject([{ id, isInDoubt: true }]);
  });

  test('what waits only because the clock was put back is due again, what was meant for later is not', async () => {
    const db = await freshDatabase(engine);
    const retried = await put(db, 'retried');
    await claim(db);
    const day = 86_400_000;
    await db.write((tx) => markFailed(tx, retried, { error: '', retryAt: later(day) }));
    await put(db, 'tomorrow', { recipient: '+622', dueAt: later(day) });
    await db.write((tx) => {
      const written = { recipient: '+623', type: 'reply', transport: 'simulator', text: 'ahead' };
      return enqueue(tx, written, later(day));
    });
    await db.write((tx) => freeFromFuture(tx, NOW, later(7_200_000)));
    expect((await claimedTexts(db)).toSorted()).toEqual(['ahead', 'retried']);
  });

  test('workers that claim at the same moment never share a message or a recipient', async () => {
    const db = await freshDatabase(engine);
    for (let recipient = 0; recipient < 10; recipient += 1) {
      for (const text of ['1', '2', '3']) await put(db, text, { recipient: `+62${recipient}` });
    }
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(db, NOW, 4)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const owners = claims.map((lane) => new Set(lane.map(({ recipient }) => recipient)));
    const all = owners.flatMap((recipients) => [...recipients]);
    expect(new Set(all).size).toBe(all.length);
    expect(ids.length).toBeGreaterThanOrEqual(10);
  });
});

test.each(['any', 'heads'] as const)(
  'claiming reads what waits, not what was ever sent (%s)',
  async (only) => {
    const db = await freshDatabase('sqlite');
    const values: Record<string, unknown> = { limit: 10, transport: 't', resting: [], now: NOW };
    const query = selectDue(db.read, (name) => sql.val(values[name]) as never, only)
      .select('due.id')
      .compile();
    const plan = await db.read.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`EXPLAIN QUERY PLAN ${query.sql}`, [...query.parameters]),
    );
    const details = plan.rows.map(({ detail }) => detail).join('\n');
    expect(details).toContain('idx_outgoing_messages_next');
    expect(details).toContain('idx_outgoing_messages_claimed');
    expect(details).toContain('idx_outgoing_messages_waiting');
    expect(details).not.toMatch(/TEMP B-TREE|idx_outgoing_messages_recipient/);
  },
);
