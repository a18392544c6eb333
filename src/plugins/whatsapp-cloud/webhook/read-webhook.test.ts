import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER_ID, webhookOf } from '../../../../tests/support/cloud-transport.ts';
import { readWebhook } from './read-webhook.ts';

const NOW = new Date('2026-11-28T02:00:00Z');
const read = (value: object) => readWebhook(webhookOf(value), NUMBER_ID, NOW).events;
const said = (more: object) => ({
  id: 'wamid.A',
  timestamp: '1764295200',
  from: '6281200000001',
  ...more,
});
const messageIn = (message: object, contacts: object[] = []) => {
  const [event] = read({ contacts, messages: [message] });
  return event?.kind === 'message' ? event.message : event;
};

test('a text is read with who wrote it, when, and the further address of the person', () => {
  const contacts = [{ wa_id: '6281200000001', user_id: 'ID.77', profile: { name: 'Sari' } }];
  expect(messageIn(said({ type: 'text', text: { body: 'u1 load' } }), contacts)).toEqual({
    id: 'wamid.A',
    chat: '+6281200000001',
    sender: '+6281200000001',
    senderAliases: ['bsuid:ID.77'],
    senderName: 'Sari',
    text: 'u1 load',
    mentionsBot: true,
    sentAt: new Date('2025-11-28T02:00:00Z'),
  });
});

test('somebody who hides the phone is known by the business-scoped id', () => {
  const message = {
    id: 'wamid.B',
    timestamp: '1764295200',
    from_user_id: 'ID.77',
    type: 'text',
    text: { body: 'x' },
  };
  expect(messageIn(message)).toMatchObject({ chat: 'bsuid:ID.77', sender: 'bsuid:ID.77' });
  const withPhone = [{ user_id: 'ID.77', wa_id: '6281200000001' }];
  expect(messageIn(message, withPhone)).toMatchObject({
    sender: '+6281200000001',
    senderAliases: ['bsuid:ID.77'],
  });
});

test.each([
  [
    'a button',
    {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: '2', title: 'u2 load' } },
    },
    '2',
  ],
  [
    'a row of a list',
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 'next', title: 'More' } },
    },
    'next',
  ],
  [
    'a button of a template',
    { type: 'button', button: { payload: 'Details', text: 'Details' } },
    'Details',
  ],
])('tapping %s says what it stands for', (_what, message, text) => {
  expect(messageIn(said(message))).toMatchObject({ text });
  expect(messageIn(said(message))).not.toHaveProperty('attachment');
});

test.each([
  ['image', { image: { id: 'm', caption: 'this gauge?' } }, 'picture', 'this gauge?'],
  ['audio', { audio: { id: 'm' } }, 'voice', ''],
  ['location', { location: {} }, 'location', ''],
  ['unsupported', { errors: [{ code: 131051 }] }, 'other', ''],
  ['never_seen', { never_seen: {} }, 'other', ''],
])('a message of the kind %s is told as an attachment', (type, more, attachment, text) => {
  expect(messageIn(said({ type, ...more }))).toMatchObject({ attachment, text });
});

test('a reaction is no question: it is told with what it is at, and taken back without an emoji', () => {
  const reacted = (reaction: object) => read({ messages: [said({ type: 'reaction', reaction })] });
  const known = { kind: 'reaction', to: 'wamid.1', addresses: ['+6281200000001'] };
  expect(reacted({ message_id: 'wamid.1', emoji: '👍' })).toMatchObject([
    { ...known, emoji: '👍' },
  ]);
  for (const gone of [{ message_id: 'wamid.1' }, { message_id: 'wamid.1', emoji: '' }]) {
    expect(reacted(gone)).toMatchObject([{ ...known, emoji: null }]);
  }
});

test('a reaction to nothing that is named shows only that the person is there', () => {
  expect(read({ messages: [said({ type: 'reaction', reaction: { emoji: '👍' } })] })).toMatchObject(
    [{ kind: 'touch', addresses: ['+6281200000001'] }],
  );
});

test('a new business-scoped id is told as a move; a group and another number’s messages are left alone', () => {
  const system = { type: 'user_changed_user_id', previous_user_id: 'ID.1', user_id: 'ID.2' };
  expect(read({ messages: [{ id: 'w', type: 'system', system }] })).toEqual([
    { kind: 'moved', from: 'bsuid:ID.1', to: 'bsuid:ID.2' },
  ]);
  const text = said({ type: 'text', text: { body: 'x' } });
  expect(read({ messages: [{ ...text, group_id: 'g' }] })).toEqual([]);
  expect(read({ metadata: { phone_number_id: '999' }, messages: [text] })).toEqual([]);
});

test('an address that somebody made up is none', () => {
  for (const from of ['+62;DROP', '0000', 'admin', '62812@g.us']) {
    expect(read({ messages: [said({ from, type: 'text', text: { body: 'x' } })] })).toEqual([]);
  }
});

test('whatever comes is read without an error', () => {
  fc.assert(
    fc.property(fc.json(), fc.uint8Array(), (json, bytes) => {
      readWebhook(Buffer.from(json), NUMBER_ID, NOW);
      readWebhook(bytes, NUMBER_ID, NOW);
    }),
  );
  const odd = fc.record({
    messages: fc.anything(),
    statuses: fc.anything(),
    contacts: fc.anything(),
    errors: fc.anything(),
  });
  fc.assert(
    fc.property(odd, (value) => void read(JSON.parse(JSON.stringify(value) ?? '{}') as object)),
  );
});

test('no well-formed message of a batch is lost among odd ones', () => {
  const message = fc.record({
    id: fc.uuid(),
    body: fc.string({ minLength: 1 }),
    odd: fc.dictionary(
      fc.constantFrom('image', 'button', 'system', 'interactive', 'group', 'x'),
      fc.json(),
    ),
  });
  const item = fc.oneof(
    message,
    fc.constantFrom(null, 7, 'x', [], {}, { id: 5 }, { type: 'text' }),
  );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 20 }), (items) => {
      const good = items.filter((one) => typeof one === 'object' && one !== null && 'body' in one);
      const messages = items.map((one) =>
        good.includes(one as never)
          ? {
              ...(one as { odd: object }).odd,
              ...said({
                id: (one as { id: string }).id,
                type: 'text',
                text: { body: (one as { body: string }).body },
              }),
            }
          : one,
      );
      const found = read({ messages }).flatMap((event) =>
        event.kind === 'message' ? [event.message] : [],
      );
      expect(found.map(({ id, text }) => [id, text])).toEqual(
        good.map((one) => [(one as { id: string }).id, (one as { body: string }).body]),
      );
    }),
  );
});
