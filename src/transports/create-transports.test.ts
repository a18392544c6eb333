import { describe, expect, test, vi } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { scriptedTransport } from '../../tests/support/scripted-transport.ts';
import { SECRETS, transportsOf } from '../../tests/support/transports-server.ts';
import { AppError } from '#sdk';
import type { Db } from '../db/index.ts';
import { simulator } from '../plugins/simulator/index.ts';
import { findConnection } from './connection.repository.ts';
import { listCharges } from './charges.repository.ts';
import { putTransport } from './transports.repository.ts';

const AT = new Date('2026-11-27T05:00:00.000Z');
const WEB = 'whatsapp-web';

async function setUp(db: Db, config: Readonly<Record<string, unknown>> = {}, active = true) {
  const sealed = SECRETS.encryptFields(config, ['secret'], WEB);
  await db.write((tx) => putTransport(tx, { kind: WEB, config: sealed, active }, AT));
}

describe.each(ENGINES)('transports on %s', (engine) => {
  test('what is always on is open after the start, and what nobody set up is off', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    const transports = transportsOf(db, [simulator, web.plugin]);
    await transports.start();
    expect(transports.ready().map(({ kind }) => kind)).toEqual(['simulator']);
    expect(transports.states()).toMatchObject([
      { kind: 'simulator', isReady: true, phase: 'ready', isSetUp: true },
      { kind: WEB, isReady: false, phase: 'off', isSetUp: false },
    ]);
    expect(web.connects).toBe(0);
  });

  test('what is set up is connected with its secrets readable, again when it is changed, and closed when switched off', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    await setUp(db, { number: '1', secret: 'hush' });
    const transports = transportsOf(db, [web.plugin]);
    await transports.start();
    await vi.waitUntil(() => transports.find(WEB));
    expect(web.configs).toEqual([{ number: '1', secret: 'hush' }]);
    await transports.refresh();
    expect(web.connects).toBe(1);
    await setUp(db, { number: '2' });
    await transports.refresh();
    await vi.waitUntil(() => transports.find(WEB));
    expect([web.connects, web.closes]).toEqual([2, 1]);
    await setUp(db, { number: '2' }, false);
    await transports.refresh();
    expect(transports.find(WEB)).toBeUndefined();
    expect(web.closes).toBe(2);
    expect(transports.states()).toMatchObject([{ phase: 'off', isSetUp: true }]);
  });

  test('a change by another process is seen without being told', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    const transports = transportsOf(db, [web.plugin], { lookEveryMs: 20 });
    await transports.start();
    await setUp(db);
    await vi.waitUntil(() => transports.find(WEB));
  });

  test('of two processes one is connected, and the other takes over when that one ends', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    const first = transportsOf(db, [web.plugin], { leaseMs: 400 });
    const second = transportsOf(db, [web.plugin], { leaseMs: 400 });
    // On SQLite a process takes at its start what a dead one left, so the last to start is the one.
    await setUp(db);
    await first.start();
    await vi.waitUntil(() => first.find(WEB));
    if (engine === 'postgresql') {
      await second.start();
      await vi.waitUntil(() => second.states()[0]?.reason === 'elsewhere');
      expect(web.open).toHaveLength(1);
      await first.stop();
      await vi.waitUntil(() => second.find(WEB), 5_000);
      return;
    }
    await second.start();
    await vi.waitUntil(() => second.find(WEB) && !first.find(WEB), 5_000);
    expect(first.states()[0]?.reason).toBe('elsewhere');
    expect(web.open).toHaveLength(1);
    await second.stop();
    await vi.waitUntil(() => first.find(WEB), 5_000);
  });

  test('one that cannot be connected says why, and is tried again', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    web.connectFails = new AppError('upstream', 'net.away', 'The network does not answer.');
    await setUp(db);
    const transports = transportsOf(db, [web.plugin]);
    await transports.start();
    await vi.waitUntil(() => transports.states()[0]?.reason === 'net_away');
    expect(transports.states()).toMatchObject([
      { phase: 'connecting', detail: 'The network does not answer.', needsAdmin: false },
    ]);
    web.connectFails = undefined;
    await vi.waitUntil(() => transports.find(WEB), 5_000);
  });

  test('a secret that cannot be read needs an administrator, and stays as it is', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    const config = { secret: SECRETS.encrypt('hush', 'another.place') };
    await db.write((tx) => putTransport(tx, { kind: WEB, config, active: true }, AT));
    const transports = transportsOf(db, [web.plugin]);
    await transports.start();
    await vi.waitUntil(() => transports.states()[0]?.needsAdmin);
    expect(transports.states()).toMatchObject([
      { phase: 'stopped', reason: 'secrets_wrong_key', detail: expect.stringContaining('key') },
    ]);
    expect(web.connects).toBe(0);
    const rows = await db.read.selectFrom('transports').select('config').execute();
    expect(rows).toEqual([{ config }]);
  });

  test('one that connects for ever is switched off all the same, and closed should it connect in the end', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    const connected = Promise.withResolvers<void>();
    web.connectWaits = connected.promise;
    await setUp(db);
    const transports = transportsOf(db, [web.plugin]);
    await transports.start();
    await vi.waitUntil(() => web.connects === 1);
    await setUp(db, {}, false);
    await transports.refresh();
    expect(transports.states()[0]?.phase).toBe('off');
    connected.resolve();
    await vi.waitUntil(() => web.closes === 1);
  });

  test('the row other programs read follows the link from its code to its end', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB, { isLinked: true });
    const linking = { isReady: false, phase: 'linking', detail: 'Scan the code.' } as const;
    web.stand(linking, { qr: 'first', pairingCode: null, expiresAt: AT });
    await setUp(db);
    const transports = transportsOf(db, [web.plugin]);
    const row = async () => await findConnection(db.read);
    await transports.start();
    await vi.waitUntil(async () => (await row())?.qrData === 'first');
    expect(await row()).toMatchObject({ isReady: false, isInitializing: true });
    web.stand(linking, { qr: 'second', pairingCode: null, expiresAt: AT });
    await vi.waitUntil(async () => (await row())?.qrData === 'second');
    web.stand({
      isReady: true,
      detail: 'Linked.',
      account: { phone: '+6281100000000', id: '6281100000000@s.whatsapp.net' },
    });
    await vi.waitUntil(async () => (await row())?.isReady);
    expect(await row()).toMatchObject({
      isInitializing: false,
      qrData: null,
      phoneNumber: '+6281100000000',
      botNumber: '6281100000000',
      botId: '6281100000000@s.whatsapp.net',
    });
    expect(transports.events).toContainEqual({ kind: 'transport', id: WEB, isReady: true });
    await transports.stop();
    expect(await row()).toMatchObject({ isReady: false, isInitializing: false });
  });

  test('charges are counted by day, and told for the month', async () => {
    const db = await freshDatabase(engine);
    const web = scriptedTransport(WEB);
    await setUp(db);
    const transports = transportsOf(db, [web.plugin]);
    await transports.start();
    const tools = await vi.waitUntil(() => web.open[0]);
    const at = (day: string) => new Date(`${day}T23:59:00.000Z`);
    await tools.onCharge({ category: 'service', isBillable: false, at: at('2026-10-31') });
    for (const day of ['2026-11-01', '2026-11-27', '2026-11-27']) {
      await tools.onCharge({ category: 'utility', isBillable: true, at: at(day) });
    }
    expect(await listCharges(db.read, AT)).toEqual([
      { transport: WEB, category: 'utility', isBillable: true, messages: 3 },
    ]);
  });
});

test('a client that is not official says so once, when it is connected', async () => {
  const db = await freshDatabase('sqlite');
  const notice = 'This client is not official.';
  const web = scriptedTransport(WEB, { notice });
  const warned: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (_details: object, message: string) => void warned.push(message),
    error() {},
  };
  await setUp(db);
  const transports = transportsOf(db, [web.plugin], { log });
  await transports.start();
  await vi.waitUntil(() => transports.find(WEB));
  expect(warned).toEqual([notice]);
});
