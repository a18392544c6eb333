import { expect, onTestFinished, test, vi } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { startWhatsappCloud } from '../simulators/whatsapp-cloud/index.ts';
import { CLOUD_CONFIG } from './support/cloud-webhook.ts';
import { freshFolder } from './support/files.ts';
import { prepareServeStore, startServe } from './support/serve-process.ts';

const SOON = { timeout: 15_000, interval: 50 };

/** A Plantline on the Cloud API's wire, and people who wrote to it within a day. */
async function startOnCloud(people: readonly string[]) {
  const plant = await startPiWebApi({ port: 0 });
  const cloud = await startWhatsappCloud(CLOUD_CONFIG);
  const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url, {
    PLANTLINE_WHATSAPP_CLOUD_URL: cloud.url,
  });
  const server = await startServe(store);
  onTestFinished(async () => {
    await server.kill();
    await cloud.close();
    await plant.close();
  });
  const config = { ...CLOUD_CONFIG, statusWaitSeconds: 0.5 };
  await server.call('PATCH', '/transports/whatsapp-cloud', { config, active: true });
  const isReady = async (): Promise<boolean> => {
    const status = await (await server.call('GET', '/whatsapp/status')).json();
    return (status as { isReady: boolean }).isReady;
  };
  await vi.waitFor(async () => expect(await isReady()).toBe(true), SOON);
  await cloud.setWebhook(`${server.address}/webhooks/whatsapp`);
  for (const from of people) await cloud.write({ from, text: 'u1 load' });
  for (const to of people) await cloud.waitForReceived({ to });
  const send = async (to: string, message: string): Promise<number> => {
    const body = { recipient: `+${to}`, message, transport: 'whatsapp-cloud' };
    return ((await (await server.call('POST', '/outgoing-messages', body)).json()) as Row).id;
  };
  const row = async (id: number): Promise<Row> =>
    (await (await server.call('GET', `/outgoing-messages/${id}`)).json()) as Row;
  return { cloud, send, row, isReady };
}
type Row = { readonly id: number; readonly status: string; readonly errorMessage: string | null };

test('a message that WhatsApp took without saying so is not sent a second time, and that is told', async () => {
  const { cloud, send, row } = await startOnCloud(['6281200000001']);
  await cloud.setFaults({ sends: 'drop', isSilent: true, times: 1 });
  const id = await send('6281200000001', 'valve 7 is open');
  await vi.waitFor(async () => expect((await row(id)).status).toBe('failed'), SOON);
  expect((await row(id)).errorMessage).toContain('may have arrived');
});

test('connections that are cut keep what is still to be sent waiting, and lose none of it', async () => {
  const people = Array.from({ length: 6 }, (_, index) => `628120000001${index}`);
  const { cloud, send, row, isReady } = await startOnCloud(people);
  await cloud.setFaults({ isDown: true });
  await send(people[0] ?? '', 'under way when it happened');
  await vi.waitFor(async () => expect(await isReady()).toBe(false), SOON);
  const waiting: number[] = [];
  for (const person of people) waiting.push(await send(person, 'waits'));
  for (const id of waiting) expect(await row(id)).toMatchObject({ status: 'pending' });
  await cloud.setFaults({});
  for (const id of waiting) {
    await vi.waitFor(async () => expect((await row(id)).status).toBe('sent'), SOON);
  }
  const texts = (await cloud.received()).filter(({ text }) => text === 'waits');
  expect(texts.map(({ to }) => to).toSorted()).toEqual(people);
});
