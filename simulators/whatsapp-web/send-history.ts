import { deflateSync } from 'node:zlib';
import { proto } from 'baileys';
import type { Connection } from './connection.ts';
import { randomStanzaId } from './random-stanza-id.ts';
import { seal } from './seal.ts';
import { toSeconds } from './seconds.ts';
import { personOf, type World } from './world.ts';

const { HistorySyncType } = proto.HistorySync;

/**
 * Clients hold back messages until the phone has told them the history: this one has none. It is told live, after
 * what waited, at every log-in until the client goes on from it: before that it would only be kept.
 */
export async function sendHistory(world: World, connection: Connection): Promise<void> {
  const phone = personOf(world, world.phone);
  const history = proto.HistorySync.encode({
    syncType: HistorySyncType.INITIAL_BOOTSTRAP,
    conversations: [],
    progress: 100,
  }).finish();
  const message = {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: HistorySyncType.INITIAL_BOOTSTRAP,
        chunkOrder: 1,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(history),
      },
    },
  };
  connection.send({
    tag: 'message',
    attrs: {
      from: `${world.phone}@s.whatsapp.net`,
      id: randomStanzaId(),
      type: 'protocol',
      category: 'peer',
      t: toSeconds(),
    },
    content: [await seal(world, phone, message)],
  });
}
