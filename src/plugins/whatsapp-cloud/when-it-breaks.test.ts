import { expect, test } from 'vitest';
import {
  connectCloud,
  createMemoryStore,
  accepted,
  refused,
} from '../../../tests/support/cloud-transport.ts';
import { isRetryable, isWaitingForPerson, slowdownOf } from '../../sdk/index.ts';

const errorOf = async (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => undefined,
    (error: unknown) => error,
  );
const TEMPLATE = { templateName: 'plant_alarm', templateLanguage: 'id' };

test('a bad token stops the transport and loses no message; a test that passes lets it go on', async () => {
  let isBad = true;
  const cloud = await connectCloud({ onSend: () => (isBad ? refused(190, {}, 401) : undefined) });
  await cloud.untilPhase('ready');
  await cloud.personWrites();
  const error = await errorOf(cloud.send());
  expect(slowdownOf(error)?.scope).toBe('transport');
  expect(cloud.transport.status()).toMatchObject({
    isReady: false,
    phase: 'stopped',
    reason: 'token_invalid',
    needsAdmin: true,
  });
  expect(JSON.stringify([cloud.logged, error])).not.toContain('token-of-the-test');
  expect(JSON.stringify(cloud.logged)).toContain('trace-1');
  isBad = false;
  const steps = await cloud.transport.check?.(AbortSignal.timeout(5_000));
  expect(steps?.map(({ name, ok }) => [name, ok])).toEqual([
    ['reach', true],
    ['token', true],
    ['number', true],
    ['webhook', true],
    ['template', true],
  ]);
  expect(cloud.transport.status()).toMatchObject({
    isReady: true,
    account: { phone: '+628129', id: '1065' },
  });
});

test('a token that is bad from the start is said at once', async () => {
  const cloud = await connectCloud({
    onOther: ({ method }) => (method === 'GET' ? refused(190, {}, 401) : undefined),
  });
  await cloud.untilPhase('stopped');
  const steps = await cloud.transport.check?.(AbortSignal.timeout(5_000));
  expect(steps?.at(-1)).toMatchObject({ name: 'token', ok: false });
});

test('the test names a template that is not there and a webhook nobody is subscribed to', async () => {
  const cloud = await connectCloud({
    config: { ...TEMPLATE, businessAccountId: '5' },
    onOther: ({ path }) => (path.startsWith('/v25.0/5/') ? { json: { data: [] } } : undefined),
  });
  const steps = await cloud.transport.check?.(AbortSignal.timeout(5_000));
  expect(steps?.slice(-2)).toMatchObject([
    { name: 'webhook', ok: false },
    { name: 'template', ok: false, message: expect.stringContaining('plant_alarm') },
  ]);
});

test('servers that are away are nobody’s fault: it connects again by itself', async () => {
  const cloud = await connectCloud();
  await cloud.untilPhase('ready');
  await cloud.personWrites();
  const { port } = cloud.server;
  await cloud.server.close();
  const error = await errorOf(cloud.send());
  expect(error).toMatchObject({ code: 'whatsapp_cloud.unreachable' });
  expect(isRetryable(error)).toBe(true);
  expect(JSON.stringify(error)).not.toContain(String(port));
  expect(cloud.transport.status()).toMatchObject({ isReady: false, phase: 'connecting' });
  expect(cloud.transport.status()).not.toHaveProperty('needsAdmin');
});

test('a message without an answer is done when its status comes, also after a restart', async () => {
  const store = createMemoryStore();
  const cloud = await connectCloud({
    store,
    config: { statusWaitSeconds: 5 },
    onSend: () => 'cut',
  });
  await cloud.personWrites();
  const sending = cloud.send();
  await expect.poll(() => cloud.bodies.length).toBe(1);
  await cloud.receiveStatus({ id: 'wamid.X', status: 'sent', biz_opaque_callback_data: '17.0' });
  expect(await sending).toEqual({ providerId: 'wamid.X' });
  const next = await connectCloud({ store });
  expect(await next.send({ isInDoubt: true })).toEqual({ providerId: 'wamid.X' });
  expect(next.bodies).toEqual([]);
});

test.each([
  [false, 'whatsapp_cloud.may_have_arrived', 'may not have arrived'],
  [true, 'whatsapp_cloud.no_answer', 'may have arrived twice'],
])(
  'without an answer and without news: alarm %s → %s, and it is counted',
  async (isAlarm, code, counted) => {
    const cloud = await connectCloud({ onSend: () => 'cut' });
    await cloud.untilPhase('ready');
    await cloud.personWrites();
    const error = await errorOf(cloud.send({ isAlarm }));
    expect(error).toMatchObject({ code });
    expect(isRetryable(error)).toBe(isAlarm);
    // The outbox tries errors again that nobody foresaw, and this is none of them.
    expect(error).not.toMatchObject({ kind: 'internal' });
    expect(cloud.transport.status().detail).toContain(counted);
  },
);

test('an alarm whose news comes too late for the first try is not sent again', async () => {
  const cloud = await connectCloud({ onSend: () => 'cut' });
  await cloud.personWrites();
  await errorOf(cloud.send({ isAlarm: true }));
  await cloud.receiveStatus({
    id: 'wamid.X',
    status: 'delivered',
    biz_opaque_callback_data: '17.0',
  });
  expect(await cloud.send({ isAlarm: true })).toEqual({ providerId: 'wamid.X' });
  expect(cloud.bodies).toHaveLength(1);
});

test('an abort ends a send at once, and it is tried again', async () => {
  const cloud = await connectCloud({ onSend: () => 'hang', config: { statusWaitSeconds: 20 } });
  await cloud.personWrites();
  const abort = new AbortController();
  const sending = errorOf(cloud.send({}, abort.signal));
  await expect.poll(() => cloud.bodies.length).toBe(1);
  abort.abort();
  expect(isRetryable(await sending)).toBe(true);
});

test('a failure that is faster than the answer makes the send fail, and is not told twice', async () => {
  const cloud = await connectCloud({
    onSend: async () => {
      await cloud.receiveStatus({
        id: 'wamid.F',
        status: 'failed',
        errors: [{ code: 131026 }],
        biz_opaque_callback_data: '17.0',
      });
      return accepted('wamid.F');
    },
  });
  await cloud.personWrites();
  expect(await errorOf(cloud.send())).toMatchObject({ code: 'whatsapp_cloud.refused' });
  expect(cloud.reports).toEqual([]);
});

test('a template without an answer does not lose what it announces', async () => {
  const cloud = await connectCloud({ config: TEMPLATE, onSend: () => 'cut' });
  expect(isWaitingForPerson(await errorOf(cloud.send()))).toBe(true);
  const alarm = await errorOf(cloud.send({ isAlarm: true, chat: '+6281200000002' }));
  expect(isRetryable(alarm)).toBe(true);
});

test('servers that come back are found by itself', async () => {
  let isAway = true;
  const cloud = await connectCloud({
    onOther: ({ method }) => (method === 'GET' && isAway ? 'cut' : undefined),
  });
  await expect.poll(() => cloud.transport.status().reason).toBe('unreachable');
  isAway = false;
  await expect.poll(() => cloud.transport.status().isReady, { timeout: 5_000 }).toBe(true);
  expect(cloud.transport.status().reconnects).toBe(0);
});
