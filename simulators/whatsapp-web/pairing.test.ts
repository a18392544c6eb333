import { afterEach, expect, test, vi } from 'vitest';
import { type RunningWhatsappWeb, startWhatsappWeb } from './index.ts';
import { connectClient, createKeys, linkClient } from './test-client.ts';

let server: RunningWhatsappWeb | undefined;

afterEach(async () => {
  await server?.close();
});

test('a device is linked by its QR picture, is told to start anew, and logs in without another', async () => {
  server = await startWhatsappWeb();
  const auth = createKeys();
  const first = connectClient(server, auth);
  const { qr } = await first.until((state) => state.qr !== undefined);
  await server.scanQr(qr ?? '');
  expect(await first.closed).toBe(515);

  const second = connectClient(server, auth);
  await second.until(({ connection }) => connection === 'open');
  expect(second.socket.user?.id).toBe('6281100000001:7@s.whatsapp.net');
  expect(await server.state()).toMatchObject({ isPaired: true, isOnline: true });
  // The empty history lets the client stop waiting for one.
  await vi.waitFor(() => expect(auth.creds.accountSyncCounter).toBe(1), 5000);
});

test('a device is linked by the code that is typed into the phone', async () => {
  server = await startWhatsappWeb();
  const auth = createKeys();
  const first = connectClient(server, auth);
  await first.until((state) => state.qr !== undefined);
  const code = await first.socket.requestPairingCode('6281100000001');
  expect(code).toHaveLength(8);
  await server.enterCode(code);
  expect(await first.closed).toBe(515);

  const second = connectClient(server, auth);
  await second.until(({ connection }) => connection === 'open');
  expect((await server.state()).isPaired).toBe(true);
});

test('a code that the network retired links nothing', async () => {
  server = await startWhatsappWeb();
  const client = connectClient(server, createKeys());
  const { qr = '' } = await client.until((state) => state.qr !== undefined);
  const told = new Promise((resolve) => {
    client.socket.ws.on('CB:notification,type:companion_reg_refresh', resolve);
  });
  await server.refreshRegistration(qr);
  await told;
  await expect(server.scanQr(qr)).rejects.toThrow("Couldn't link the device");
});

test('a device that was linked again makes the one before it unknown', async () => {
  server = await startWhatsappWeb();
  const old = await linkClient(server);
  await server.unlink();
  expect(await old.closed).toBe(401);
  await linkClient(server);
  expect(await connectClient(server, old.auth).closed).toBe(401);
});
