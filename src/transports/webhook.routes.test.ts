import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { SIGNATURE, scriptedTransport, signed } from '../../tests/support/scripted-transport.ts';
import { transportsOf } from '../../tests/support/transports-server.ts';
import type { Engine } from '../db/index.ts';
import { putTransport } from './transports.repository.ts';
import { countStuckWebhookEvents } from './webhook-events.repository.ts';
import { webhookRoutes } from './webhook.routes.ts';

const CLOUD = 'whatsapp-cloud';
const URL_PATH = '/webhooks/whatsapp';

async function server(engine: Engine, isSetUp = true) {
  const cloud = scriptedTransport(CLOUD, { isCalled: true });
  const { app, db } = await routeServer(engine, () => []);
  let now = Date.now();
  const transports = transportsOf(db, [cloud.plugin], { clock: () => new Date(now) });
  await app.register(webhookRoutes(transports));
  if (isSetUp) {
    await db.write((tx) => putTransport(tx, { kind: CLOUD, config: {}, active: true }, new Date()));
  }
  await transports.start();
  if (isSetUp) await vi.waitUntil(() => transports.find(CLOUD));
  return {
    app,
    db,
    cloud,
    transports,
    pass: (ms: number) => void (now += ms),
    post: async (body: string | Buffer, signature = signed(body)) =>
      await app.inject({
        method: 'POST',
        url: URL_PATH,
        payload: body,
        headers: { 'content-type': 'application/json', [SIGNATURE]: signature },
      }),
    async kept() {
      return await db.read.selectFrom('webhook_events').selectAll().orderBy('id').execute();
    },
  };
}

describe.each(ENGINES)('the webhook of the Business Cloud API on %s', (engine) => {
  test('takes what is signed, answers at once, and deals with it in the order it came', async () => {
    const { post, cloud, kept } = await server(engine);
    for (const number of [1, 2, 3]) {
      const response = await post(`{"number": ${number}}`);
      expect([response.statusCode, response.body]).toEqual([200, 'EVENT_RECEIVED']);
    }
    await vi.waitUntil(() => cloud.processed.length === 3);
    expect(cloud.processed).toEqual(['{"number": 1}', '{"number": 2}', '{"number": 3}']);
    await vi.waitUntil(async () => (await kept()).length === 0);
  });

  test('a body is judged by its bytes before it is read: none that is signed wrongly gets in', async () => {
    const { post, cloud, kept } = await server(engine);
    for (const signature of ['', '00', signed('{}', 'another-secret'), signed('{} ')]) {
      expect((await post('{}', signature)).statusCode).toBe(401);
    }
    expect(await kept()).toEqual([]);
    // What is no JSON, but signed, is the network's own business: kept, and told to whoever reads it.
    expect((await post('{"half')).statusCode).toBe(200);
    await vi.waitUntil(() => cloud.processed.length === 1);
  });

  test('three megabytes pass unchanged, five do not', async () => {
    const { post, cloud } = await server(engine);
    const large = `"${'é'.repeat(1_500_000)}"`;
    expect((await post(large)).statusCode).toBe(200);
    await vi.waitUntil(() => cloud.processed.length === 1, 5_000);
    expect(cloud.processed[0] === large).toBe(true);
    const refused = await post(Buffer.alloc(5_000_000, 'x'));
    expect(refused.statusCode).toBe(413);
    expect(refused.json().error.message).toContain('4194304 bytes');
  });

  test('what fails is tried again later, behind what came after it, and kept for a person in the end', async () => {
    const { post, cloud, kept, db, pass } = await server(engine);
    cloud.processFails = (body) => (body === 'bad' ? new Error('no') : undefined);
    await post('bad');
    await post('good');
    await vi.waitUntil(() => cloud.processed.length === 1);
    expect(cloud.processed).toEqual(['good']);
    for (let attempts = 1; attempts < 20; attempts += 1) {
      await vi.waitUntil(async () => (await kept())[0]?.attempts === attempts, 5_000);
      pass(3_600_000);
      await post(`wake ${attempts}`);
    }
    await vi.waitUntil(async () => (await countStuckWebhookEvents(db.read)) === 1, 5_000);
    expect((await kept())[0]).toMatchObject({ attempts: 20, error_message: expect.any(String) });
    cloud.processFails = undefined;
    await post('last');
    await vi.waitUntil(() => cloud.processed.includes('last'));
    expect(cloud.processed).not.toContain('bad');
  });

  test('what was kept before a crash is dealt with after the next start', async () => {
    const { post, cloud, db, transports } = await server(engine);
    cloud.processFails = () => new Error('the process is about to die');
    await post('kept');
    await transports.stop();
    const next = scriptedTransport(CLOUD, { isCalled: true });
    const clock = () => new Date(Date.now() + 60_000);
    await transportsOf(db, [next.plugin], { clock }).start();
    await vi.waitUntil(() => next.processed.length === 1, 5_000);
    expect(next.processed).toEqual(['kept']);
  });

  test('two hundred at once are each answered within 250 ms of their turn', async () => {
    const { app, cloud } = await server(engine);
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.server.closeAllConnections());
    const body = JSON.stringify({ text: 'x'.repeat(2_000) });
    const headers = { 'content-type': 'application/json', [SIGNATURE]: signed(body) };
    const tookMs: number[] = [];
    async function caller(): Promise<void> {
      for (let count = 0; count < 10; count += 1) {
        const startedAtMs = performance.now();
        const response = await fetch(address + URL_PATH, { method: 'POST', body, headers });
        tookMs.push(performance.now() - startedAtMs);
        expect(response.status).toBe(200);
        await response.text();
      }
    }
    await Promise.all(Array.from({ length: 20 }, caller));
    const sorted = tookMs.toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length * 0.5)]).toBeLessThan(250);
    await vi.waitUntil(() => cloud.processed.length === 200, 10_000);
  });

  test('is confirmed to who knows the token, in plain text', async () => {
    const { app } = await server(engine);
    const ask = (token: string) =>
      app.inject({
        url: `${URL_PATH}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
      });
    const confirmed = await ask('verify');
    expect([confirmed.statusCode, confirmed.body]).toEqual([200, '1158201444']);
    expect(confirmed.headers['content-type']).toMatch(/^text\/plain/u);
    expect((await ask('guess')).statusCode).toBe(403);
  });

  test('while it is set up and not connected, the network is asked to come again', async () => {
    const { app, db, cloud, transports } = await server(engine, false);
    cloud.connectFails = new Error('away');
    await db.write((tx) => putTransport(tx, { kind: CLOUD, config: {}, active: true }, new Date()));
    await transports.refresh();
    const response = await app.inject({ method: 'POST', url: URL_PATH, payload: '{}' });
    expect(response.statusCode).toBeGreaterThanOrEqual(500);
    expect(response.json()).toMatchObject({ error: { code: 'whatsapp.webhook_not_ready' } });
  });
});

describe('the webhook of the Business Cloud API, which is not set up', () => {
  test('is not confirmed', async () => {
    const { app } = await server('sqlite', false);
    const url = `${URL_PATH}?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1158201444`;
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
    const { app } = await server('sqlite', false);
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.server.closeAllConnections());
    const response = await fetch(address + URL_PATH, {
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
