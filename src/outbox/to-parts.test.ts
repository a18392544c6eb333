import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutgoingFile, TransportCapabilities } from '#sdk';
import type { OutgoingMessage } from './outgoing-message.ts';
import { toParts } from './to-parts.ts';

const NOW = new Date('2026-11-27T05:00:00.000Z');
const CAPABILITIES: TransportCapabilities = {
  textMax: 200,
  captionMax: 100,
  media: { 'image/png': 1_000, 'text/csv': 1_000 },
  choices: true,
  reactions: false,
  quotes: true,
  groups: true,
  receipts: true,
};
const PNG = { mimeType: 'image/png', url: '/api/v1/media/1', fileName: 'trend.png' };
const QUOTED = { id: 'm', sender: '+621', text: 'u1 load' };

function row(more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: 17,
    recipient: '+621',
    text: 'a',
    type: 'reply',
    status: 'sending',
    transport: 'web',
    inReplyTo: null,
    facts: [],
    media: [],
    picture: null,
    choices: [],
    priority: 20,
    retryCount: 0,
    parts: 1,
    partsSent: 0,
    isInDoubt: false,
    waitsForPerson: false,
    errorMessage: null,
    providerId: null,
    createdAt: NOW,
    dueAt: NOW,
    expiresAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    ...more,
  };
}

function file(mimeType = 'image/png', sizeBytes = 500): OutgoingFile {
  return { mimeType, fileName: 'trend.png', sizeBytes, read: async () => new Uint8Array() };
}

function partsOf(
  more: Partial<OutgoingMessage>,
  rest: Partial<Parameters<typeof toParts>[0]> = {},
) {
  const leftOutLine = (name: string) => `(${name} left out)`;
  const given = { capabilities: CAPABILITIES, files: [], leftOutLine, ...rest };
  return toParts({ message: row(more), ...given });
}

function textsOf(...given: Parameters<typeof partsOf>): readonly string[] {
  return partsOf(...given).map(({ content }) =>
    content.kind === 'text' ? content.text : content.kind,
  );
}

test('a short text is one part, under the key of its row, and answers what was asked', () => {
  expect(partsOf({ text: '*612 MW*' }, { replyTo: QUOTED })).toEqual([
    {
      key: '17.0',
      chat: '+621',
      content: { kind: 'text', text: '*612 MW*' },
      replyTo: QUOTED,
      isAlarm: false,
      isInDoubt: false,
    },
  ]);
});

test('a long text is numbered, its buttons are at its end, and only the part that may have gone is in doubt', () => {
  const choices = [{ label: 'Unit 1', say: '1' }];
  const message = { text: 'word '.repeat(70), choices, partsSent: 1, parts: 3, isInDoubt: true };
  const parts = partsOf(message, { replyTo: QUOTED });
  expect(parts.map(({ key }) => key)).toEqual(['17.0', '17.1', '17.2']);
  expect(parts.map(({ isInDoubt }) => isInDoubt)).toEqual([false, true, false]);
  expect(parts.map(({ content }) => 'choices' in content)).toEqual([false, false, true]);
  expect(parts.map((part) => 'replyTo' in part)).toEqual([true, false, false]);
});

test('a picture goes with a text that fits under it, and after one that does not', () => {
  const files = [file()];
  expect(partsOf({ text: 'Load', media: [PNG] }, { files })[0]?.content).toEqual({
    kind: 'picture',
    file: files[0],
    caption: 'Load',
  });
  expect(textsOf({ text: 'x'.repeat(90), media: [PNG] }, { files })).toEqual([
    'x'.repeat(90),
    'picture',
  ]);
});

test.each([
  ['is of a kind the network does not take', file('image/webp')],
  ['is too large for it', file('image/png', 1_001)],
  ['was removed meanwhile', undefined],
])('a file that %s is said to be left out', (_why, left) => {
  expect(textsOf({ text: 'Load', media: [PNG] }, { files: [left] })).toEqual([
    'Load\n\n(trend.png left out)',
  ]);
});

test('a late message says so first, unless some of it was sent or may have been', () => {
  const lateLine = 'Late.';
  expect(textsOf({}, { lateLine })).toEqual(['Late.\n\na']);
  expect(textsOf({ isInDoubt: true }, { lateLine })).toEqual(['a']);
});

test('what comes at a place is the same on every try, and nothing of the text is lost, late or not', () => {
  const text = fc
    .array(fc.constantFrom('u1', '*5*', 'naik.', '\n', 'x'.repeat(40)), { maxLength: 80 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), (text, isLate, hasFile) => {
      const media = hasFile ? { media: [PNG] } : {};
      const files = hasFile ? [file()] : [];
      const lateLine = isLate ? `Late. ${'y'.repeat(40)}` : undefined;
      const first = partsOf({ text, ...media }, { files, lateLine });
      for (const { content } of first) {
        if (content.kind === 'text') expect(content.text.length).toBeLessThanOrEqual(200);
        if (content.kind === 'picture') expect(content.caption.length).toBeLessThanOrEqual(100);
      }
      for (let partsSent = 1; partsSent < first.length; partsSent += 1) {
        const more = { text, ...media, parts: first.length, partsSent };
        for (const late of [undefined, 'Late.']) {
          const again = partsOf(more, { files, lateLine: late });
          expect(again.slice(partsSent)).toEqual(first.slice(partsSent));
        }
      }
    }),
    { numRuns: 500 },
  );
});
