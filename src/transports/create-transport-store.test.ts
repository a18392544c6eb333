import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db } from '../db/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { createLease } from './create-lease.ts';
import { createTransportStore, sweepTransportStore } from './create-transport-store.ts';

const NOW = new Date('2026-11-23T07:00:00.000Z');
const LATER = new Date('2026-11-23T08:00:00.000Z');
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

function processOn(db: Db, key = 1, transport = 'whatsapp-web') {
  let now = NOW;
  const clock = () => now;
  const lease = createLease({
    db,
    clock,
    log: QUIET,
    name: `transport:${transport}`,
    onLost() {},
  });
  const secrets = createSecretBox(Buffer.alloc(32, key));
  const store = createTransportStore({ db, secrets, clock, transport, lease });
  return { lease, store, at: (instant: Date) => void (now = instant) };
}

describe.each(ENGINES)('what a transport keeps, on %s', (engine) => {
  test('is read as it was written, each transport for itself, and is not readable in the table', async () => {
    const db = await freshDatabase(engine);
    const web = processOn(db);
    const cloud = processOn(db, 1, 'whatsapp-cloud');
    await web.lease.take();
    await cloud.lease.take();
    await web.store.write([
      { kind: 'creds', id: 'me', value: 'a private key 🔑' },
      { kind: 'session', id: 'a', value: '1' },
      { kind: 'session', id: 'b', value: '2' },
    ]);
    await cloud.store.write([{ kind: 'session', id: 'a', value: 'of the cloud' }]);
    await web.store.write([
      { kind: 'session', id: 'a', value: '3' },
      { kind: 'session', id: 'b', value: null },
    ]);
    expect(await web.store.read('session', ['a', 'b', 'c'])).toEqual(new Map([['a', '3']]));
    expect(await web.store.list('creds')).toEqual(new Map([['me', 'a private key 🔑']]));
    expect(await cloud.store.list('session')).toEqual(new Map([['a', 'of the cloud']]));
    const rows = await db.read.selectFrom('transport_store').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('private key');
    await web.store.clear(['session']);
    expect(await web.store.list('session')).toEqual(new Map());
    expect((await web.store.list('creds')).size).toBe(1);
    await web.store.clear();
    expect((await web.store.list('creds')).size).toBe(0);
    expect((await cloud.store.list('session')).size).toBe(1);
  });

  test('a value moved to another place in the table cannot be read', async () => {
    const db = await freshDatabase(engine);
    const { lease, store } = processOn(db);
    await lease.take();
    await store.write([{ kind: 'session', id: 'a', value: '1' }]);
    await db.write((tx) => tx.updateTable('transport_store').set({ id: 'b' }).execute());
    await expect(store.read('session', ['b'])).rejects.toMatchObject({ code: 'secrets.wrong_key' });
  });

  test('with another key it says so in plain words, and nothing is wiped', async () => {
    const db = await freshDatabase(engine);
    const before = processOn(db);
    await before.lease.take();
    await before.store.write([{ kind: 'creds', id: 'me', value: 'k' }]);
    await before.lease.release();
    const after = processOn(db, 2);
    await after.lease.take();
    await expect(after.store.list('creds')).rejects.toMatchObject({ code: 'secrets.wrong_key' });
    expect(await before.store.list('creds')).toEqual(new Map([['me', 'k']]));
  });

  test('who was overtaken writes nothing any more, not even in part', async () => {
    const db = await freshDatabase(engine);
    const first = processOn(db);
    const second = processOn(db);
    await first.lease.take();
    await first.store.write([{ kind: 'session', id: 'a', value: 'first' }]);
    first.at(NOW);
    second.at(LATER);
    expect(await second.lease.take()).toBe(true);
    await second.store.write([{ kind: 'session', id: 'a', value: 'second' }]);
    const late = first.store.write([
      { kind: 'session', id: 'b', value: 'first' },
      { kind: 'session', id: 'a', value: 'first' },
    ]);
    await expect(late).rejects.toMatchObject({ code: 'transports.lease_lost' });
    await expect(first.store.clear()).rejects.toMatchObject({ code: 'transports.lease_lost' });
    expect(await second.store.list('session')).toEqual(new Map([['a', 'second']]));
  });

  test('what has had its time is not read any more, and is swept', async () => {
    const db = await freshDatabase(engine);
    const { lease, store, at } = processOn(db);
    await lease.take();
    const keepUntil = new Date(NOW.getTime() + 60_000);
    await store.write([
      { kind: 'sent', id: 'a', value: '1', keepUntil },
      { kind: 'sent', id: 'b', value: '2' },
    ]);
    expect((await store.list('sent')).size).toBe(2);
    at(LATER);
    expect(await store.list('sent')).toEqual(new Map([['b', '2']]));
    expect(await db.write((tx) => sweepTransportStore(tx, LATER))).toBe(1);
  });

  test('a thousand ids are read at once', async () => {
    const db = await freshDatabase(engine);
    const { lease, store } = processOn(db);
    await lease.take();
    const ids = Array.from({ length: 1_000 }, (_, index) => `key ${index}`);
    await store.write(ids.map((id) => ({ kind: 'pre-key', id, value: id })));
    expect((await store.read('pre-key', ids)).size).toBe(1_000);
  });
});
