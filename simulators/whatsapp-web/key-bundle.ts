import {
  type BinaryNode,
  encodeBigEndian,
  generateOrGetPreKeys,
  jidDecode,
  KEY_BUNDLE_TYPE,
  type KeyPair,
  xmppPreKey,
  xmppSignedPreKey,
} from 'baileys';
import type { Person } from './person.ts';
import { toSeconds } from './seconds.ts';
import { personByUser, type World } from './world.ts';

/** The keys that the device begins a session with a phone from. */
export async function makeKeyBundle(world: World, jid: string): Promise<BinaryNode> {
  const person = personByUser(world, jidDecode(jid)?.user ?? '');
  return {
    tag: 'user',
    attrs: { jid, t: toSeconds() },
    content: [
      registrationOf(person),
      { tag: 'type', attrs: {}, content: Buffer.from(KEY_BUNDLE_TYPE) },
      ...(await keysOf(person)),
    ],
  };
}

export function registrationOf(person: Person): BinaryNode {
  const content = encodeBigEndian(person.creds.registrationId);
  return { tag: 'registration', attrs: {}, content };
}

export async function keysOf(person: Person): Promise<BinaryNode[]> {
  const { id, pair } = await makePreKey(person);
  return [
    { tag: 'identity', attrs: {}, content: person.creds.signedIdentityKey.public },
    xmppPreKey(pair, id),
    xmppSignedPreKey(person.creds.signedPreKey),
  ];
}

function makePreKey(person: Person): Promise<{ id: number; pair: KeyPair }> {
  return person.inTurn(async () => {
    const id = person.creds.nextPreKeyId;
    const { newPreKeys } = generateOrGetPreKeys(person.creds, 1);
    const pair = newPreKeys[id];
    if (pair === undefined) throw new Error('No key was made.');
    person.creds.nextPreKeyId = id + 1;
    person.creds.firstUnuploadedPreKeyId = id + 1;
    await person.keys.set({ 'pre-key': newPreKeys });
    return { id, pair };
  });
}
