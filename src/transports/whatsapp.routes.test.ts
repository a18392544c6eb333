import { describe, expect, test, vi } from 'vitest';
import type { TransportPlugin } from '#sdk';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { scriptedTransport } from '../../tests/support/scripted-transport.ts';
import { SECRETS, transportsOf } from '../../tests/support/transports-server.ts';
import type { Engine } from '../db/index.ts';
import { simulator } from '../plugins/simulator/index.ts';
import { findConnection, updateConnection } from './connection.repository.ts';
import type { Transports } from './create-transports.ts';
import { transportRoutes } from './transports.routes.ts';
import { whatsappRoutes } from './whatsapp.routes.ts';

const AT = new Date('2026-11-26T00:00:00.000Z');
const WEB = 'whatsapp-web';
const CLOUD = 'whatsapp-cloud';

async function whatsapp(engine: Engine, ...plugins: TransportPlugin[]) {
  const all = [simulator, ...plugins];
  let transports: (Transports & { events: unknown[] }) | undefined;
  const server = await routeServer(engine, ({ db, change, clock }) => {
    transports = transportsOf(db, all);
    const publicUrl = 'https://plantline.example.com';
    const both = { db, change, clock, plugins: all, transports, secrets: SECRETS, publicUrl };
    return [whatsappRoutes(both), transportRoutes(both)];
  });
  await transports?.start();
  return { ...server, transports: transports as Transports };
}

describe.each(ENGINES)('WhatsApp over HTTP on %s', (engine) => {
  test('a Plantline without WhatsApp says so, whatever another program left in the table', async () => {
    const { call, db } = await whatsapp(engine);
    const left = { isReady: true, phoneNumber: '+62811', botId: 'x', reconnectAttempts: 2 };
    await db.write((tx) => updateConnection(tx, left, AT));
    expect((await call('GET', '/whatsapp/status', undefined, 'user')).body).toMatchObject({
      isLinked: false,
      isReady: false,
      isInitializing: false,
      phoneNumber: null,
      botId: null,
      reconnectAttempts: 0,
      lastUpdate: AT.toISOString(),
      phase: 'off',
      canLink: false,
      notice: null,
      charges: [],
      stuckEvents: 0,
      transports: [{ kind: 'simulator', isReady: true, isSetUp: true }],
    });
    for (const [method, path] of [
      ['POST', '/whatsapp/connect'],
      ['POST', '/whatsapp/disconnect'],
      ['GET', '/whatsapp/qr'],
    ] as const) {
      expect(await call(method, path)).toMatchObject({
        status: 409,
        body: { error: { code: 'whatsapp.not_available' } },
      });
      expect((await call(method, path, undefined, 'user')).status).toBe(403);
    }
    expect((await call('GET', '/whatsapp/status', undefined, 'viewer')).status).toBe(403);
  });

  test('a phone is linked by a picture or a code, and the link is ended, each with an entry in the audit log', async () => {
    const web = scriptedTransport(WEB, { isLinked: true, notice: 'Not official.' });
    const linking = { isReady: false, phase: 'linking', detail: 'Scan the code.' } as const;
    web.stand(linking);
    const { call, db, audited } = await whatsapp(engine, web.plugin);
    expect((await call('GET', '/whatsapp/qr')).body).toEqual({
      qr: null,
      pairingCode: null,
      expiresAt: null,
    });
    expect((await call('POST', '/whatsapp/connect')).body).toMatchObject({
      isLinked: false,
      isInitializing: true,
      phase: 'linking',
      canLink: true,
      notice: 'Not official.',
    });
    const again = await call('POST', '/whatsapp/connect', { phone: '+62 811-0000 0001' });
    expect(again.status).toBe(200);
    expect(web.linked).toEqual([undefined, '+6281100000001']);
    expect((await call('POST', '/whatsapp/connect', { phone: '0811' })).status).toBe(400);
    web.stand(linking, { qr: 'q', pairingCode: 'ABCD-EFGH', expiresAt: AT });
    expect((await call('GET', '/whatsapp/qr')).body).toEqual({
      qr: 'q',
      pairingCode: 'ABCD-EFGH',
      expiresAt: AT.toISOString(),
    });
    web.stand({ isReady: true, detail: 'Linked.', account: { phone: '+62811', id: 'me' } });
    expect((await call('GET', '/whatsapp/status')).body).toMatchObject({
      isLinked: true,
      isReady: true,
      phoneNumber: '+62811',
      botId: 'me',
    });
    const ended = await call('POST', '/whatsapp/disconnect');
    expect(ended.body).toMatchObject({ isLinked: false, isReady: false, phase: 'off' });
    expect([web.ended, web.closes]).toEqual([1, 1]);
    await vi.waitUntil(async () => (await findConnection(db.read))?.isReady === false);
    expect((await audited()).map(({ action }) => action)).toEqual([
      'transports.link_started',
      'transports.link_started',
      'transports.link_ended',
    ]);
  });

  test('one that cannot be opened says why when it is to be linked', async () => {
    const web = scriptedTransport(WEB, { isLinked: true });
    const { call, db } = await whatsapp(engine, web.plugin);
    const config = { secret: SECRETS.encrypt('x', 'elsewhere') };
    await db.write((tx) =>
      tx.insertInto('transports').values({ kind: WEB, config, active: false }).execute(),
    );
    expect(await call('POST', '/whatsapp/connect')).toMatchObject({
      status: 409,
      body: { error: { code: 'transports.not_open' } },
    });
  });

  test('a link whose device cannot be opened is ended all the same: its keys are wiped', async () => {
    const web = scriptedTransport(WEB, { isLinked: true });
    const { call, db, transports } = await whatsapp(engine, web.plugin);
    await call('POST', '/whatsapp/connect');
    await web.open[0]?.store.write([{ kind: 'creds', id: 'me', value: 'k' }]);
    web.connectFails = new Error('It does not start.');
    await call('PATCH', `/transports/${WEB}`, { config: { number: '2' } });
    await vi.waitUntil(() => transports.states()[1]?.reason === 'connect_failed');
    expect((await call('POST', '/whatsapp/disconnect')).body).toMatchObject({ phase: 'off' });
    expect(await db.read.selectFrom('transport_store').selectAll().execute()).toEqual([]);
  });

  test('a transport is set up, its secret kept and shown to nobody, changed, tried and switched off', async () => {
    const cloud = scriptedTransport(CLOUD, { isCalled: true });
    const { call, transports, audited, db } = await whatsapp(engine, cloud.plugin);
    const listed = async () => {
      const { body } = await call('GET', '/transports');
      return (body as { items: Record<string, unknown>[] }).items.find(
        ({ kind }) => kind === CLOUD,
      );
    };
    expect(await listed()).toMatchObject({
      active: false,
      isSetUp: false,
      config: {},
      webhookUrl: 'https://plantline.example.com/webhooks/whatsapp',
      configSchema: { properties: { secret: { secret: true } } },
      status: { phase: 'off' },
    });
    const path = `/transports/${CLOUD}`;
    const first = await call('PATCH', path, { config: { number: '1', secret: 'hush' } });
    expect(first.body).toMatchObject({ active: true, isSetUp: true, secretsSet: ['secret'] });
    expect(first.text).not.toContain('hush');
    await vi.waitUntil(() => transports.find(CLOUD));
    const second = await call('PATCH', path, { config: { number: '2' } });
    expect(second.body).toMatchObject({ config: { number: '2' }, secretsSet: ['secret'] });
    await vi.waitUntil(() => cloud.connects === 2);
    expect(cloud.configs.at(-1)).toEqual({ number: '2', secret: 'hush' });
    expect((await call('POST', `${path}/test`)).body).toMatchObject({
      status: 'success',
      steps: [{ name: 'connection', ok: true }],
    });
    expect((await call('PATCH', path, { active: false })).body).toMatchObject({ active: false });
    expect((await call('POST', `${path}/test`)).body).toMatchObject({ status: 'failed' });
    const stored = await db.read.selectFrom('transports').select('config').execute();
    expect(JSON.stringify([stored, await audited()])).not.toContain('hush');
    expect((await audited()).map(({ action }) => action)).toEqual([
      'transports.changed',
      'transports.changed',
      'transports.tested',
      'transports.changed',
      'transports.tested',
    ]);
    // Switched on again, it is as it was.
    await call('PATCH', path, { active: true });
    await vi.waitUntil(() => cloud.connects === 3);
    expect(cloud.configs.at(-1)).toEqual({ number: '2', secret: 'hush' });
  });

  test.each([
    ['a field nobody knows', { config: { colour: 'red' } }, 400],
    ['a field of the wrong kind', { config: { number: 7 } }, 400],
    ['a change of what is always on', undefined, 409],
  ])('%s is refused in plain words', async (_what, change, status) => {
    const cloud = scriptedTransport(CLOUD);
    const { call } = await whatsapp(engine, cloud.plugin);
    const path = change ? `/transports/${CLOUD}` : '/transports/simulator';
    const answer = await call('PATCH', path, change ?? { active: false });
    expect(answer.status).toBe(status);
    expect((await call('PATCH', '/transports/pigeon', {})).status).toBe(404);
    expect((await call('PATCH', path, {}, 'user')).status).toBe(403);
    expect((await call('GET', '/transports', undefined, 'user')).status).toBe(403);
  });

  test('what somebody else changed meanwhile is not overwritten', async () => {
    const cloud = scriptedTransport(CLOUD);
    const { call } = await whatsapp(engine, cloud.plugin);
    const path = `/transports/${CLOUD}`;
    const { body } = await call('PATCH', path, { config: { number: '1' } });
    const { updatedAt } = body as { updatedAt: string };
    await call('PATCH', path, { config: { number: '2' } });
    const late = await call('PATCH', path, { config: { number: '3' }, updatedAt });
    expect(late.status).toBe(409);
  });
});
