import { expect, test } from 'vitest';
import { linked, open, server, store } from '../../../tests/support/linked-whatsapp-web.ts';

const BUDI = '+6281200000001';

test('a phone links it by scanning, and it is still linked after a restart', async () => {
  const line = await open();
  expect(line.transport.status()).toMatchObject({ phase: 'off', isReady: false });
  await line.transport.linking?.start(undefined);
  await line.until(() => line.transport.linking?.code().qr ?? undefined);
  const code = line.transport.linking?.code() ?? { qr: '', expiresAt: null };
  expect(code.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 50_000);
  expect(line.transport.status()).toMatchObject({ phase: 'linking' });
  await server.scanQr(code.qr ?? '');
  await line.ready();
  expect(line.transport.status()).toMatchObject({
    phase: 'ready',
    account: { phone: '+6281100000001' },
  });
  expect(line.transport.linking?.code().qr).toBeNull();
  await line.transport.close();

  const next = await open();
  await next.ready();
  await server.write({ from: BUDI, text: 'FIC101.PV' });
  expect(await next.message('FIC101.PV')).toMatchObject({
    chat: BUDI,
    sender: BUDI,
    senderAliases: ['26281200000001@lid'],
    mentionsBot: true,
  });
  expect((await server.counters()).registrations).toBe(1);
});

test('a phone links it by a code that is typed in', async () => {
  const line = await open();
  await line.transport.linking?.start('+6281100000001');
  const code = await line.until(() => line.transport.linking?.code().pairingCode ?? undefined);
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await server.enterCode(code.replace('-', ''));
  await line.ready();
});

test('a retired QR picture is replaced by one that works', async () => {
  const line = await open();
  await line.transport.linking?.start(undefined);
  const old = await line.until(() => line.transport.linking?.code().qr ?? undefined);
  await server.refreshRegistration(old);
  const renewed = await line.until(() => {
    const qr = line.transport.linking?.code().qr;
    return qr !== old && (qr ?? undefined);
  });
  await server.scanQr(renewed);
  await line.ready();
});

test.for(['drop', 'restart', 'unavailable', 'ack', 'stream_end'] as const)(
  'after %s it connects again by itself',
  async (how) => {
    const line = await linked();
    await server.disconnect(how);
    await line.until(() => line.statuses.some(({ phase }) => phase === 'connecting'));
    await line.until(() => line.statuses.at(-1)?.isReady);
    await server.write({ from: BUDI, text: 'still there' });
    await line.message('still there');
  },
);

test.for([
  ['replaced', 'replaced', true],
  ['banned', 'banned', true],
  ['not_joined', 'not_multi_device', true],
  ['device_removed', 'logged_out', false],
] as const)('after %s it waits for an administrator', async ([how, reason, keeps]) => {
  const line = await linked();
  await server.disconnect(how);
  await line.until(() => line.transport.status().phase === 'stopped');
  if (how === 'device_removed') await line.until(() => !store.kept.has('creds me'));
  expect(line.transport.status()).toMatchObject({ reason, needsAdmin: true, isReady: false });
  expect(store.kept.has('creds me')).toBe(keeps);
  await expect(line.send(BUDI, { kind: 'text', text: 'x' })).rejects.toMatchObject({
    code: 'whatsapp_web.not_connected',
  });
});

test('disconnecting takes the device off the phone and removes its keys', async () => {
  const line = await linked();
  await line.transport.linking?.end();
  expect((await server.state()).isPaired).toBe(false);
  expect([...store.kept.values()].some(({ kind }) => kind === 'session')).toBe(false);
  expect(line.transport.status().phase).toBe('off');
});

test('a version that WhatsApp refuses is told to an administrator, and the link is kept', async () => {
  const line = await linked();
  await line.transport.close();
  await server.setFaults({ refuseLogin: 405 });
  const next = await open();
  await next.until(() => next.transport.status().reason === 'version');
  expect(next.transport.status()).toMatchObject({ phase: 'connecting', needsAdmin: true });
  expect(store.kept.has('creds me')).toBe(true);
});

test('half a pairing that was left behind is removed at the start', async () => {
  const half = { me: { id: '6281100000001@s.whatsapp.net' }, registered: false };
  await store.write([
    { kind: 'creds', id: 'me', value: JSON.stringify(half) },
    { kind: 'pre-key', id: '1', value: '{}' },
    { kind: 'sent', id: '3EB0', value: '{}' },
  ]);
  const line = await open();
  expect(line.transport.status().phase).toBe('off');
  expect([...store.kept.keys()]).toEqual(['sent 3EB0']);
});
