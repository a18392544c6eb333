import { type BinaryNode, encodeWAMessage, type proto } from 'baileys';
import { beginSession, type Person } from './person.ts';
import { deviceJidOf, type World } from './world.ts';

/** Encrypts a person's message for the linked device; a session is begun when there is none. */
export function seal(
  world: World,
  person: Person,
  message: proto.IMessage,
  attributes: Readonly<Record<string, string>> = {},
): Promise<BinaryNode> {
  const { account } = world;
  if (account === null) throw new Error('No device is linked.');
  const jid = deviceJidOf(world);
  return person.inTurn(async () => {
    const { exists } = await person.signal.validateSession(jid);
    if (!exists) await beginSession(person, jid, account);
    const data = encodeWAMessage(message);
    const { type, ciphertext } = await person.signal.encryptMessage({ jid, data });
    return { tag: 'enc', attrs: { v: '2', type, ...attributes }, content: ciphertext };
  });
}

/** Encrypts for a group; the key to it goes along the first time. */
export async function sealForGroup(
  world: World,
  person: Person,
  group: string,
  authorJid: string,
  message: proto.IMessage,
): Promise<BinaryNode[]> {
  const sealed = await person.inTurn(() =>
    person.signal.encryptGroupMessage({ group, meId: authorJid, data: encodeWAMessage(message) }),
  );
  const enc = { tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: sealed.ciphertext };
  const recipient = `${group} ${deviceJidOf(world)}`;
  if (person.senderKeySentTo.has(recipient)) return [enc];
  person.senderKeySentTo.add(recipient);
  const key = await seal(world, person, {
    senderKeyDistributionMessage: {
      groupId: group,
      axolotlSenderKeyDistributionMessage: sealed.senderKeyDistributionMessage,
    },
  });
  return [key, enc];
}
