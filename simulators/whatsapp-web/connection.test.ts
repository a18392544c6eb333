import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Disconnection, type RunningWhatsappWeb, startWhatsappWeb } from './index.ts';
import { connectClient, type Keys, linkClient, type TestClient } from './test-client.ts';

const ANI = '+6281200000001';
const ANI_JID = '6281200000001@s.whatsapp.net';

let server: RunningWhatsappWeb;
let auth: Keys;
let client: TestClient;

beforeAll(async () => {
  server = await startWhatsappWeb();
  const linked = await linkClient(server);
  auth = linked.auth;
  client = linked;
});

afterAll(() => server.close());

async function reconnect(): Promise<void> {
  client = connectClient(server, auth);
  await client.until(({ connection }) => connection === 'open');
}

test.each<[Disconnection, number]>([
  ['drop', 428],
  ['stream_end', 428],
  ['restart', 515],
  ['unavailable', 503],
  ['ack', 500],
  ['not_joined', 411],
  ['banned', 403],
  ['replaced', 440],
])('%s closes the connection with %i, and the device may come back', async (how, code) => {
  await server.disconnect(how);
  expect(await client.closed).toBe(code);
  await reconnect();
});

test.each([403, 405])('a log-in may be refused with %i', async (reason) => {
  await client.socket.end(undefined);
  await server.setFaults({ refuseLogin: reason });
  expect(await connectClient(server, auth).closed).toBe(reason);
  await server.setFaults({ refuseLogin: null });
  await reconnect();
});

test('a server that says nothing more is given up with 408', async () => {
  await client.socket.end(undefined);
  client = connectClient(server, auth, { keepAliveIntervalMs: 100 });
  await client.until(({ connection }) => connection === 'open');
  await server.setFaults({ isSilent: true });
  expect(await client.closed).toBe(408);
  await server.setFaults({ isSilent: false });
  await reconnect();
}, 15_000);

test('a second connection of the same device replaces the first', async () => {
  const first = client;
  await reconnect();
  expect(await first.closed).toBe(440);
});

test('messages wait for the device, and come again until it confirms them', async () => {
  await client.socket.end(undefined);
  await client.closed;
  const { id } = await server.write({ from: ANI, text: 'while you were away' });
  expect((await server.state()).queued).toBeGreaterThan(0);

  await server.setFaults({ losesConfirmations: true });
  await reconnect();
  await vi.waitFor(() => {
    expect(client.messages.map(({ message }) => message.key.id)).toContain(id);
  }, 8000);
  expect(client.messages.find(({ message }) => message.key.id === id)?.type).toBe('append');
  await server.setFaults({ losesConfirmations: false });
  await server.disconnect('drop');
  await client.closed;
  expect((await server.state()).queued).toBeGreaterThan(0);

  // The very same bytes come again. A client that turned its ratchet already refuses them: from then on it must have
  // the message, for nobody sends it any more.
  await reconnect();
  await vi.waitFor(async () => expect((await server.state()).queued).toBe(0), 8000);
  expect(await server.counters()).toMatchObject({ redelivered: 1, nacked: [`${id} 487`] });
});

test('what the server took without saying so is delivered, and once more is a duplicate', async () => {
  await server.setFaults({ swallowAcks: 1 });
  await client.socket.sendMessage(ANI_JID, { text: 'taken' }, { messageId: 'TAKEN1' });
  await server.waitForReceived({ to: ANI });
  await client.socket.sendMessage(ANI_JID, { text: 'taken' }, { messageId: 'TAKEN1' });
  await vi.waitFor(async () => expect((await server.counters()).duplicates).toBe(1));
  expect(await server.received({ to: ANI })).toHaveLength(1);
});

test('a device that is removed on the phone is told so, and may not come back', async () => {
  await server.disconnect('device_removed');
  expect(await client.closed).toBe(401);
  expect(await connectClient(server, auth).closed).toBe(401);
});
