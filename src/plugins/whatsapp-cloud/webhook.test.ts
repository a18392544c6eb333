import { expect, test } from 'vitest';
import {
  connectCloud,
  nowSeconds,
  signatureOf,
  webhookOf,
} from '../../../tests/support/cloud-transport.ts';

const text = (id: string, from = '6281200000001') => ({
  id,
  from,
  timestamp: nowSeconds(),
  type: 'text',
  text: { body: id },
});

test('only what the network signed is genuine, judged on the very bytes', async () => {
  const { transport } = await connectCloud();
  const body = Buffer.from('{"entry":[],"name":"\\u00e9"}');
  const isGenuine = (signature: string | undefined, bytes: Uint8Array = body) =>
    transport.webhook?.isGenuine(
      (name) => (name === 'x-hub-signature-256' ? signature : undefined),
      bytes,
    );
  expect(isGenuine(signatureOf(body))).toBe(true);
  expect(
    isGenuine(signatureOf(body), Buffer.from(JSON.stringify(JSON.parse(body.toString())))),
  ).toBe(false);
  for (const bad of [
    undefined,
    '',
    'sha256=',
    'sha256=zz',
    signatureOf(body, 'other'),
    signatureOf(body).slice(0, -2),
  ]) {
    expect(isGenuine(bad)).toBe(false);
  }
});

test('the handshake is answered only with our own word', async () => {
  const { transport } = await connectCloud();
  const ask = (mode: string, token?: string) =>
    transport.webhook?.confirm({
      'hub.mode': mode,
      'hub.verify_token': token,
      'hub.challenge': '42',
    });
  expect(ask('subscribe', 'verify-token-of-the-test')).toBe('42');
  expect([
    ask('subscribe', 'other'),
    ask('subscribe'),
    ask('x', 'verify-token-of-the-test'),
  ]).toEqual([undefined, undefined, undefined]);
});

test('a message that cannot be kept does not hold up the others, and all come once more', async () => {
  const cloud = await connectCloud();
  const kept: string[] = [];
  cloud.hooks.onMessage = async ({ id }) => {
    if (id === 'b') throw new Error('disk full');
    kept.push(id);
  };
  const body = webhookOf({ messages: ['a', 'b', 'c'].map((id) => text(id)) });
  await expect(cloud.transport.webhook?.process(body)).rejects.toThrow('disk full');
  expect(kept).toEqual(['a', 'c']);
});

test('statuses are told with our key, or by the id alone, and each charge counts once', async () => {
  const cloud = await connectCloud();
  await cloud.personWrites();
  await cloud.send();
  const pricing = { billable: true, category: 'service' };
  for (const status of ['read', 'sent', 'delivered', 'sent']) {
    await cloud.receiveStatus({ id: 'wamid.1', status, pricing });
  }
  expect(cloud.reports.map(({ key, state }) => `${key} ${state}`)).toEqual([
    '17.0 read',
    '17.0 sent',
    '17.0 delivered',
    '17.0 sent',
  ]);
  expect(cloud.charges).toEqual(['service']);
  await cloud.receiveStatus({ id: 'wamid.unknown', status: 'sent' });
  expect(cloud.reports).toHaveLength(4);
});

test('a failure is told once, and not at all when it is of an earlier try', async () => {
  const cloud = await connectCloud();
  await cloud.personWrites();
  await cloud.send();
  const failed = {
    id: 'wamid.1',
    status: 'failed',
    errors: [{ code: 131000 }],
    biz_opaque_callback_data: '17.0',
  };
  await cloud.receiveStatus(failed);
  await cloud.receiveStatus(failed);
  await cloud.send();
  await cloud.receiveStatus(failed);
  expect(cloud.bodies).toHaveLength(2);
  expect(cloud.reports.map(({ state, error }) => [state, error?.code])).toEqual([
    ['failed', 'whatsapp_cloud.try_again'],
  ]);
});

test('who gets a new id stays the same person, and may still be answered under both', async () => {
  const cloud = await connectCloud();
  const system = { type: 'user_changed_user_id', previous_user_id: 'ID.1', user_id: 'ID.2' };
  await cloud.receive({ messages: [{ id: 's', type: 'system', system }] });
  await cloud.receive({ messages: [{ ...text('m', ''), from: undefined, from_user_id: 'ID.2' }] });
  expect(cloud.messages).toMatchObject([{ sender: 'bsuid:ID.2', senderAliases: ['bsuid:ID.1'] }]);
  await cloud.send({ chat: 'bsuid:ID.1' });
  expect(cloud.bodies).toHaveLength(1);
});

test('trouble that the network tells by itself pauses or stops', async () => {
  const cloud = await connectCloud();
  await cloud.untilPhase('ready');
  await cloud.receive({ errors: [{ code: 131048 }] });
  expect(cloud.transport.status()).toMatchObject({
    phase: 'paused',
    reason: 'spam_limit',
    needsAdmin: true,
  });
  await cloud.receive({ errors: [{ code: 131031 }] });
  expect(cloud.transport.status()).toMatchObject({ phase: 'stopped', reason: 'account_locked' });
});

test('a batch of 3 MB is taken whole', async () => {
  const cloud = await connectCloud();
  const messages = Array.from({ length: 15_000 }, (_, n) => ({
    ...text(`wamid.${n}`),
    pad: 'x'.repeat(80),
  }));
  const body = webhookOf({ messages });
  expect(body.byteLength).toBeGreaterThan(3_000_000);
  await cloud.transport.webhook?.process(body);
  expect(cloud.messages).toHaveLength(15_000);
});

test('an acknowledgement shows read and typing in one call, and never fails', async () => {
  const cloud = await connectCloud();
  await cloud.personWrites();
  const [message] = cloud.messages;
  if (!message) throw new Error('The message is missing.');
  await cloud.transport.acknowledge?.(message);
  expect(JSON.parse(cloud.server.requests.at(-1)?.body ?? '{}')).toEqual({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: message.id,
    typing_indicator: { type: 'text' },
  });
  await cloud.server.close();
  await cloud.transport.acknowledge?.(message);
});
