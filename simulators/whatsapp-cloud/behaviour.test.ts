import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { validateByMeta } from './conformance/meta-schema.ts';
import { PAIR_BURST, PAIR_EVERY_MS, PER_SECOND, WINDOW_MS } from './cloud-options.ts';
import { startBusiness } from './conformance/test-business.ts';

const KIM = '6281200000001';
const HIDDEN = 'ID.13491208655302741918';
const buttons = ['a', 'b'].map((id) => ({ type: 'reply', reply: { id, title: `u1 ${id}` } }));
const QUESTION = {
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Which?' }, action: { buttons } },
};

describe('a message of the business', () => {
  test('is told as sent and delivered with its callback data and its price, and as read when it is', async () => {
    const { cloud, send, told } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    const message = { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: '17.0' };
    const { content } = await send(KIM, message);
    const id = content.messages?.[0]?.id ?? '';
    await told(3);
    await cloud.read(id);
    const states = (await told(4)).filter(({ status }) => status !== undefined);
    expect(states).toHaveLength(3);
    expect(new Set(states.map(({ status }) => status))).toEqual(
      new Set(['sent', 'delivered', 'read']),
    );
    for (const state of states) {
      expect(state).toMatchObject({
        id,
        recipient_id: KIM,
        biz_opaque_callback_data: '17.0',
        pricing: { billable: true, category: 'service' },
      });
    }
  });

  test('goes to who hides the phone by the id, and nothing is told of a phone', async () => {
    const { cloud, call, told } = await startBusiness();
    await cloud.write({ from: HIDDEN, text: 'hi' });
    const [written] = await told(1);
    expect(written).toMatchObject({ from_user_id: HIDDEN });
    expect(written).not.toHaveProperty('from');
    const text = { type: 'text', text: { body: 'x' } };
    const body = { messaging_product: 'whatsapp', recipient: HIDDEN, ...text };
    expect((await call('POST', '/106500000000001/messages', body)).status).toBe(200);
    expect((await told(3)).at(-1)).toMatchObject({ recipient_user_id: HIDDEN });
  });

  test('is taken free within a day of what the person wrote, and by a template of its own form after that', async () => {
    let at = new Date('2026-11-28T00:00:00Z');
    const { cloud, send } = await startBusiness({ now: () => at });
    await cloud.addTemplate({ name: 'plant_alarm', language: 'id', parameters: 1 });
    await cloud.write({ from: KIM, text: 'hi' });
    at = new Date(at.getTime() + WINDOW_MS - 1);
    expect((await send(KIM)).status).toBe(200);
    at = new Date(at.getTime() + 1);
    expect((await send(KIM)).code).toBe(131047);
    const template = (name: string, texts: readonly string[]) => ({
      type: 'template',
      template: {
        name,
        language: { code: 'id' },
        components: [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }],
      },
    });
    expect((await send(KIM, template('plant_alarm', ['FIC101']))).status).toBe(200);
    expect((await send(KIM, template('plant_alarm', []))).code).toBe(132000);
    expect((await send(KIM, template('plant_alarm', ['two\nlines']))).code).toBe(100);
    expect((await send(KIM, template('other', ['FIC101']))).code).toBe(132001);
  });

  test('may be taken outside of the window and fail later', async () => {
    const { cloud, send, told } = await startBusiness();
    await cloud.setFaults({ closedWindow: 'later' });
    expect((await send(KIM)).status).toBe(200);
    const [failed] = await told(1);
    expect(failed).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] });
    expect(await cloud.received()).toEqual([]);
  });

  test('meets the limits of one person, of a second, and of who is not on WhatsApp', async () => {
    let at = new Date('2026-11-28T00:00:00Z');
    const { cloud, send } = await startBusiness({ now: () => at });
    const people = [KIM, '6281200000002'];
    for (const from of people) await cloud.write({ from, text: 'hi' });
    const codesOf = async (to: string, count: number) => {
      const codes: (number | undefined)[] = [];
      for (let sent = 0; sent < count; sent += 1) codes.push((await send(to)).code);
      return codes.filter((code) => code !== undefined);
    };
    expect(await codesOf(KIM, PAIR_BURST + 1)).toEqual([131056]);
    at = new Date(at.getTime() + PAIR_EVERY_MS);
    expect(await codesOf(KIM, 2)).toEqual([131056]);
    at = new Date(at.getTime() + 1_000);
    expect(await codesOf(people[1] ?? '', PAIR_BURST)).toEqual([]);
    expect((await codesOf(KIM, PER_SECOND - PAIR_BURST + 1)).at(-1)).toBe(130429);
    await cloud.setAbsent('6289900000009');
    expect((await send('6289900000009')).code).toBe(131026);
  });

  test('that came twice under the same callback data is counted', async () => {
    const { cloud, send } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    const message = { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: '17.0' };
    await send(KIM, message);
    await send(KIM, message);
    expect(await cloud.counters()).toMatchObject({ accepted: 2, duplicates: 1 });
  });
});

describe('files', () => {
  const formOf = (type: string, size = 4) => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', type);
    form.set('file', new File([new Uint8Array(size).fill(7)], 'x', { type }));
    return form;
  };

  test('are uploaded, sent by their id, downloaded in two steps with the token, and removed', async () => {
    const { cloud, call, send } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    const { content } = await call('POST', '/106500000000001/media', formOf('image/png'));
    const image = { type: 'image', image: { id: content.id, caption: 'trend' } };
    expect((await send(KIM, image)).status).toBe(200);
    const { content: found } = await call('GET', `/${content.id}`);
    expect(found).toMatchObject({ mime_type: 'image/png', file_size: 4 });
    const url = String(found['url']);
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: 'Bearer EAAsimulator' };
    expect([...new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())]).toEqual([
      7, 7, 7, 7,
    ]);
    await call('DELETE', `/${content.id}`);
    expect((await send(KIM, image)).code).toBe(100);
  });

  test('of kinds and sizes that WhatsApp does not take are refused', async () => {
    const { call } = await startBusiness();
    const upload = (form: FormData) => call('POST', '/106500000000001/media', form);
    expect((await upload(formOf('text/csv'))).code).toBe(131053);
    expect((await upload(formOf('image/png', 5e6 + 1))).code).toBe(131053);
    expect((await upload(formOf('image/png', 5e6))).status).toBe(200);
  });
});

describe('the webhook', () => {
  test('is signed over the very bytes, written beyond ASCII as Meta writes them', async () => {
    const requests: { body: string; signature: string | undefined }[] = [];
    const answers = [500, 200];
    const server = createServer((request, response) => {
      const signature = request.headers['x-hub-signature-256']?.toString();
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        requests.push({ body: Buffer.concat(pieces).toString('latin1'), signature });
        response.writeHead(answers.shift() ?? 200).end();
        if (answers.length === 0) server.emit('taken');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { cloud } = await startBusiness({ webhookUrl });
    const taken = once(server, 'taken');
    await cloud.write({ from: KIM, text: 'suhu 25 °C 👍' });
    await taken;
    // The one that was not taken comes again, as it was.
    expect(requests).toHaveLength(2);
    expect(requests[1]).toEqual(requests[0]);
    const { body = '', signature } = requests[0] ?? {};
    expect(body).toContain(String.raw`suhu 25 \u00b0C \ud83d\udc4d`);
    const hmac = createHmac('sha256', 'simulator-app-secret').update(body).digest('hex');
    expect(signature).toBe(`sha256=${hmac}`);
  });

  test('is told of taps by the id of what was tapped', async () => {
    const { cloud, send, told } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    const { content } = await send(KIM, QUESTION);
    const id = content.messages?.[0]?.id ?? '';
    await told(3);
    await cloud.tap(KIM, id, 'b');
    expect((await told(4)).at(-1)).toMatchObject({
      type: 'interactive',
      context: { id },
      interactive: { type: 'button_reply', button_reply: { id: 'b', title: 'u1 b' } },
    });
  });

  test('gets what a test asks for: each event twice, nothing of a message, or an event of its own', async () => {
    const { cloud, send, told } = await startBusiness();
    await cloud.setFaults({ repeatsEvents: true });
    const { id } = await cloud.write({ from: KIM, text: 'hi' });
    expect((await told(2)).map((message) => message.id)).toEqual([id, id]);
    await cloud.setFaults({ isSilent: true });
    await send(KIM);
    await cloud.setFaults({});
    const own = { errors: [{ code: 130429, title: 'Rate limit hit' }] };
    await cloud.sendEvent(own);
    // The own one is the third: of the message that was sent in between nothing came.
    expect((await told(3)).map((message) => message.id)).toEqual([id, id]);
  });
});

describe('what goes wrong on request', () => {
  test('an expired token, a code for so many sends, and what Meta calls its errors', async () => {
    const { cloud, send } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    await cloud.setFaults({ isTokenExpired: true });
    const refused = await send(KIM);
    expect(refused).toMatchObject({
      status: 401,
      content: { error: { code: 190, type: 'OAuthException', fbtrace_id: expect.any(String) } },
    });
    await cloud.setFaults({ sendCode: 131000, times: 1 });
    expect([(await send(KIM)).code, (await send(KIM)).code]).toEqual([131000, undefined]);
  });

  test.each([
    ['late', 1],
    ['lost', 0],
    ['drop', 0],
  ] as const)('%s: no answer, and %i message on the phone', async (sends, count) => {
    const { cloud, send } = await startBusiness();
    await cloud.write({ from: KIM, text: 'hi' });
    await cloud.setFaults({ sends });
    const sending = send(KIM).then(
      () => 'answered',
      () => 'gone',
    );
    if (count > 0) await cloud.waitForReceived({ to: KIM });
    if (sends === 'drop') expect(await sending).toBe('gone');
    expect(await cloud.received()).toHaveLength(count);
  });

  test('a request that the API does not know is refused and written down', async () => {
    const { cloud, send } = await startBusiness();
    const body = { type: 'text', text: { body: '' } };
    expect((await send(KIM, body)).code).toBe(100);
    expect((await cloud.counters()).refused).toEqual([expect.stringContaining('text.body')]);
    expect(validateByMeta('text', { ...body, text: {} })).not.toEqual([]);
  });
});
