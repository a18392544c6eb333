import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import {
  deleteContact,
  insertContact,
  markProcessed,
  recordIncoming,
  updateContact,
} from '../chat/index.ts';
import type { Db, Engine } from '../db/index.ts';
import { enqueue } from '../outbox/index.ts';
import { messageRoutes } from './messages.routes.ts';

const SARI = '+6281200000001';
const at = (text: string) => new Date(`2026-11-27T${text}.000Z`);
const FACT = {
  source: 'Plant PI',
  tag: 'U1_LOAD_NET',
  value: 612.4,
  unit: 'MW',
  timestamp: '2026-11-27T04:00:00.000Z',
  quality: 'good',
  kind: 'value',
};
const CALL = { source: 'Plant PI', operation: 'read', tags: 3, ms: 41, ok: true };
type Body = { id: string; text: string };
type Page = { items: Body[]; nextCursor: string | null };

type Written = {
  readonly id: string;
  readonly text?: string;
  readonly sender?: string;
  readonly receivedAt?: Date;
  readonly processedAt?: Date;
  readonly status?: 'processed' | 'spam' | 'ignored';
  readonly outcome?: Readonly<Record<string, unknown>>;
  readonly contactId?: string;
};

/** A message that came in, and what became of it when that is said. */
async function write(db: Db, written: Written): Promise<void> {
  const { id, text = 'u1 load', sender = SARI, status, outcome, contactId = null } = written;
  const { receivedAt = at('04:00:00'), processedAt = receivedAt } = written;
  const sentAt = receivedAt;
  const message = { id, chat: sender, sender, senderName: 'Sari HP', text, sentAt };
  await db.write(async (tx) => {
    const incoming = { ...message, mentionsBot: true };
    await recordIncoming(tx, incoming, { transport: 'simulator', contactId, at: receivedAt });
    if (!status) return;
    await markProcessed(tx, incoming, { status, at: processedAt, ...(outcome && { outcome }) });
  });
}

async function messages(engine: Engine) {
  return await routeServer(engine, (deps) => messageRoutes({ ...deps, timeZone: 'Asia/Jakarta' }));
}

describe.each(ENGINES)('messages over HTTP on %s', (engine) => {
  test('one is shown with how it was answered, its replies and their facts', async () => {
    const { call, db } = await messages(engine);
    const contact = await db.write((tx) =>
      insertContact(tx, { phone: SARI, name: 'Sari' }, at('03:00:00')),
    );
    await write(db, {
      id: 'm/1 ü',
      contactId: contact.id,
      processedAt: at('04:00:02'),
      status: 'processed',
      outcome: { rule: 'trigger', name: 'u1 load', language: 'en', ms: 57, calls: [CALL] },
    });
    const reply = {
      recipient: SARI,
      text: '*612.4 MW*',
      type: 'reply',
      transport: 'simulator',
      inReplyTo: 'm/1 ü',
      facts: [FACT, { odd: 1 }],
      media: [{ mimeType: 'image/png', url: '/api/v1/media/7' }],
    };
    const rowId = await db.write((tx) => enqueue(tx, reply, at('04:00:02')));
    const shown = await call(
      'GET',
      `/messages/${encodeURIComponent('m/1 ü')}`,
      undefined,
      'viewer',
    );
    expect(shown.status).toBe(200);
    expect(shown.body).toEqual({
      id: 'm/1 ü',
      text: 'u1 load',
      sender: SARI,
      chat: SARI,
      transport: 'simulator',
      contactId: contact.id,
      contactName: 'Sari',
      status: 'processed',
      rule: 'trigger',
      name: 'u1 load',
      language: 'en',
      attachment: null,
      sentAt: '2026-11-27T04:00:00.000Z',
      receivedAt: '2026-11-27T04:00:00.000Z',
      processedAt: '2026-11-27T04:00:02.000Z',
      answerMs: 57,
      calls: [CALL],
      replies: [
        {
          id: rowId,
          text: '*612.4 MW*',
          type: 'reply',
          status: 'pending',
          sentAt: null,
          facts: [FACT],
          media: reply.media,
        },
      ],
    });
  });

  test('one that waits says nothing of its answer', async () => {
    const { call, db } = await messages(engine);
    await write(db, { id: 'm1' });
    expect((await call('GET', '/messages/m1')).body).toMatchObject({
      status: 'received',
      rule: null,
      name: null,
      processedAt: null,
      answerMs: null,
      calls: null,
      contactId: null,
      contactName: 'Sari HP',
      replies: [],
    });
  });

  test('the time of an answer that noted none is from its arrival to its writing', async () => {
    const { call, db } = await messages(engine);
    const processedAt = at('04:00:03');
    await write(db, { id: 'm1', status: 'processed', processedAt, outcome: { rule: 'help' } });
    expect((await call('GET', '/messages')).body).toMatchObject({
      items: [{ rule: 'help', name: null, answerMs: 3_000, calls: null }],
    });
  });

  test('what another program or version wrote is shown as far as it is understood', async () => {
    const { call, db } = await messages(engine);
    await write(db, {
      id: 'm1',
      status: 'processed',
      outcome: { rule: 7, ms: 'fast', calls: 'x' },
    });
    await db.write((tx) =>
      tx
        .insertInto('messages')
        .values({
          id: 'old',
          type: 'chat',
          content: null,
          sender: null,
          created_at: at('02:00:00'),
        })
        .execute(),
    );
    expect(await call('GET', '/messages')).toMatchObject({
      status: 200,
      body: {
        items: [
          { id: 'm1', rule: null, answerMs: 0, calls: null },
          { id: 'old', text: '', sender: '', chat: '', transport: '', status: 'sent' },
        ],
      },
    });
  });

  test('a contact that was renamed or deleted is shown as it is known now', async () => {
    const { call, db } = await messages(engine);
    const { id } = await db.write((tx) =>
      insertContact(tx, { phone: SARI, name: 'Sari' }, at('03:00:00')),
    );
    await write(db, { id: 'm1', contactId: id });
    const name = async () =>
      ((await call('GET', '/messages/m1')).body as { contactName: string }).contactName;
    await db.write((tx) => updateContact(tx, id, { name: 'Sari, shift A' }, at('04:00:00')));
    expect(await name()).toBe('Sari, shift A');
    await db.write((tx) => deleteContact(tx, id));
    expect(await name()).toBe('Sari HP');
  });

  test('a list is newest first, filtered, searched and paged, and its pages miss and repeat nothing', async () => {
    const { call, db } = await messages(engine);
    const { id } = await db.write((tx) =>
      insertContact(tx, { phone: SARI, name: 'Bu Sari' }, at('01:00:00')),
    );
    for (let index = 0; index < 25; index++) {
      await write(db, {
        id: `m${index}`,
        text: index % 2 === 0 ? `u1 load ${index}` : 'mills',
        sender: index % 2 === 0 ? SARI : '987@lid',
        // Several at the same moment, as a crowd writes.
        receivedAt: at(`0${Math.floor(index / 10) + 3}:00:00`),
        ...(index % 2 === 0 && { contactId: id }),
        ...(index < 3 && { status: 'spam' as const }),
      });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await call('GET', `/messages?limit=7${cursor}`)).body as Page;
      seen.push(...page.items.map((message) => message.id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(25);
    expect(seen.slice(0, 5).toSorted()).toEqual(['m20', 'm21', 'm22', 'm23', 'm24']);
    const count = async (query: string) =>
      ((await call('GET', `/messages?${query}`)).body as Page).items.length;
    expect(await count('q=LOAD')).toBe(13);
    expect(await count('q=987')).toBe(12);
    expect(await count('q=bu%20sari')).toBe(13);
    expect(await count('status=spam')).toBe(3);
    expect(await count(`contactId=${id}`)).toBe(13);
    expect(await count('from=2026-11-27T04:00:00Z')).toBe(15);
    const dayAtTheSite = 'from=2026-11-26T17:00:00Z&to=2026-11-27T17:00:00Z';
    expect(await count('from=2026-11-27&to=2026-11-27')).toBe(await count(dayAtTheSite));
    expect(await count('from=2026-11-27T04:00:00Z&to=2026-11-27T05:00:00Z')).toBe(10);
    expect(await count('sort=sender')).toBe(25);
    for (const wrong of ['status=lost', 'from=yesterday', 'sort=text', 'colour=1']) {
      expect((await call('GET', `/messages?${wrong}`)).status).toBe(400);
    }
  });

  test('a list shows the beginning of a text of 100 kB, and the one shows all of it', async () => {
    const { call, db } = await messages(engine);
    const text = 'ü'.repeat(100_000);
    await write(db, { id: 'm1', text });
    const { items } = (await call('GET', '/messages')).body as Page;
    expect(items[0]?.text).toBe(text.slice(0, 4_096));
    expect((await call('GET', '/messages/m1')).body).toMatchObject({ text });
  });

  test('a message that a spreadsheet would run is exported so that it is read', async () => {
    const { call, db, audited } = await messages(engine);
    await write(db, { id: 'm1', text: '=cmd|calc' });
    const { text } = await call('GET', '/messages?format=csv&status=received');
    expect(text).toContain(`'=cmd|calc`);
    expect(await audited()).toMatchObject([
      { action: 'exports.made', details: { list: 'messages', status: 'received' } },
    ]);
  });

  test('there is no message of an unknown id, and no stranger sees one', async () => {
    const { call } = await messages(engine);
    expect(await call('GET', '/messages/none')).toMatchObject({
      status: 404,
      body: { error: { code: 'messages.not_found' } },
    });
    expect((await call('GET', '/messages', undefined, 'nobody')).status).toBe(401);
  });
});
