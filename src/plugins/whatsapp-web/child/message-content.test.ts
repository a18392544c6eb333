import { expect, test } from 'vitest';
import { contentOf } from './message-content.ts';

test.for([
  ['a text', { conversation: 'hi' }, { text: 'hi' }],
  ['a text with a link', { extendedTextMessage: { text: 'hi' } }, { text: 'hi' }],
  ['a picture', { imageMessage: { caption: 'see' } }, { text: 'see', attachment: 'picture' }],
  ['a voice message', { audioMessage: { ptt: true } }, { text: '', attachment: 'voice' }],
  ['a place', { locationMessage: { degreesLatitude: 1 } }, { text: '', attachment: 'location' }],
  [
    'a file with a text',
    { documentWithCaptionMessage: { message: { documentMessage: { caption: 'see' } } } },
    { text: 'see', attachment: 'document' },
  ],
  [
    'a text that disappears',
    { ephemeralMessage: { message: { conversation: 'hi' } } },
    { text: 'hi' },
  ],
  [
    'a picture to be seen once',
    { viewOnceMessageV2: { message: { imageMessage: {} } } },
    { text: '', attachment: 'picture' },
  ],
] as const)('%s is read as such', ([, message, content]) => {
  expect(contentOf(message)).toMatchObject(content);
});

test.for([
  ['a reaction', { reactionMessage: { text: '👍' } }],
  ['a message that was taken back', { protocolMessage: { type: 0 } }],
  ["a group's key", { senderKeyDistributionMessage: { groupId: '1@g.us' } }],
  ['nothing', {}],
] as const)('%s is nothing that a person wrote', ([, message]) => {
  expect(contentOf(message)).toBeUndefined();
});
