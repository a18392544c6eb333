import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { startWhatsappCloud } from '../simulators/whatsapp-cloud/index.ts';
import { openDatabase } from '../src/db/index.ts';
import { writeSetting } from '../src/settings/index.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import { CLOUD_CONFIG, cloudWebhook, postWebhook } from './support/cloud-webhook.ts';
import { startPlantline } from './support/start-plantline.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';
import { readOutcome } from './torture/read-outcome.ts';

const MINUTE_MS = 60_000;
const INTERNAL = /127\.0\.0\.1|localhost|https?:\/\/|ECONN|[Ee]rror:|graph\.facebook/;
const WAIT = { timeout: 60_000, interval: 200 };

let plant: Awaited<ReturnType<typeof startPiWebApi>>;
let cloud: Awaited<ReturnType<typeof startWhatsappCloud>>;
beforeAll(async () => {
  plant = await startPiWebApi({ port: 0 });
  cloud = await startWhatsappCloud({ ...CLOUD_CONFIG });
});
afterAll(async () => {
  await plant.close();
  await cloud.close();
});

test('the network gone for an hour: the status says so plainly, nothing is lost, and all goes out afterwards', async () => {
  let now = new Date();
  const { hostname, port } = new URL(cloud.url);
  const wire = await startTcpProxy({ host: hostname, port: Number(port) });
  const running = await startPlantline({
    clock: () => now,
    plant: { url: plant.url, close: async () => {} },
    env: { PLANTLINE_WHATSAPP_CLOUD_URL: `http://${wire.host}:${wire.port}` },
  });
  onTestFinished(async () => {
    await running.stop();
    await wire.close();
  });
  const db = await openDatabase(running.config.databaseUrl);
  await db.write((tx) => writeSetting(tx, 'access.mode', 'open', new Date()));
  await db.close();
  const address = running.app.address();
  const call = callAsAdmin(running.config, address, () => now);
  const set = await call('PATCH', '/transports/whatsapp-cloud', {
    config: CLOUD_CONFIG,
    active: true,
  });
  expect(set.status, await set.text()).toBe(200);

  async function ask(id: string, person: number): Promise<void> {
    const from = `62812000001${String(person).padStart(2, '0')}`;
    // Whoever wrote within a day may be written to; the webhook itself is made here, not by the network.
    await cloud.write({ from, text: 'hello' });
    const body = cloudWebhook([{ id, from, text: 'u1 load' }], now);
    expect((await postWebhook(address, body)).status).toBe(200);
  }
  const outcome = async () => await readOutcome({ config: running.config, env: {} });
  const statuses = async () =>
    (await outcome()).questions.flatMap(({ texts }) => texts.map(({ status }) => status));

  await ask('before', 0);
  await vi.waitFor(async () => expect(await statuses()).toEqual(['sent']), WAIT);

  await wire.refuse(true);
  for (let tenth = 0; tenth < 6; tenth += 1) {
    await ask(`gone-${tenth}`, tenth);
    await vi.waitFor(async () => expect(await statuses()).toHaveLength(tenth + 2), WAIT);
    now = new Date(now.getTime() + 10 * MINUTE_MS);
  }
  await vi.waitFor(async () => {
    const body = (await (await call('GET', '/whatsapp/status')).json()) as {
      transports: { kind: string; isReady: boolean; detail: string; needsAdmin: boolean }[];
    };
    const state = body.transports.find(({ kind }) => kind === 'whatsapp-cloud');
    expect(state).toMatchObject({ isReady: false, needsAdmin: false });
    expect(state?.detail).toMatch(/\S/);
    expect(state?.detail).not.toMatch(INTERNAL);
  }, WAIT);
  expect((await statuses()).filter((status) => status === 'sent')).toHaveLength(1);

  await wire.refuse(false);
  await vi.waitFor(
    async () => expect(await statuses()).toEqual(Array.from({ length: 7 }, () => 'sent')),
    WAIT,
  );
  const { questions, orphans } = await outcome();
  expect(questions.map(({ texts }) => texts.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(orphans).toBe(0);
}, 180_000);
