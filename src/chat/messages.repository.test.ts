import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '#sdk';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db } from '../db/index.ts';
import { findMessage, listUnprocessed, markProcessed, recordIncoming } from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const MESSAGE: IncomingMessage = {
  id: '3EB0C4',
  chat: '120363@g.us',
  sender: '+6281200000001',
  senderName: 'Sari',
  text: 'u1 load',
  mentionsBot: true,
  sentAt: new Date('2026-11-23T06:59:58.000Z'),
};

async function keep(db: Db, message: IncomingMessage, at = NOW): Promise<boolean> {
  const received = { transport: 'simulator', contactId: 'c1', at };
  return await db.write((tx) => recordIncoming(tx, message, received));
}

describe.each(ENGINES)('incoming messages on %s', (engine) => {
  test('a message is kept whole', async () => {
    const db = await freshDatabase(engine);
    expect(await keep(db, MESSAGE)).toBe(true);
    expect(await findMessage(db.read, MESSAGE.id)).toEqual({
      ...MESSAGE,
      transport: 'simulator',
      contactId: 'c1',
      status: 'received',
      receivedAt: NOW,
      processedAt: null,
      outcome: null,
    });
    expect(await findMessage(db.read, 'another')).toBeUndefined();
  });

  test('a message that the network delivers again is known, also at the same moment', async () => {
    const db = await freshDatabase(engine);
    const isNew = await Promise.all(Array.from({ length: 6 }, () => keep(db, MESSAGE)));
    expect(isNew.filter(Boolean)).toHaveLength(1);
    expect(await keep(db, { ...MESSAGE, text: 'changed' })).toBe(false);
    expect(await findMessage(db.read, MESSAGE.id)).toMatchObject({ text: 'u1 load' });
  });

  test('what was accepted and not dealt with is found after a restart, oldest first', async () => {
    const db = await freshDatabase(engine);
    await keep(db, { ...MESSAGE, id: 'late' }, new Date(NOW.getTime() + 1));
    await keep(db, { ...MESSAGE, id: 'early' });
    await keep(db, { ...MESSAGE, id: 'done' });
    await db.write((tx) =>
      markProcessed(tx, { ...MESSAGE, id: 'done' }, { status: 'processed', at: NOW }),
    );
    const waiting = await listUnprocessed(db.read, { limit: 10 });
    expect(waiting.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(waiting[0]).toMatchObject({ ...MESSAGE, id: 'early' });
    expect(await listUnprocessed(db.read, { limit: 1 })).toHaveLength(1);
  });

  test('a long list of them is read in pages, and no more of a long text than is wanted', async () => {
    const db = await freshDatabase(engine);
    for (const id of ['b', 'a', 'c', 'e', 'd']) {
      await keep(db, { ...MESSAGE, id, text: id.repeat(100) }, new Date(id < 'c' ? NOW : 1_000));
    }
    const texts: string[] = [];
    for (let after; ;) {
      const page = await listUnprocessed(db.read, { limit: 2, after, textCharacters: 3 });
      texts.push(...page.map(({ text }) => text));
      after = page.at(-1);
      if (!after) break;
    }
    expect(texts).toEqual(['ccc', 'ddd', 'eee', 'aaa', 'bbb']);
  });

  test('a message is dealt with once, whoever else deals with it', async () => {
    const db = await freshDatabase(engine);
    await keep(db, MESSAGE);
    const mark = () =>
      db.write((tx) => markProcessed(tx, MESSAGE, { status: 'processed', at: NOW }));
    expect((await Promise.all([mark(), mark(), mark()])).filter(Boolean)).toHaveLength(1);
  });

  test('what became of a message is written beside what came with it', async () => {
    const db = await freshDatabase(engine);
    await keep(db, MESSAGE);
    const outcome = { answeredBy: 'trigger', name: 'u1 load' };
    await db.write((tx) => markProcessed(tx, MESSAGE, { status: 'processed', at: NOW, outcome }));
    expect(await findMessage(db.read, MESSAGE.id)).toMatchObject({
      ...MESSAGE,
      status: 'processed',
      processedAt: NOW,
      outcome,
    });
  });

  test.each(['', 'x'.repeat(100_000), "'; DROP TABLE messages; --", '__proto__', '‮🏭', 'a\0b'])(
    'the text %j is kept like any other',
    async (text) => {
      const db = await freshDatabase(engine);
      await keep(db, { ...MESSAGE, text });
      expect((await findMessage(db.read, MESSAGE.id))?.text).toBe(text.replace('\0', '\uFFFD'));
    },
  );
});
