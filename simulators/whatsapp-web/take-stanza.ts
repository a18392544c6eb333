import type { BinaryNode } from 'baileys';
import { answerQuery } from './answer-query.ts';
import type { Connection } from './connection.ts';
import { takeMessage } from './take-message.ts';
import type { World } from './world.ts';
import { writeAgain } from './write-message.ts';

const HISTORY_SETTLES_MS = 1000;

/** Whatever the client says after it logged in, or before. */
export async function takeStanza(
  world: World,
  connection: Connection,
  node: BinaryNode,
): Promise<void> {
  if (world.faults.isSilent) return;
  noteHistory(world, connection);
  switch (node.tag) {
    case 'iq':
      if (node.attrs['type'] === 'result' || node.attrs['type'] === 'error')
        connection.settle(node);
      else await answerQuery(world, connection, node);
      break;
    case 'message':
      await takeMessage(world, connection, node);
      break;
    case 'receipt':
      await takeReceipt(world, node);
      break;
    case 'ack':
      takeAck(world, node);
      break;
    case 'chatstate':
      if (Array.isArray(node.content) && node.content[0]?.tag === 'composing') {
        world.typing.push(node.attrs['to'] ?? '');
      }
      break;
    default:
  }
  world.events.emit('change');
}

/** A client that is cut off right after it took the history has not noted that it did: it gets it once more. */
function noteHistory(world: World, { tookHistoryAtMs }: Connection): void {
  if (world.account === null || tookHistoryAtMs === undefined) return;
  if (Date.now() - tookHistoryAtMs > HISTORY_SETTLES_MS) world.account.hasHistory = true;
}

async function takeReceipt(world: World, node: BinaryNode): Promise<void> {
  if (world.faults.losesConfirmations) return;
  const { type } = node.attrs;
  const listed = Array.isArray(node.content) ? (node.content[0]?.content ?? []) : [];
  const others = Array.isArray(listed) ? listed.map(({ attrs }) => attrs['id'] ?? '') : [];
  const ids = [node.attrs['id'] ?? '', ...(type === 'retry' ? [] : others)];
  if (type === 'retry') {
    world.counters.retriesAsked += 1;
    await writeAgain(world, node);
    return;
  }
  if (type === 'read' || type === 'read-self') world.read.push(...ids);
  for (const id of ids) world.queue.confirm('message', id);
}

function takeAck(world: World, node: BinaryNode): void {
  if (world.faults.losesConfirmations) return;
  const { id = '', class: kind = '', error, participant } = node.attrs;
  // With 500 the device only says that it asked for the message again.
  if (error === '500' && kind === 'message') return;
  const wasThere = world.queue.confirm(kind, id, kind === 'receipt' ? participant : undefined);
  if (error !== undefined && wasThere) world.counters.nacked.push(`${id} ${error}`);
}
