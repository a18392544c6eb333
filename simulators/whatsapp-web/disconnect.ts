import { type BinaryNode, S_WHATSAPP_NET } from 'baileys';
import type { Disconnection } from './whatsapp-web-control.ts';
import type { World } from './world.ts';

/** Ends the connection of the linked device in one of the ways that WhatsApp has. */
export function disconnect(world: World, how: Disconnection): void {
  const { active } = world;
  if (how === 'device_removed') {
    world.account = null;
    world.queue.clear();
  }
  if (active === null) return;
  if (how === 'drop') {
    active.drop();
    return;
  }
  active.send(lastWords(how));
  active.end();
}

function lastWords(how: Exclude<Disconnection, 'drop'>): BinaryNode {
  const streamError = (code: string | undefined, content?: BinaryNode): BinaryNode => ({
    tag: 'stream:error',
    attrs: code === undefined ? {} : { code },
    ...(content && { content: [content] }),
  });
  switch (how) {
    case 'replaced':
      return streamError(undefined, { tag: 'conflict', attrs: { type: 'replaced' } });
    case 'device_removed':
      return streamError('401', { tag: 'conflict', attrs: { type: 'device_removed' } });
    case 'restart':
      return streamError('515');
    case 'unavailable':
      return streamError('503');
    case 'ack':
      return streamError(undefined, { tag: 'ack', attrs: {} });
    case 'not_joined':
      return {
        tag: 'ib',
        attrs: { from: S_WHATSAPP_NET },
        content: [{ tag: 'downgrade_webclient', attrs: {} }],
      };
    case 'banned':
      return { tag: 'failure', attrs: { reason: '403', location: 'sim' } };
    case 'stream_end':
      return { tag: 'xmlstreamend', attrs: {} };
  }
}
