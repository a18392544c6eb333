import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { type Engine, readVersions } from '../db/index.ts';
import { contactRoutes } from './contacts.routes.ts';
import {
  deleteContact,
  findContactByAddress,
  recordIncoming,
  upsertContactFromMessage,
} from './index.ts';

const SARI = '+6281200000001';
const TONO = '+6281200000009';
type Body = { id: string; status: string; updatedAt: string; addresses: string[]; grants: object };

async function contacts(engine: Engine) {
  let wakes = 0;
  const known = { groupIds: new Set(['unit-1', 'unit-2']), sourceIds: new Set(['pi']) };
  const server = await routeServer(engine, (deps) =>
    contactRoutes({
      ...deps,
      readGrantable: async () => known,
      welcomeText: ({ language }, lastText) => `${language ?? 'en'}: ask now (${lastText})`,
      wakeDelivery: () => void (wakes += 1),
    }),
  );
  const { db, call } = server;
  return {
    ...server,
    known,
    wakes: () => wakes,
    make: async (body: object) => (await call('POST', '/contacts', body)).body as Body,
    /** Somebody writes; returns who they are. */
    async write(sender: string, text = 'hello', chat = sender, at = '2026-11-27T04:00:00.000Z') {
      return await db.write(async (tx) => {
        const from = { address: sender, name: 'Tono', at: new Date(at) };
        const { contact } = await upsertContactFromMessage(tx, from);
        const message = { id: `m-${chat}-${at}`, chat, sender, text, mentionsBot: true };
        const received = { transport: 'simulator', contactId: contact.id, at: new Date(at) };
        await recordIncoming(tx, { ...message, sentAt: new Date(at) }, received);
        return contact;
      });
    },
    outbox: async () =>
      await db.read.selectFrom('outgoing_messages').selectAll().orderBy('id').execute(),
  };
}

describe.each(ENGINES)('contacts over HTTP on %s', (engine) => {
  test('a contact is made, shown as stored, and the log says who made it', async () => {
    const { call, audited, db } = await contacts(engine);
    const made = await call(
      'POST',
      '/contacts',
      {
        name: ' Sari ',
        phone: '+62 812-0000-0001',
        status: 'approved',
        language: 'id',
        grants: { groupIds: ['unit-1'], sourceIds: ['pi'] },
        addresses: ['12345@lid'],
      },
      'user',
    );
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Sari',
      phone: SARI,
      status: 'approved',
      language: 'id',
      grants: { groupIds: ['unit-1'], sourceIds: ['pi'] },
      lastMessageAt: null,
      createdAt: '2026-11-27T05:00:00.000Z',
    });
    const { id, addresses } = made.body as Body;
    expect(addresses.toSorted()).toEqual([SARI, '12345@lid'].toSorted());
    expect((await call('GET', `/contacts/${id}`, undefined, 'viewer')).body).toEqual(made.body);
    expect((await findContactByAddress(db.read, '12345@lid'))?.id).toBe(id);
    expect(await audited()).toMatchObject([
      { action: 'contacts.created', actor: 'user-tester', details: { id, after: { phone: SARI } } },
    ]);
  });

  test('a new contact waits for approval and may ask for nothing unless that is said', async () => {
    const { make } = await contacts(engine);
    expect(await make({ phone: SARI })).toMatchObject({
      status: 'pending',
      grants: { groupIds: [], sourceIds: [] },
      language: null,
    });
  });

  test.each([
    ['neither a phone nor an address', {}],
    ['a phone without its country', { phone: '081200000001' }],
    ['a phone of letters', { phone: '+62abc' }],
    ['an address with a blank', { addresses: ['the operator'] }],
    ['an unknown status', { phone: SARI, status: 'friend' }],
    ['an unknown language', { phone: SARI, language: 'fr' }],
    ['an unknown field', { phone: SARI, role: 'admin' }],
    ['grants of everything that are no', { phone: SARI, grants: { all: false } }],
    ['grants with an unknown field', { phone: SARI, grants: { all: true, triggerIds: [] } }],
  ])('%s is refused, and nothing is kept', async (_what, body) => {
    const { call, audited } = await contacts(engine);
    const refused = await call('POST', '/contacts', body);
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { code: 'http.invalid_request' } },
    });
    expect(((await call('GET', '/contacts')).body as { items: [] }).items).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  test('a group or source that does not exist cannot be granted', async () => {
    const { call, make } = await contacts(engine);
    const grants = { groupIds: ['unit-1', 'unit-9'], sourceIds: ['none'] };
    const refused = await call('POST', '/contacts', { phone: SARI, grants });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'contacts.grant_unknown',
          details: { groupIds: ['unit-9'], sourceIds: ['none'] },
        },
      },
    });
    const { id } = await make({ phone: SARI });
    expect((await call('PATCH', `/contacts/${id}`, { grants })).status).toBe(400);
  });

  test('a grant of a group that is gone by now stops nobody from editing, and is left out', async () => {
    const { call, make, known } = await contacts(engine);
    const grants = { groupIds: ['unit-1', 'unit-2'], sourceIds: [] };
    const { id } = await make({ phone: SARI, grants });
    known.groupIds.delete('unit-2');
    const saved = await call('PATCH', `/contacts/${id}`, { grants, name: 'Sari' });
    expect(saved).toMatchObject({
      status: 200,
      body: { grants: { groupIds: ['unit-1'], sourceIds: [] } },
    });
  });

  test('queries of one’s own are nobody’s by default, an administrator’s to allow, and anybody’s to take away', async () => {
    const { call, make } = await contacts(engine);
    const { id, grants } = await make({ phone: SARI, grants: { all: true } });
    expect(grants).toEqual({ all: true });
    const allowed = { all: true, freeSql: true };
    const patch = async (wanted: object, role: 'admin' | 'user') =>
      await call('PATCH', `/contacts/${id}`, { grants: wanted }, role);
    expect(await patch(allowed, 'user')).toMatchObject({
      status: 403,
      body: { error: { code: 'contacts.admin_only' } },
    });
    expect(await patch(allowed, 'admin')).toMatchObject({ status: 200, body: { grants: allowed } });
    const others = { groupIds: ['unit-1'], sourceIds: ['pi'] };
    expect((await patch(others, 'user')).body).toMatchObject({
      grants: { ...others, freeSql: true },
    });
    const withdrawn = await patch({ ...others, freeSql: false }, 'user');
    expect((withdrawn.body as Body).grants).toEqual(others);
  });

  test('a phone and an address belong to one contact', async () => {
    const { call, make } = await contacts(engine);
    const sari = await make({ phone: SARI, addresses: ['1@lid'] });
    const code = async (body: object) => {
      const { status, body: answer } = await call('POST', '/contacts', body);
      return [status, (answer as { error: { code: string } }).error.code];
    };
    expect(await code({ phone: SARI })).toEqual([409, 'contacts.phone_taken']);
    expect(await code({ addresses: ['1@lid'] })).toEqual([409, 'contacts.address_taken']);
    expect(await code({ addresses: ['6281200000001@c.us'] })).toEqual([
      409,
      'contacts.address_taken',
    ]);
    const tono = await make({ phone: TONO });
    expect((await call('PATCH', `/contacts/${tono.id}`, { phone: SARI })).status).toBe(409);
    expect((await call('PATCH', `/contacts/${sari.id}`, { phone: SARI })).status).toBe(200);
  });

  test('who gets another phone is no longer known by the one before', async () => {
    const { call, make, write } = await contacts(engine);
    const { id } = await make({ phone: SARI, status: 'approved', addresses: ['1@lid'] });
    expect((await write('6281200000001@s.whatsapp.net')).id).toBe(id);
    const { body } = await call('PATCH', `/contacts/${id}`, { phone: TONO });
    expect((body as Body).addresses.toSorted()).toEqual([TONO, '1@lid'].toSorted());
    const stranger = await write('6281200000001@s.whatsapp.net', 'hello', undefined, NEXT_DAY);
    expect(stranger).toMatchObject({ status: 'pending' });
    expect(stranger.id).not.toBe(id);
  });

  test('a stranger who is approved is told so where they wrote, in their language, and once', async () => {
    const { call, write, outbox, wakes } = await contacts(engine);
    const { id } = await write(TONO, 'u1 load');
    await call('PATCH', `/contacts/${id}`, { status: 'approved', language: 'id' });
    expect(await outbox()).toMatchObject([
      {
        recipient: TONO,
        message: 'id: ask now (u1 load)',
        type: 'manual',
        transport: 'simulator',
        status: 'pending',
      },
    ]);
    expect(wakes()).toBe(1);
    await call('PATCH', `/contacts/${id}`, { status: 'pending' });
    await call('PATCH', `/contacts/${id}`, { status: 'approved' });
    expect(await outbox()).toHaveLength(1);
  });

  test('a stranger who wrote in a group is told alone', async () => {
    const { call, write, outbox } = await contacts(engine);
    const { id } = await write(TONO, '@bot u1 load', '120363@g.us');
    await call('PATCH', `/contacts/${id}`, { status: 'approved' });
    expect(await outbox()).toMatchObject([{ recipient: TONO }]);
  });

  test('nobody is told who never wrote, was blocked before, or is blocked now', async () => {
    const { call, write, make, outbox } = await contacts(engine);
    const silent = await make({ phone: SARI });
    await call('PATCH', `/contacts/${silent.id}`, { status: 'approved' });
    const { id } = await write(TONO);
    await call('PATCH', `/contacts/${id}`, { status: 'blocked' });
    await call('PATCH', `/contacts/${id}`, { status: 'approved' });
    expect(await outbox()).toEqual([]);
  });

  test('a change is counted, so that the next message sees it, and tells before and after', async () => {
    const { call, make, audited, db } = await contacts(engine);
    const { id } = await make({ phone: SARI, name: 'Sari' });
    const before = await readVersions(db.read);
    const saved = await call('PATCH', `/contacts/${id}`, {
      status: 'blocked',
      grants: { all: true },
    });
    expect(saved.body).toMatchObject({ status: 'blocked', grants: { all: true }, name: 'Sari' });
    expect((await readVersions(db.read)).contacts).not.toBe(before.contacts);
    expect((await audited()).at(-1)).toEqual({
      action: 'contacts.changed',
      actor: 'admin-tester',
      details: {
        id,
        name: 'Sari',
        before: { status: 'pending', grants: { groupIds: [], sourceIds: [] } },
        after: { status: 'blocked', grants: { all: true } },
      },
    });
  });

  test('the second of two editors of one state is told so, and nobody is let in', async () => {
    const { call, write, outbox } = await contacts(engine);
    const { id } = await write(TONO);
    const { updatedAt } = (await call('GET', `/contacts/${id}`)).body as Body;
    await call('PATCH', `/contacts/${id}`, { status: 'blocked', updatedAt });
    const second = await call('PATCH', `/contacts/${id}`, { status: 'approved', updatedAt });
    expect(second).toMatchObject({
      status: 409,
      body: { error: { code: 'http.changed_meanwhile' } },
    });
    expect((await call('GET', `/contacts/${id}`)).body).toMatchObject({ status: 'blocked' });
    expect(await outbox()).toEqual([]);
  });

  test('a list is searched by name, phone and address, filtered and paged', async () => {
    const { call, make, write } = await contacts(engine);
    await make({ name: 'Sari', phone: SARI, status: 'approved' });
    await make({ name: 'Budi', addresses: ['987@lid'] });
    const { id } = await write(TONO);
    const names = async (query: string) =>
      ((await call('GET', `/contacts?${query}`)).body as { items: { name: string }[] }).items.map(
        ({ name }) => name,
      );
    expect(await names('sort=name')).toEqual(['Budi', 'Sari', 'Tono']);
    expect(await names('q=sari')).toEqual(['Sari']);
    expect(await names('q=0000009')).toEqual(['Tono']);
    expect(await names('q=987')).toEqual(['Budi']);
    expect(await names('status=approved')).toEqual(['Sari']);
    expect((await call('GET', `/contacts/${id}`)).body).toMatchObject({
      lastMessageAt: '2026-11-27T04:00:00.000Z',
      addresses: [TONO],
    });
    const first = (await call('GET', '/contacts?sort=name&limit=2')).body as { nextCursor: string };
    expect(await names(`sort=name&limit=2&cursor=${first.nextCursor}`)).toEqual(['Tono']);
    for (const wrong of ['status=friend', 'sort=grants', 'colour=1']) {
      expect((await call('GET', `/contacts?${wrong}`)).status).toBe(400);
    }
    const file = await call('GET', '/contacts?format=csv&sort=name');
    expect(file.text).toContain(`"[""987@lid""]"`);
    expect(file.text.trim().split('\r\n')).toHaveLength(4);
  });

  test('what another program wrote and nobody understands is shown as nothing', async () => {
    const { call, make, db } = await contacts(engine);
    const { id } = await make({ phone: SARI });
    const odd = { language: 'klingon', grants: { groupIds: 7 } };
    await db.write((tx) => tx.updateTable('contacts').set(odd).where('id', '=', id).execute());
    expect(await call('GET', '/contacts')).toMatchObject({
      status: 200,
      body: { items: [{ language: null, grants: { groupIds: [], sourceIds: [] } }] },
    });
  });

  test('a deleted contact is gone, and a second time there is none', async () => {
    const { call, make, audited, db } = await contacts(engine);
    const { id } = await make({ phone: SARI });
    expect((await call('DELETE', `/contacts/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await call(method, `/contacts/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'contacts.not_found' } },
      });
    }
    expect((await call('PATCH', `/contacts/${id}`, { name: 'x' })).status).toBe(404);
    expect(await audited()).toHaveLength(2);
    await expect(db.write((tx) => deleteContact(tx, id))).rejects.toMatchObject({
      code: 'contacts.not_found',
    });
  });

  test('a viewer changes nothing, a stranger sees nothing', async () => {
    const { call } = await contacts(engine);
    expect((await call('POST', '/contacts', { phone: SARI }, 'viewer')).status).toBe(403);
    expect((await call('GET', '/contacts', undefined, 'nobody')).status).toBe(401);
  });
});

const NEXT_DAY = '2026-11-28T04:00:00.000Z';
