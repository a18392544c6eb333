import { describe, expect, onTestFinished, test } from 'vitest';
import {
  isMetaKind,
  metaDocument,
  type MetaBody,
  validateByMeta,
} from './conformance/meta-schema.ts';
import { startEventCatcher } from './conformance/event-catcher.ts';
import { parseMessageRequest, startWhatsappCloud } from './index.ts';

type Body = MetaBody;

/** Of shops, flows and orders, which Plantline sends none of: Meta's schema contradicts its own examples of them. */
const NOT_SENT = /Catalog|Flow|Product|Order|Issue Resolution/u;

const to = '16505551234';
const base = { messaging_product: 'whatsapp', recipient_type: 'individual', to };
const button = (id: string) => ({ type: 'reply', reply: { id, title: id } });
const buttons = (...ids: string[]) => ({
  type: 'button',
  body: { text: 'Which one?' },
  action: { buttons: ids.map(button) },
});

const GOOD: Readonly<Record<string, Body>> = {
  'a text': { ...base, type: 'text', text: { body: 'u1 load 612.4 MW', preview_url: false } },
  'a reply with callback data': {
    ...base,
    type: 'text',
    text: { body: 'x' },
    context: { message_id: 'wamid.A' },
    biz_opaque_callback_data: '17.0',
  },
  'a text to a user id': {
    messaging_product: 'whatsapp',
    recipient: 'US.13491208655302741918',
    type: 'text',
    text: { body: 'x' },
  },
  'a picture': { ...base, type: 'image', image: { id: '1', caption: 'trend' } },
  'a document': { ...base, type: 'document', document: { id: '1', filename: 'r.txt' } },
  'three buttons': { ...base, type: 'interactive', interactive: buttons('a', 'b', 'c') },
  'a list': {
    ...base,
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: 'Which one?' },
      action: {
        button: 'Choose',
        sections: [{ title: 'Unit 1', rows: [{ id: '1', title: 'u1 load', description: 'MW' }] }],
      },
    },
  },
  'a reaction': { ...base, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } },
  'a template': {
    ...base,
    type: 'template',
    template: {
      name: 'plant_alarm',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'FIC101' }] }],
    },
  },
};

const BAD: Readonly<Record<string, Body>> = {
  'a text without a body': { ...base, type: 'text', text: {} },
  'a text that is too long': { ...base, type: 'text', text: { body: 'a'.repeat(4_097) } },
  'a property nobody knows': { ...base, type: 'text', text: { body: 'x' }, foo: 1 },
  'four buttons': { ...base, type: 'interactive', interactive: buttons('a', 'b', 'c', 'd') },
  'no product': { to, type: 'text', text: { body: 'x' } },
  'a picture that is nowhere': { ...base, type: 'image', image: { caption: 'x' } },
};

const isTakenHere = (body: Body): boolean => typeof parseMessageRequest(body) !== 'string';

describe('what the API takes', () => {
  test.each(Object.entries(GOOD))('%s', (_what, body) => {
    expect(parseMessageRequest(body)).toMatchObject({ type: body['type'] });
  });
  test.each(Object.entries(BAD))('not %s', (_what, body) => {
    expect(isTakenHere(body)).toBe(false);
  });
});

describe.skipIf(!metaDocument())('by Meta’s published schema (needs ../shared/reference)', () => {
  const findFaults = (body: Body) => validateByMeta(String(body['type']), body);
  const examplesOf = (path: string) => metaDocument()?.examplesOf(path) ?? [];

  test.each(Object.entries(GOOD))('%s is taken by both', (_what, body) => {
    expect(findFaults(body)).toEqual([]);
  });
  test.each(Object.entries(BAD))('%s is refused by both', (_what, body) => {
    expect(findFaults(body)).not.toEqual([]);
    expect(isTakenHere(body)).toBe(false);
  });

  test('its own examples of the kinds that are sent are taken by its schema', () => {
    const ours = examplesOf('/{Version}/{Phone-Number-ID}/messages').filter(
      ([name, { type }]) => !NOT_SENT.test(name) && isMetaKind(type),
    );
    expect(ours.length).toBeGreaterThan(15);
    const refused = ours.filter(([, body]) => findFaults(body)?.length !== 0);
    expect(refused.map(([name]) => name)).toEqual([]);
  });

  test('a message marked as read, with and without typing', () => {
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    for (const body of [read, { ...read, typing_indicator: { type: 'text' } }]) {
      expect(validateByMeta('read', body)).toEqual([]);
      expect(isTakenHere(body)).toBe(true);
    }
  });

  test('every kind that the webhook is told is as Meta describes it', async () => {
    const catcher = await startEventCatcher();
    const cloud = await startWhatsappCloud({ webhookUrl: catcher.url });
    onTestFinished(async () => {
      await cloud.close();
      await catcher.close();
    });
    const context = { from: '15550000001', id: 'wamid.B' };
    const told = [
      { type: 'text', text: { body: 'u1 load – now' } },
      { type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } },
      { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '👍' } },
      { type: 'button', button: { payload: 'plantline', text: 'Show' }, context },
      ...['button_reply', 'list_reply'].map((type) => ({
        type: 'interactive',
        interactive: { type, [type]: { id: '1', title: 'u1 load' } },
        context,
      })),
    ];
    for (const message of told) await cloud.write({ from: to, message });
    await cloud.write({ from: 'US.13491208655302741918', text: 'no phone to see' });
    const text = { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } };
    const send = async (address: object) =>
      await fetch(`${cloud.url}/v25.0/106500000000001/messages`, {
        method: 'POST',
        headers: { authorization: 'Bearer EAAsimulator', 'content-type': 'application/json' },
        body: JSON.stringify({ ...text, ...address }),
      });
    await send({ to: undefined, recipient: 'US.13491208655302741918' });
    const sent = await send({ to });
    const { messages } = (await sent.json()) as { messages: { id: string }[] };
    await cloud.read(messages[0]?.id ?? '');
    await cloud.setFaults({ closedWindow: 'later' });
    await send({ to: '6281200000009' });
    const events = await catcher.waitFor(told.length + 7);
    for (const event of events) {
      expect(validateByMeta('webhook', event), JSON.stringify(event)).toEqual([]);
    }
  });
});
