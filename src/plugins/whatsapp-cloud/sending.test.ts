import { expect, test } from 'vitest';
import {
  connectCloud,
  nowSeconds,
  refused,
  textOf,
} from '../../../tests/support/cloud-transport.ts';
import { isRetryable, isWaitingForPerson, slowdownOf } from '../../sdk/index.ts';

const file = (mimeType: string, fileName: string, text = 'bytes') => ({
  mimeType,
  fileName,
  sizeBytes: text.length,
  read: async () => Buffer.from(text),
});
const errorOf = async (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => undefined,
    (error: unknown) => error,
  );
const TEMPLATE = { templateName: 'plant_alarm', templateLanguage: 'id' };

test('a text goes as Meta says, with our key, token and name', async () => {
  const cloud = await connectCloud();
  await cloud.personWrites();
  const replyTo = { id: 'wamid.Q', sender: '+6281200000001', text: 'u1 load' };
  expect(await cloud.send({ replyTo })).toEqual({ providerId: 'wamid.1' });
  expect(cloud.bodies).toEqual([
    {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '6281200000001',
      biz_opaque_callback_data: '17.0',
      context: { message_id: 'wamid.Q' },
      type: 'text',
      text: { body: '612 MW', preview_url: false },
    },
  ]);
  const request = cloud.server.requests.find(({ method }) => method === 'POST');
  expect(request?.path).toBe('/v25.0/1065/messages');
  expect(request?.headers).toMatchObject({
    authorization: 'Bearer token-of-the-test',
    'user-agent': expect.stringMatching(/^plantline\/\d+\.\d+\.\d+$/),
  });
});

test('who hides the phone is written to by the business-scoped id, groups not at all', async () => {
  const cloud = await connectCloud();
  await cloud.receive({
    messages: [
      {
        id: 'w',
        from_user_id: 'ID.77',
        timestamp: nowSeconds(),
        type: 'text',
        text: { body: 'x' },
      },
    ],
  });
  await cloud.send({ chat: 'bsuid:ID.77' });
  expect(cloud.bodies[0]).toMatchObject({ recipient: 'ID.77' });
  expect(cloud.bodies[0]).not.toHaveProperty('to');
  const error = await errorOf(cloud.send({ chat: '12036@g.us' }));
  expect(error).toMatchObject({ code: 'whatsapp_cloud.wrong_recipient' });
  expect(isRetryable(error)).toBe(false);
  expect(cloud.transport.canReach?.('12036@g.us')).toBe(false);
});

test('the same file is uploaded once, a CSV as plain text; a forgotten one is uploaded anew', async () => {
  const cloud = await connectCloud({
    onSend: (_body, count) => (count === 3 ? refused(131053) : undefined),
  });
  await cloud.personWrites();
  const content = {
    kind: 'document',
    file: file('text/csv', 'u1 "load".csv'),
    caption: 'Unit 1',
  } as const;
  await cloud.send({ key: '1.0', content });
  await cloud.send({ key: '2.0', content });
  await cloud.send({ key: '3.0', content });
  const uploads = cloud.server.requests.filter(({ path }) => path.endsWith('/media'));
  expect(uploads).toHaveLength(2);
  expect(uploads[0]?.body).toContain('Content-Type: text/plain');
  expect(uploads[0]?.body).toContain('filename="u1 %22load%22.csv"');
  expect(cloud.bodies).toHaveLength(4);
  expect(cloud.bodies[3]).toMatchObject({
    type: 'document',
    document: { filename: 'u1 "load".csv', caption: 'Unit 1' },
  });
});

test('a picture has its caption only when there is one; a reaction shows no context', async () => {
  const cloud = await connectCloud();
  await cloud.personWrites();
  await cloud.send({
    content: { kind: 'picture', file: file('image/png', 'trend.png'), caption: '' },
  });
  await cloud.send({
    content: { kind: 'reaction', to: 'wamid.Q', emoji: '👍' },
    replyTo: { id: 'a', sender: 'b', text: '' },
  });
  expect(Object.keys(cloud.bodies[0]?.['image'] as object)).toEqual(['id']);
  expect(cloud.bodies[1]).toMatchObject({ reaction: { message_id: 'wamid.Q', emoji: '👍' } });
  expect(cloud.bodies[1]).not.toHaveProperty('context');
  const error = await errorOf(
    cloud.send({ content: { kind: 'document', file: file('image/webp', 'x.webp'), caption: '' } }),
  );
  expect(error).toMatchObject({ code: 'whatsapp_cloud.wrong_content' });
});

test('after 24 hours the template goes once, and the message itself when the person has answered', async () => {
  const cloud = await connectCloud({ config: TEMPLATE });
  await cloud.personWrites('u1 load', String(Number(nowSeconds()) - 25 * 3_600));
  for (const key of ['1.0', '2.0']) {
    expect(
      isWaitingForPerson(await errorOf(cloud.send({ key, content: textOf('HI alarm\nU1_LOAD') }))),
    ).toBe(true);
  }
  expect(cloud.bodies).toEqual([
    expect.objectContaining({
      type: 'template',
      biz_opaque_callback_data: 'template:1.0',
      template: {
        name: 'plant_alarm',
        language: { code: 'id' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'HI alarm · U1_LOAD' }] }],
      },
    }),
  ]);
  await cloud.receiveStatus({
    id: 'wamid.1',
    status: 'delivered',
    biz_opaque_callback_data: 'template:1.0',
  });
  expect(cloud.reports).toEqual([]);
  await cloud.personWrites('Details');
  expect(await cloud.send({ key: '1.0' })).toEqual({ providerId: 'wamid.2' });
});

test('after 24 hours and without a template it is a clear error for good', async () => {
  const error = await errorOf((await connectCloud()).send());
  expect(error).toMatchObject({ code: 'whatsapp_cloud.no_template' });
  expect(isRetryable(error)).toBe(false);
});

test('when only the network knows that the 24 hours are over, the template follows: at once or by the later news', async () => {
  const atOnce = await connectCloud({
    config: TEMPLATE,
    onSend: ({ type }) => (type === 'text' ? refused(131047) : undefined),
  });
  await atOnce.personWrites();
  expect(isWaitingForPerson(await errorOf(atOnce.send()))).toBe(true);
  expect(atOnce.bodies.map(({ type }) => type)).toEqual(['text', 'template']);

  const later = await connectCloud({ config: TEMPLATE });
  await later.personWrites();
  await later.send();
  const failed = {
    id: 'wamid.1',
    status: 'failed',
    recipient_id: '6281200000001',
    errors: [{ code: 131047 }],
    biz_opaque_callback_data: '17.0',
  };
  await later.receiveStatus({ ...failed, timestamp: String(Number(nowSeconds()) + 1) });
  expect(later.reports).toMatchObject([
    { key: '17.0', state: 'failed', error: { code: 'whatsapp_cloud.window_closed' } },
  ]);
  expect(isRetryable(later.reports[0]?.error)).toBe(true);
  expect(isWaitingForPerson(await errorOf(later.send()))).toBe(true);
});

test('news of a message sent before the person wrote again does not close the 24 hours', async () => {
  const cloud = await connectCloud({ config: TEMPLATE });
  await cloud.personWrites();
  await cloud.send();
  const earlier = String(Number(nowSeconds()) - 3_600);
  await cloud.receiveStatus({
    id: 'wamid.1',
    status: 'failed',
    timestamp: earlier,
    errors: [{ code: 131047 }],
  });
  expect(await cloud.send({ key: '18.0' })).toEqual({ providerId: 'wamid.2' });
});

test('too much to one person waits 4, 16, 64 s; what is taken begins anew', async () => {
  const cloud = await connectCloud({
    onSend: (_body, count) => (count === 4 ? undefined : refused(131056)),
  });
  await cloud.personWrites();
  const waits: unknown[] = [];
  for (let n = 0; n < 5; n += 1)
    waits.push(slowdownOf(await errorOf(cloud.send({ key: `${n}.0` })))?.waitMs);
  expect(waits).toEqual([4_000, 16_000, 64_000, undefined, 4_000]);
});

test('an answer to a message that was deleted goes without it', async () => {
  const cloud = await connectCloud({
    onSend: (body) => ('context' in body ? refused(131009) : undefined),
  });
  await cloud.personWrites();
  const replyTo = { id: 'wamid.gone', sender: '+6281200000001', text: '' };
  expect(await cloud.send({ replyTo })).toEqual({ providerId: 'wamid.2' });
});

test('a template that fails later lets its message fail, and is sent anew the next time', async () => {
  const cloud = await connectCloud({ config: TEMPLATE });
  await errorOf(cloud.send());
  await cloud.receiveStatus({
    id: 'wamid.1',
    status: 'failed',
    errors: [{ code: 131000 }],
    biz_opaque_callback_data: 'template:17.0',
  });
  expect(cloud.reports).toMatchObject([{ key: '17.0', state: 'failed' }]);
  expect(isWaitingForPerson(await errorOf(cloud.send()))).toBe(true);
  expect(cloud.bodies).toHaveLength(2);
});
