import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { type Db, readVersions } from '../db/index.ts';
import {
  NO_GRANTS,
  deleteContact,
  findContact,
  findContactByAddress,
  insertContact,
  listContacts,
  phoneOfAddress,
  updateContact,
  upsertContactFromMessage,
} from './index.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');

async function meet(db: Db, address: string, name?: string) {
  return await db.write((tx) => upsertContactFromMessage(tx, { address, name, at: NOW }));
}

test.each([
  ['+6281200000001', '+6281200000001'],
  ['6281200000001', '+6281200000001'],
  ['6281200000001@c.us', '+6281200000001'],
  ['6281200000001@s.whatsapp.net', '+6281200000001'],
  ['6281200000001:12@s.whatsapp.net', '+6281200000001'],
  ['123456789012345@lid', null],
  ['120363000000000000@g.us', null],
  ['operator', null],
  ['+62 812', null],
  ['', null],
])('the phone behind %j is %j', (address, phone) => {
  expect(phoneOfAddress(address)).toBe(phone);
});

describe.each(ENGINES)('contacts on %s', (engine) => {
  test('a stranger becomes a contact that waits and may ask for nothing', async () => {
    const db = await freshDatabase(engine);
    const { contact, isNew } = await meet(db, '+6281200000009', 'Tono');
    expect(isNew).toBe(true);
    expect(contact).toMatchObject({
      name: 'Tono',
      phone: '+6281200000009',
      status: 'pending',
      language: null,
      grants: NO_GRANTS,
    });
    expect(await findContactByAddress(db.read, '+6281200000009')).toEqual(contact);
    expect(await meet(db, '+6281200000009', 'Mr Other')).toEqual({ contact, isNew: false });
  });

  test('a stranger who writes ten times at once is one contact', async () => {
    const db = await freshDatabase(engine);
    const met = await Promise.all(Array.from({ length: 10 }, () => meet(db, '+628')));
    expect(new Set(met.map(({ contact }) => contact.id)).size).toBe(1);
  });

  test('another address with the phone of a known contact is that contact', async () => {
    const db = await freshDatabase(engine);
    const made = await db.write((tx) =>
      insertContact(
        tx,
        { phone: '+6281200000001', status: 'approved', grants: { all: true } },
        NOW,
      ),
    );
    const { contact, isNew } = await meet(db, '6281200000001@s.whatsapp.net', 'Sari');
    expect({ id: contact.id, status: contact.status, isNew }).toEqual({
      id: made.id,
      status: 'approved',
      isNew: false,
    });
  });

  test('a contact without a phone is known by its address', async () => {
    const db = await freshDatabase(engine);
    const first = await meet(db, '1234567890@lid');
    const second = await meet(db, '9876543210@lid');
    expect(first.contact.phone).toBeNull();
    expect(second.contact.id).not.toBe(first.contact.id);
  });

  test('approving, language and grants are kept, and counted as a change', async () => {
    const db = await freshDatabase(engine);
    const { contact } = await meet(db, '+628111111');
    const before = await readVersions(db.read);
    const grants = { groupIds: ['unit 1'], sourceIds: ['pi'] };
    await db.write((tx) =>
      updateContact(tx, contact.id, { status: 'approved', language: 'id', grants }, NOW),
    );
    expect(await findContact(db.read, contact.id)).toMatchObject({
      status: 'approved',
      language: 'id',
      grants,
      phone: '+628111111',
    });
    expect((await readVersions(db.read)).contacts).not.toBe(before.contacts);
    expect(await listContacts(db.read, { status: 'pending' })).toEqual([]);
    expect(await listContacts(db.read, { status: 'approved' })).toHaveLength(1);
  });

  test('a phone belongs to one contact', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => insertContact(tx, { phone: '+621' }, NOW));
    const { contact } = await meet(db, '+622222222');
    const taken = { code: 'contacts.phone_taken' };
    await expect(db.write((tx) => insertContact(tx, { phone: '+621' }, NOW))).rejects.toMatchObject(
      taken,
    );
    await expect(
      db.write((tx) => updateContact(tx, contact.id, { phone: '+621' }, NOW)),
    ).rejects.toMatchObject(taken);
  });

  test('a deleted contact is a stranger again', async () => {
    const db = await freshDatabase(engine);
    const { contact } = await meet(db, '+628111111');
    await db.write((tx) => deleteContact(tx, contact.id));
    expect(await findContactByAddress(db.read, '+628111111')).toBeUndefined();
    expect((await meet(db, '+628111111')).isNew).toBe(true);
    await expect(db.write((tx) => deleteContact(tx, 'nobody'))).rejects.toMatchObject({
      code: 'contacts.not_found',
    });
  });
});
