import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import { correctMetaSchemas, type MetaSchemas } from './conformance/correct-meta-schema.ts';
import { parseMessageRequest } from './index.ts';

const DOCUMENT = new URL(
  '../../../shared/reference/meta-business-messaging-api-v23.yaml',
  import.meta.url,
);

interface OpenApi {
  readonly components: { readonly schemas: MetaSchemas };
  readonly paths: Record<string, { post: { requestBody: { content: Content } } }>;
}
interface Content {
  readonly 'application/json': { readonly examples: Record<string, { value: Body }> };
}
type Body = Record<string, unknown>;

/** Meta's name for each kind that Plantline sends. */
const SCHEMAS: Readonly<Record<string, string>> = {
  text: 'TextMessage',
  image: 'ImageMessage',
  document: 'DocumentMessage',
  interactive: 'InteractiveMessage',
  reaction: 'ReactionMessage',
  template: 'TemplateMessage',
};
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

describe.skipIf(!existsSync(DOCUMENT))('by Meta’s published schema (needs ../shared)', () => {
  const { components, paths } = (
    existsSync(DOCUMENT)
      ? parse(readFileSync(DOCUMENT, 'utf8'), { maxAliasCount: -1 })
      : { components: { schemas: {} }, paths: {} }
  ) as OpenApi;
  const schemas = components.schemas;
  if (existsSync(DOCUMENT)) correctMetaSchemas(schemas);
  const ajv = new Ajv2020({
    strict: false,
    unicodeRegExp: false,
    discriminator: false,
    validateFormats: false,
  });
  ajv.addSchema({ $id: 'meta', components: { schemas } });
  const validatorOf = (name: string) => ajv.compile({ $ref: `meta#/components/schemas/${name}` });
  const isTakenByMeta = (body: Body): boolean =>
    validatorOf(SCHEMAS[String(body['type'])] ?? '')(body) === true;
  const examplesOf = (path: string) =>
    Object.entries(paths[path]?.post.requestBody.content['application/json'].examples ?? {});

  test.each(Object.entries(GOOD))('%s is taken by both', (_what, body) => {
    const validate = validatorOf(SCHEMAS[String(body['type'])] ?? '');
    expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
  });
  test.each(Object.entries(BAD))('%s is refused by both', (_what, body) => {
    expect([isTakenByMeta(body), isTakenHere(body)]).toEqual([false, false]);
  });

  test('its own examples of the kinds that are sent are taken by its schema', () => {
    const ours = examplesOf('/{Version}/{Phone-Number-ID}/messages').filter(
      ([name, { value }]) => !NOT_SENT.test(name) && String(value['type']) in SCHEMAS,
    );
    expect(ours.length).toBeGreaterThan(15);
    const refused = ours.filter(([, { value }]) => !isTakenByMeta(value)).map(([name]) => name);
    expect(refused).toEqual([]);
  });

  test('what the webhook is told is as Meta describes it', async () => {
    const { startWhatsappCloud } = await import('./index.ts');
    const { startEventCatcher } = await import('./event-catcher.ts');
    const catcher = await startEventCatcher();
    const cloud = await startWhatsappCloud({ webhookUrl: catcher.url });
    onTestFinished(async () => {
      await cloud.close();
      await catcher.close();
    });
    await cloud.write({ from: to, text: 'u1 load – now' });
    await cloud.write({ from: 'US.13491208655302741918', text: 'no phone to see' });
    await cloud.write({
      from: to,
      message: { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } },
    });
    const events = await catcher.waitFor(3);
    const validate = validatorOf('WebhookPayload');
    for (const event of events) {
      expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
