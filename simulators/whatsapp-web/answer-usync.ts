import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren, jidDecode } from 'baileys';
import { personByUser, personOf, type World } from './world.ts';

/** Who is on WhatsApp, under which LID, with which devices. */
export function answerUsync(world: World, usync: BinaryNode): BinaryNode[] {
  const users = getBinaryNodeChildren(getBinaryNodeChild(usync, 'list'), 'user');
  const list = { tag: 'list', attrs: {}, content: users.map((user) => describe(world, user)) };
  return [{ tag: 'usync', attrs: { ...usync.attrs }, content: [list] }];
}

function describe(world: World, user: BinaryNode): BinaryNode {
  const asked = getBinaryNodeChild(user, 'contact')?.content;
  const jid = user.attrs['jid'] ?? `${textOf(asked).replace(/\D/g, '')}@s.whatsapp.net`;
  const address = jidDecode(jid);
  if (address === undefined) return { tag: 'user', attrs: { jid } };
  const isLid = address.server === 'lid';
  const person = isLid ? personByUser(world, address.user) : personOf(world, address.user);
  const isAbsent = person.options.isAbsent === true;
  const content: BinaryNode[] = [
    { tag: 'contact', attrs: { type: isAbsent ? 'out' : 'in' } },
    {
      tag: 'devices',
      attrs: {},
      content: [
        { tag: 'device-list', attrs: {}, content: isAbsent ? [] : devicesOf(world, person.number) },
      ],
    },
  ];
  // Asked by its LID, a person stays a LID: others are not told the phone.
  if (!isLid && !isAbsent) content.push({ tag: 'lid', attrs: { val: `${person.lid}@lid` } });
  return { tag: 'user', attrs: { jid }, content };
}

function devicesOf(world: World, number: string): BinaryNode[] {
  const phone = { tag: 'device', attrs: { id: '0' } };
  if (number !== world.phone || world.account === null) return [phone];
  const linked = { id: String(world.account.device), 'key-index': '1' };
  return [phone, { tag: 'device', attrs: linked }];
}

function textOf(content: BinaryNode['content']): string {
  return content instanceof Uint8Array
    ? Buffer.from(content).toString()
    : typeof content === 'string'
      ? content
      : '';
}
