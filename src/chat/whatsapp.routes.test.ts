import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import { updateConnection } from './index.ts';
import { webhookRoutes } from './webhook.routes.ts';
import { whatsappRoutes } from './whatsapp.routes.ts';
import type { TransportState } from './whatsapp.schema.ts';

const SIMULATOR = { kind: 'simulator', title: 'Simulator', isReady: true, detail: 'Takes all.' };
const LINKED = {
  isReady: true,
  isInitializing: true,
  phoneNumber: '+6281100000000',
  botId: '6281100000000@s.whatsapp.net',
  reconnectAttempts: 2,
};
const AT = new Date('2026-11-26T00:00:00.000Z');

async function whatsapp(engine: Engine, ...transports: TransportState[]) {
  return await routeServer(engine, ({ db }) =>
    whatsappRoutes({ db, transports: () => [SIMULATOR, ...transports] }),
  );
}

function link(isReady: boolean): TransportState {
  return {
    kind: 'whatsapp-web',
    title: 'WhatsApp',
    isReady,
    detail: isReady ? 'Linked.' : 'Gone.',
  };
}

describe.each(ENGINES)('WhatsApp over HTTP on %s', (engine) => {
  test('a Plantline without WhatsApp says so, whatever another program left in the table', async () => {
    const { call, db } = await whatsapp(engine);
    const nothing = {
      isLinked: false,
      isReady: false,
      isInitializing: false,
      phoneNumber: null,
      botId: null,
      reconnectAttempts: 0,
      lastUpdate: null,
      transports: [SIMULATOR],
    };
    expect((await call('GET', '/whatsapp/status', undefined, 'user')).body).toEqual(nothing);
    await db.write((tx) => updateConnection(tx, LINKED, AT));
    expect((await call('GET', '/whatsapp/status')).body).toEqual({
      ...nothing,
      lastUpdate: AT.toISOString(),
    });
  });

  test('a link that is ready is shown with its number', async () => {
    const { call, db } = await whatsapp(engine, link(true));
    await db.write((tx) => updateConnection(tx, LINKED, AT));
    expect((await call('GET', '/whatsapp/status')).body).toEqual({
      ...LINKED,
      isLinked: true,
      isInitializing: false,
      lastUpdate: AT.toISOString(),
      transports: [SIMULATOR, link(true)],
    });
  });

  test('a link that is down is not ready, though the table says it was', async () => {
    const { call, db } = await whatsapp(engine, link(false));
    await db.write((tx) => updateConnection(tx, LINKED, AT));
    expect((await call('GET', '/whatsapp/status')).body).toMatchObject({
      isLinked: true,
      isReady: false,
      isInitializing: true,
    });
  });

  test.each([
    ['POST', '/whatsapp/connect'],
    ['POST', '/whatsapp/disconnect'],
    ['GET', '/whatsapp/qr'],
  ] as const)(
    '%s %s is for administrators, who are told that it cannot be linked yet',
    async (method, path) => {
      const { call } = await whatsapp(engine);
      expect(await call(method, path)).toMatchObject({
        status: 409,
        body: { error: { code: 'whatsapp.not_available' } },
      });
      expect((await call(method, path, undefined, 'user')).status).toBe(403);
    },
  );

  test('a viewer sees nothing of WhatsApp', async () => {
    const { call } = await whatsapp(engine);
    expect((await call('GET', '/whatsapp/status', undefined, 'viewer')).status).toBe(403);
  });
});

describe('the webhook of the Business Cloud API, which is not set up', () => {
  async function webhook() {
    const { app } = await routeServer('sqlite', () => []);
    await app.register(webhookRoutes());
    return app;
  }

  test('is not confirmed', async () => {
    const app = await webhook();
    const url = '/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1158201444';
    const response = await app.inject({ url });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ error: { code: 'whatsapp.webhook_not_confirmed' } });
    expect(response.body).not.toContain('1158201444');
  });

  test.each([
    ['JSON', 'application/json', '{"entry":[]}'],
    ['JSON that is none', 'application/json', '{"entry":'],
    ['a form', 'application/x-www-form-urlencoded', 'a=1'],
    ['a kind nobody knows', 'application/x-unknown', '\0\u{1F525}'],
    ['a kind that is none', ';;;', 'x'],
    ['no kind', undefined, 'x'],
    ['no body', undefined, undefined],
    ['3 MB', 'application/json', `"${'x'.repeat(3_000_000)}"`],
  ])('takes nothing: %s', async (_what, type, body) => {
    const app = await webhook();
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.server.closeAllConnections());
    const response = await fetch(`${address}/webhooks/whatsapp`, {
      method: 'POST',
      ...(body !== undefined && { body: Buffer.from(body) }),
      headers: {
        'x-hub-signature-256': 'sha256=00',
        ...(type !== undefined && { 'content-type': type }),
      },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'whatsapp.webhook_refused' } });
  });
});
