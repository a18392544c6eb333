import { type BinaryNode, getBinaryNodeChild, proto } from 'baileys';
import { readKey } from './account.ts';
import { jidInGroup } from './group-node.ts';
import { beginSession, type Person } from './person.ts';
import { randomStanzaId } from './random-stanza-id.ts';
import { seal, sealForGroup } from './seal.ts';
import { toSeconds } from './seconds.ts';
import type { GroupOptions, WriteOrder } from './whatsapp-web-control.ts';
import { deviceJidOf, personOf, type World } from './world.ts';

/** A person writes to the bot: encrypted on the person's phone, queued for the device. */
export async function writeMessage(world: World, order: WriteOrder): Promise<{ id: string }> {
  const person = personOf(world, order.from);
  const group = order.group === undefined ? undefined : world.groups.get(order.group);
  if (order.group !== undefined && group === undefined) {
    throw new Error(`There is no group ${order.group}.`);
  }
  const id = order.id ?? randomStanzaId();
  world.written.set(id, order);
  const first = await makeStanza(world, person, group, order, id);
  world.queue.add(first);
  if (order.twice === 'same') world.queue.add(first);
  if (order.twice === 'anew') world.queue.add(await makeStanza(world, person, group, order, id));
  world.events.emit('change');
  return { id };
}

/**
 * The device could not decrypt it: the phone begins a new session and encrypts the message once more, for this device
 * alone. The next message to a group has the group's key with it again; sent now, it would be too new for those that wait.
 */
export async function writeAgain(world: World, receipt: BinaryNode): Promise<void> {
  const id = receipt.attrs['id'] ?? '';
  const order = world.written.get(id);
  if (order === undefined || world.account === null) return;
  const person = personOf(world, order.from);
  const keys = getBinaryNodeChild(receipt, 'keys');
  const key = getBinaryNodeChild(keys, 'key');
  const preKey = key === undefined ? undefined : readKey(key);
  const { account } = world;
  await person.inTurn(() =>
    beginSession(
      person,
      deviceJidOf(world),
      account,
      preKey && { id: preKey.id, key: preKey.value },
    ),
  );
  person.senderKeySentTo.clear();
  const group = order.group === undefined ? undefined : world.groups.get(order.group);
  const stanza = await makeStanza(world, person, group, { ...order, isBroken: false }, id, '1');
  world.queue.confirm('message', id);
  world.queue.add(stanza);
}

async function makeStanza(
  world: World,
  person: Person,
  group: GroupOptions | undefined,
  order: WriteOrder,
  id: string,
  retry?: string,
): Promise<BinaryNode> {
  const message = messageOf(world, order);
  const author = group && jidInGroup(person, group);
  const content =
    group === undefined || author === undefined || retry !== undefined
      ? [await seal(world, person, message, retry === undefined ? {} : { count: retry })]
      : await sealForGroup(world, person, group.id, author, message);
  return {
    tag: 'message',
    attrs: {
      ...(group === undefined
        ? privateAddress(person, order.viaLid ?? false)
        : groupAddress(person, group)),
      id,
      type: 'text',
      t: toSeconds(order.sentAt === undefined ? undefined : new Date(order.sentAt)),
      notify: person.options.name ?? `Person ${person.number.slice(-4)}`,
    },
    content: order.isBroken ? content.map(breakOne) : content,
  };
}

/** How the network tells who wrote a private message; the phone is told only by who shows it. */
export function privateAddress(person: Person, viaLid: boolean): Record<string, string> {
  const phone = `${person.number}@s.whatsapp.net`;
  const lid = `${person.lid}@lid`;
  const { hidesPhone, username } = person.options;
  if (hidesPhone) return { from: lid, ...(username && { peer_recipient_username: username }) };
  return viaLid ? { from: lid, sender_pn: phone } : { from: phone, sender_lid: lid };
}

function groupAddress(person: Person, group: GroupOptions): Record<string, string> {
  const { hidesPhone, username } = person.options;
  const isLid = group.addressing === 'lid';
  const phone = `${person.number}@s.whatsapp.net`;
  return {
    from: group.id,
    participant: jidInGroup(person, group),
    addressing_mode: isLid ? 'lid' : 'pn',
    ...(isLid
      ? !hidesPhone && { participant_pn: phone }
      : { participant_lid: `${person.lid}@lid` }),
    ...(username && { participant_username: username }),
  };
}

function messageOf(world: World, order: WriteOrder): proto.IMessage {
  if (order.message !== undefined) return proto.Message.fromObject({ ...order.message });
  const text = order.text ?? '';
  if (order.mentions === undefined && order.quotes === undefined) return { conversation: text };
  const user = order.mentions === 'lid' ? world.lid : world.phone;
  const mentioned = order.mentions === 'lid' ? `${user}@lid` : `${user}@s.whatsapp.net`;
  const author = order.quotedFrom === undefined ? world.phone : order.quotedFrom.replace(/\D/g, '');
  return {
    extendedTextMessage: {
      text: order.mentions === undefined ? text : `@${user} ${text}`,
      contextInfo: {
        ...(order.mentions && { mentionedJid: [mentioned] }),
        ...(order.quotes && {
          stanzaId: order.quotes,
          participant: `${author}@s.whatsapp.net`,
          quotedMessage: { conversation: '' },
        }),
      },
    },
  };
}

function breakOne(node: BinaryNode): BinaryNode {
  const content = Buffer.from(node.content as Uint8Array);
  const last = content.length - 1;
  content[last] = (content[last] ?? 0) ^ 0xff;
  return { ...node, content };
}
