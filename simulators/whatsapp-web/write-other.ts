import { encodeNewsletterMessage } from 'baileys';
import { randomStanzaId } from './random-stanza-id.ts';
import { seal } from './seal.ts';
import { toSeconds } from './seconds.ts';
import { personOf, type World } from './world.ts';

/** The bot's owner writes on the phone; the device gets a copy. */
export async function writeFromPhone(
  world: World,
  to: string,
  text: string,
): Promise<{ id: string }> {
  const recipient = to.includes('@') ? to : `${to.replace(/\D/g, '')}@s.whatsapp.net`;
  const message = {
    deviceSentMessage: { destinationJid: recipient, message: { conversation: text } },
  };
  const content = [await seal(world, personOf(world, world.phone), message)];
  const attrs = { from: `${world.phone}@s.whatsapp.net`, recipient, notify: 'The bot' };
  return add(world, attrs, content);
}

export async function writeStatus(
  world: World,
  number: string,
  text: string,
): Promise<{ id: string }> {
  const person = personOf(world, number);
  const content = [await seal(world, person, { extendedTextMessage: { text } })];
  const participant = `${person.number}@s.whatsapp.net`;
  const attrs = { from: 'status@broadcast', participant, participant_lid: `${person.lid}@lid` };
  return add(world, attrs, content);
}

export async function writeNewsletter(world: World, text: string): Promise<{ id: string }> {
  const content = encodeNewsletterMessage({ conversation: text });
  const attrs = { from: '120363000000000009@newsletter', server_id: '1' };
  return add(world, attrs, [{ tag: 'plaintext', attrs: {}, content }]);
}

function add(
  world: World,
  attrs: Readonly<Record<string, string>>,
  content: Parameters<World['queue']['add']>[0]['content'],
): { id: string } {
  const id = randomStanzaId();
  world.queue.add({
    tag: 'message',
    attrs: { ...attrs, id, type: 'text', t: toSeconds() },
    ...(content && { content }),
  });
  return { id };
}
