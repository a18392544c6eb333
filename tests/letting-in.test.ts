import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCliToken } from '../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';
import { ENGINES } from './support/databases.ts';
import { startPlantline, SUPERVISOR, type RunningPlant } from './support/start-plantline.ts';
import { storePlace, type StorePlace } from './support/store-place.ts';

const TONO = '+6281299999999';
type Item = { readonly id: string; readonly status: string; readonly [name: string]: unknown };

describe.each(ENGINES)('an administrator of a running Plantline on %s', (engine) => {
  let place: StorePlace;
  let plant: RunningPlant;
  beforeAll(async () => {
    place = await storePlace(engine);
    plant = await startPlantline(place);
  });
  afterAll(async () => {
    await plant.stop();
    await place.drop();
  });

  async function authorization(): Promise<string> {
    const key = deriveKey(loadSecretKey(undefined, place.dataDir), 'cli');
    return `Bearer ${await createCliToken(key, new Date())}`;
  }

  async function call<Body>(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object) {
    const response = await plant.app.http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: await authorization() },
      ...(payload && { payload }),
    });
    expect(response.statusCode, response.body).toBeLessThan(300);
    return response.json<Body>();
  }

  const list = async (path: string) => (await call<{ items: Item[] }>('GET', path)).items;

  async function until<T>(read: () => Promise<T>, isRight: (read: T) => boolean): Promise<T> {
    for (let tries = 0; tries < 100; tries++) {
      const seen = await read();
      if (isRight(seen)) return seen;
      await sleep(30);
    }
    return await read();
  }

  test('lets a stranger in, who is told so and answered from then on', async () => {
    const [waiting] = await plant.ask('beban u1 berapa?', TONO);
    expect(waiting?.text).toContain('Administrator harus');
    const [stranger] = await list('/contacts?status=pending');
    expect(stranger).toMatchObject({ phone: TONO, addresses: [TONO] });
    const overview = await call<{ attention: { kind: string }[] }>('GET', '/overview');
    expect(overview.attention.map(({ kind }) => kind)).toContain('contacts_pending');

    const [group] = await list('/trigger-groups?q=unit%201');
    const grants = { groupIds: [group?.id], sourceIds: [] };
    await call('PATCH', `/contacts/${stranger?.id}`, { status: 'approved', grants });
    const told = await until(
      () => list(`/outgoing-messages?type=manual&recipient=${encodeURIComponent(TONO)}`),
      ([message]) => message?.status === 'sent',
    );
    expect(told).toMatchObject([{ status: 'sent', transport: 'simulator' }]);
    expect(told[0]?.['message']).toContain('*bantuan*');

    const [answer] = await plant.ask('u1 load', TONO);
    expect(answer?.text).toMatch(/\*[\d.,]+ MW\*/);
    const [refused] = await plant.ask('u2 load', TONO);
    expect(refused?.facts).toEqual([]);

    await call('PATCH', `/contacts/${stranger?.id}`, { status: 'blocked' });
    expect(await plant.ask('u1 load', TONO)).toEqual([]);
  });

  test('sees who asked what, what was answered and from which data', async () => {
    await plant.ask('u1 load');
    const [message] = await list('/messages?limit=1');
    expect(message).toMatchObject({ text: 'u1 load', sender: SUPERVISOR, status: 'processed' });
    const shown = await call<{ replies: { facts: object[] }[] }>('GET', `/messages/${message?.id}`);
    expect(shown.replies).toMatchObject([{ status: 'sent' }]);
    const [fact] = shown.replies[0]?.facts ?? [];
    expect(fact).toMatchObject({ tag: 'U1_LOAD_NET', unit: 'MW', kind: 'value' });
    const overview = await call<{ today: { messages: number; p50Ms: number } }>('GET', '/overview');
    expect(overview.today.messages).toBeGreaterThan(0);
    expect(overview.today.p50Ms).toBeLessThan(9_000);
  });

  test('sends a message by hand, and it goes out', async () => {
    const made = await call<Item>('POST', '/outgoing-messages', {
      recipient: SUPERVISOR,
      message: 'Unit 1 is back.',
    });
    const sent = await until(
      () => call<Item>('GET', `/outgoing-messages/${made.id}`),
      ({ status }) => status === 'sent',
    );
    expect(sent).toMatchObject({ status: 'sent', transport: 'simulator' });
  });

  test('hears what happens by ids only, and holds up no stop', async () => {
    const leave = new AbortController();
    const headers = { authorization: await authorization() };
    const url = `${plant.app.address()}/api/v1/events`;
    const response = await fetch(url, { headers, signal: leave.signal });
    expect(response.status).toBe(200);
    let heard = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const part of response.body ?? []) heard += decoder.decode(part as Uint8Array);
    })().catch(() => undefined);
    await plant.ask('u1 load');
    await call('POST', '/outgoing-messages', { recipient: SUPERVISOR, message: 'secret words' });
    await until(
      async () => heard,
      (text) => text.includes('outgoing-messages'),
    );
    expect(heard).toMatch(/event: message\ndata: \{"id":"[^"]+","status":"answered"\}/);
    expect(heard).toMatch(/event: outbox\ndata: \{"id":\d+,"status":"sent"\}/);
    expect(heard).toMatch(/event: change\ndata: \{"collection":"outgoing-messages","id":\d+\}/);
    expect(heard).not.toMatch(/secret|MW|\+62/);
    const startedAt = performance.now();
    await plant.stop();
    await reading;
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    plant = await startPlantline(place);
  });
});
