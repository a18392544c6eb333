import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { type ContactStatus, type Db, openDatabase } from '../db/index.ts';
import {
  findContact,
  findContactByAddress,
  insertContact,
  listContacts,
  recordIncoming,
  upsertContactFromMessage,
} from './index.ts';

const POSTGRES_URL =
  process.env['PLANTLINE_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const NOW = new Date('2026-11-23T07:00:00.000Z');
const PHONE = '+6281200000007';
const JID = '6281200000007@s.whatsapp.net';
const LID = '123456@lid';
const BSUID = 'bsuid:ID.99';

async function meet(db: Db, address: string, aliases: readonly string[] = [], name?: string) {
  return await db.write((tx) => upsertContactFromMessage(tx, { address, aliases, name, at: NOW }));
}

async function make(db: Db, status: ContactStatus, addresses: readonly string[], phone?: string) {
  return await db.write((tx) =>
    insertContact(tx, { status, addresses, phone, name: `${status} ${addresses[0]}` }, NOW),
  );
}

async function write(db: Db, id: string, sender: string, contactId: string) {
  const message = { id, chat: sender, sender, text: 'u1 load', mentionsBot: true, sentAt: NOW };
  const received = { transport: 'whatsapp-web', contactId, at: NOW };
  await db.write((tx) => recordIncoming(tx, message, received));
}

describe.each(ENGINES)('one person with several addresses, on %s', (engine) => {
  test('a stranger with a phone and a LID is one contact, found by either', async () => {
    const db = await freshDatabase(engine);
    const { contact, isNew } = await meet(db, LID, [JID], 'Sari');
    expect(isNew).toBe(true);
    expect(contact).toMatchObject({ status: 'pending', phone: PHONE, name: 'Sari' });
    expect((await meet(db, PHONE)).contact.id).toBe(contact.id);
    expect((await meet(db, JID)).contact.id).toBe(contact.id);
    expect((await meet(db, LID)).contact.id).toBe(contact.id);
    expect(await listContacts(db.read)).toHaveLength(1);
  });

  test('an approved phone that writes by LID is approved, and from then on by the LID alone', async () => {
    const db = await freshDatabase(engine);
    const known = await make(db, 'approved', [], PHONE);
    expect((await meet(db, LID)).contact).toMatchObject({ status: 'pending' });
    expect((await meet(db, LID, [PHONE])).contact).toMatchObject({ id: known.id });
    expect((await meet(db, LID)).contact).toMatchObject({ id: known.id, status: 'approved' });
  });

  test('a stranger known by LID goes into the approved contact, with all that they wrote', async () => {
    const db = await freshDatabase(engine);
    const known = await make(db, 'approved', [], PHONE);
    const { contact: stranger } = await meet(db, LID, [BSUID], 'Not Sari');
    await write(db, 'm1', LID, stranger.id);
    const { contact } = await meet(db, PHONE, [LID]);
    expect(contact).toMatchObject({ id: known.id, status: 'approved', name: known.name });
    expect(await findContact(db.read, stranger.id)).toBeUndefined();
    const rows = await db.read.selectFrom('messages').select(['id', 'contact_id']).execute();
    expect(rows).toEqual([{ id: 'm1', contact_id: known.id }]);
    expect((await findContactByAddress(db.read, BSUID))?.id).toBe(known.id);
  });

  test('who is blocked by one address is blocked by all', async () => {
    const db = await freshDatabase(engine);
    const approved = await make(db, 'approved', [], PHONE);
    const blocked = await make(db, 'blocked', [LID]);
    expect((await meet(db, PHONE, [LID])).contact.id).toBe(blocked.id);
    expect((await meet(db, PHONE)).contact.status).toBe('blocked');
    expect((await meet(db, LID)).contact.status).toBe('blocked');
    // What an administrator decided about is not removed.
    expect(await findContact(db.read, approved.id)).toMatchObject({ status: 'approved' });
  });

  test('the same name is not the same person', async () => {
    const db = await freshDatabase(engine);
    const known = await make(db, 'approved', [], PHONE);
    const { contact } = await meet(db, LID, [], known.name ?? '');
    expect(contact.id).not.toBe(known.id);
    expect(contact.status).toBe('pending');
  });

  test('in whatever order addresses come together, one contact is left, and its right is the strictest that was decided', async () => {
    const places = [PHONE, LID, BSUID, '+6281200000008', '777@lid'];
    const statuses = fc.array(fc.constantFrom<ContactStatus>('pending', 'approved', 'blocked'), {
      minLength: places.length,
      maxLength: places.length,
    });
    const pairs = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(statuses, pairs, fc.boolean(), async (given, order, isTurned) => {
        const db = await freshDatabase(engine);
        for (const [index, address] of places.entries()) {
          const status = given[index] ?? 'pending';
          if (status === 'pending') await meet(db, address);
          else await make(db, status, [address]);
        }
        for (const index of order) {
          const pair = [places[index] ?? '', places[index + 1] ?? ''];
          const [address = '', ...aliases] = isTurned ? pair.toReversed() : pair;
          await meet(db, address, aliases);
        }
        // A last message with all of them: a chain of pairs has joined what is joined by then.
        const { contact } = await meet(db, PHONE, places.slice(1));
        const strictest = (['blocked', 'approved', 'pending'] as const).find((status) =>
          given.includes(status),
        );
        expect(contact.status).toBe(strictest);
        for (const address of places) expect((await meet(db, address)).contact.id).toBe(contact.id);
        const strangers = await listContacts(db.read, { status: 'pending' });
        expect(strangers.filter(({ id }) => id !== contact.id)).toEqual([]);
      }),
      { numRuns: engine === 'sqlite' ? 60 : 8 },
    );
  });
});

test.runIf(ENGINES.includes('postgresql'))(
  'messages of one stranger that arrive at once by every address, in two processes, make one contact (needs PostgreSQL)',
  async () => {
    const first = await freshDatabase('postgresql');
    const { name } = await first.read
      .selectNoFrom((row) => row.fn<string>('current_database', []).as('name'))
      .executeTakeFirstOrThrow();
    const url = new URL(POSTGRES_URL);
    url.pathname = `/${name}`;
    const second = await openDatabase(url.href);
    try {
      const all = [PHONE, LID, BSUID];
      const met = await Promise.all(
        Array.from({ length: 24 }, (_, index) => {
          const [address = '', ...aliases] = [...all.slice(index % 3), ...all.slice(0, index % 3)];
          return meet(index % 2 === 0 ? first : second, address, aliases);
        }),
      );
      expect(new Set(met.map(({ contact }) => contact.id)).size).toBe(1);
      expect(await listContacts(first.read)).toHaveLength(1);
    } finally {
      await second.close();
    }
  },
);
