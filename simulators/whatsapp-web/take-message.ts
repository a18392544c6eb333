import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  isJidGroup,
  jidDecode,
  proto,
  unpadRandomMax16,
} from 'baileys';
import type { Connection } from './connection.ts';
import { membersOf } from './group-node.ts';
import type { Person } from './person.ts';
import { sendReceipts, sendRetryReceipt } from './send-receipts.ts';
import { toSeconds } from './seconds.ts';
import { toReceived } from './to-received.ts';
import { deviceJidOf, personByUser, type World } from './world.ts';

/** Takes a message of the device: to every phone it is for, each of which decrypts it by itself. */
export async function takeMessage(
  world: World,
  connection: Connection,
  node: BinaryNode,
): Promise<void> {
  const { faults, counters } = world;
  counters.messages += 1;
  if (faults.loseMessages > 0) {
    faults.loseMessages -= 1;
    return;
  }
  const isRefused = faults.nacks > 0;
  if (isRefused) faults.nacks -= 1;
  if (!isRefused) await deliver(world, node);
  if (faults.dropAfterMessages > 0) {
    faults.dropAfterMessages -= 1;
    if (faults.dropAfterMessages === 0) {
      connection.drop();
      return;
    }
  }
  if (faults.swallowAcks > 0 && !isRefused) {
    faults.swallowAcks -= 1;
    return;
  }
  connection.send({
    tag: 'ack',
    attrs: {
      class: 'message',
      id: node.attrs['id'] ?? '',
      from: node.attrs['to'] ?? '',
      t: toSeconds(),
      ...(isRefused && { error: String(faults.nackCode) }),
    },
  });
}

async function deliver(world: World, node: BinaryNode): Promise<void> {
  const to = node.attrs['to'] ?? '';
  const messages = new Map<Person, proto.IMessage>();
  const unread = new Set<Person>();

  async function tryFor(
    person: Person,
    how: string,
    open: () => Promise<proto.IMessage>,
  ): Promise<void> {
    if (person.options.isAbsent) return;
    try {
      const message = await person.inTurn(open);
      messages.set(person, { ...messages.get(person), ...message });
    } catch (error) {
      unread.add(person);
      world.counters.badMacs += 1;
      world.counters.failures.push(
        `+${person.number} could not decrypt ${node.attrs['id']} (${how}): ${(error as Error).message}`,
      );
    }
  }

  const own = getBinaryNodeChildren(getBinaryNodeChild(node, 'participants'), 'to');
  for (const { attrs, content } of [...own, { attrs: { jid: to }, content: node.content }]) {
    for (const enc of Array.isArray(content) ? content : []) {
      if (enc.tag !== 'enc' || enc.attrs['type'] === 'skmsg') continue;
      const recipient = isJidGroup(attrs['jid']) ? node.attrs['participant'] : attrs['jid'];
      const person = personByUser(world, jidDecode(recipient)?.user ?? '');
      const how = `${enc.attrs['type']} to ${attrs['jid']}`;
      await tryFor(person, how, () => open(world, person, enc, node));
    }
  }
  const group = world.groups.get(to);
  const forGroup = getBinaryNodeChildren(node, 'enc').find(
    ({ attrs }) => attrs['type'] === 'skmsg',
  );
  if (group !== undefined && forGroup !== undefined) {
    for (const person of membersOf(world, group)) {
      if (unread.has(person)) continue;
      await tryFor(person, 'skmsg', () => openForGroup(world, person, group.id, forGroup));
    }
  }
  for (const person of unread) await sendRetryReceipt(world, person, node);
  for (const [person, message] of messages) await show(world, person, node, message);
  world.events.emit('change');
}

async function open(
  world: World,
  person: Person,
  enc: BinaryNode,
  node: BinaryNode,
): Promise<proto.IMessage> {
  const plain = await person.signal.decryptMessage({
    jid: deviceJidOf(world),
    type: enc.attrs['type'] === 'pkmsg' ? 'pkmsg' : 'msg',
    ciphertext: enc.content as Uint8Array,
  });
  const message = proto.Message.decode(unpadRandomMax16(plain));
  const key = message.senderKeyDistributionMessage;
  if (key?.groupId) {
    const { groupId } = key;
    await person.signal.processSenderKeyDistributionMessage({
      authorJid: deviceJidOf(world),
      item: { ...key, groupId },
    });
  }
  const copy = message.deviceSentMessage;
  if (!copy) return message;
  // A copy for the owner's own phone is nothing that somebody received, unless the owner is who it is to.
  const isToSelf = personByUser(world, jidDecode(node.attrs['to'])?.user ?? '') === person;
  return isToSelf ? (copy.message ?? {}) : {};
}

async function openForGroup(
  world: World,
  person: Person,
  group: string,
  enc: BinaryNode,
): Promise<proto.IMessage> {
  const plain = await person.signal.decryptGroupMessage({
    group,
    authorJid: deviceJidOf(world),
    msg: enc.content as Uint8Array,
  });
  return proto.Message.decode(unpadRandomMax16(plain));
}

async function show(
  world: World,
  person: Person,
  node: BinaryNode,
  message: proto.IMessage,
): Promise<void> {
  const { counters, faults } = world;
  const to = node.attrs['to'] ?? '';
  const id = node.attrs['id'] ?? '';
  const isForOwner = person.number === world.phone;
  const received = await toReceived(world, person, to, id, message);
  if (received === undefined || (isForOwner && isJidGroup(to))) return;
  if (person.shown.has(id)) {
    counters.duplicates += 1;
    sendReceipts(world, person, node);
    return;
  }
  if (faults.askAgain > 0 && !isForOwner) {
    faults.askAgain -= 1;
    await sendRetryReceipt(world, person, node);
    return;
  }
  person.shown.add(id);
  counters.delivered += 1;
  world.received.push(received);
  sendReceipts(world, person, node);
}
