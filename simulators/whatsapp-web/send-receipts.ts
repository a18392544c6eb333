import { type BinaryNode, isJidGroup } from 'baileys';
import { jidInGroup } from './group-node.ts';
import { keysOf, registrationOf } from './key-bundle.ts';
import type { Person } from './person.ts';
import { toSeconds } from './seconds.ts';
import { deviceJidOf, type World } from './world.ts';

/** A phone tells that a message arrived, and that its owner read it. */
export function sendReceipts(world: World, person: Person, message: BinaryNode): void {
  if (world.faults.noReceipts || person.options.isOff) return;
  const attrs = addressOf(world, person, message);
  world.queue.add({ tag: 'receipt', attrs });
  if (person.options.sendsReadReceipts === false || person.number === world.phone) return;
  world.queue.add({ tag: 'receipt', attrs: { ...attrs, type: 'read' } });
}

/** A phone could not read a message: it asks for it again, with keys for a new session. */
export async function sendRetryReceipt(
  world: World,
  person: Person,
  message: BinaryNode,
): Promise<void> {
  await person.signal.deleteSession([deviceJidOf(world)]);
  const id = message.attrs['id'] ?? '';
  world.queue.add({
    tag: 'receipt',
    attrs: { ...addressOf(world, person, message), type: 'retry' },
    content: [
      { tag: 'retry', attrs: { count: '1', id, t: toSeconds(), v: '1', error: '0' } },
      registrationOf(person),
      {
        tag: 'keys',
        attrs: {},
        content: [{ tag: 'type', attrs: {}, content: Buffer.from([5]) }, ...(await keysOf(person))],
      },
    ],
  });
}

function addressOf(
  world: World,
  person: Person,
  message: BinaryNode,
): Readonly<Record<string, string>> {
  const to = message.attrs['to'] ?? '';
  const group = world.groups.get(to);
  return {
    id: message.attrs['id'] ?? '',
    from: to,
    ...(isJidGroup(to) && group && { participant: jidInGroup(person, group) }),
    t: toSeconds(),
  };
}
