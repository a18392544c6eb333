import {
  type AuthenticationCreds,
  type BinaryNode,
  Browsers,
  type ConnectionState,
  DEFAULT_CONNECTION_CONFIG,
  isJidBroadcast,
  isJidNewsletter,
  makeWASocket,
  type SocketConfig,
  type WASocket,
  type WAVersion,
} from 'baileys';
import { LRUCache } from 'lru-cache';
import type { BaileysLog } from './baileys-log.ts';
import type { GroupCache } from './group-cache.ts';
import type { Inbox } from './inbox.ts';
import type { KeyStore } from './key-store.ts';
import type { SentNotes } from './sent-notes.ts';

/** One connection; it is never opened again after it closed. */
export interface OpenSocket {
  readonly sock: WASocket;
  /** Nothing of it is listened to any longer. */
  drop(): void;
}

/** What every socket of this process shares. */
export interface SocketTools {
  readonly keyStore: KeyStore;
  readonly makeSignalRepository: SocketConfig['makeSignalRepository'];
  readonly inbox: Inbox;
  readonly notes: SentNotes;
  readonly groups: GroupCache;
  readonly log: BaileysLog;
  readonly serverUrl: string | undefined;
  readonly version: string | undefined;
}

export interface SocketListener {
  onUpdate(update: Partial<ConnectionState>): void;
  onCreds(): void;
  /** WhatsApp's word on a message of ours. */
  onAck(ack: BinaryNode): void;
  onReceipt(receipt: BinaryNode): void;
  /** Something came that WhatsApp was not asked for: the line hears. */
  onHeard(): void;
}

/** Outlives the socket: a message that cannot be decrypted must not be asked for without end. */
const retryCounts = new LRUCache<string, number>({ max: 5000, ttl: 3_600_000 });

export function openSocket(
  creds: AuthenticationCreds,
  tools: SocketTools,
  listener: SocketListener,
): OpenSocket {
  const { keyStore, inbox, notes, groups } = tools;
  let isDropped = false;
  const heed =
    <Argument>(listen: (argument: Argument) => void) =>
    (argument: Argument): void => {
      if (!isDropped) listen(argument);
    };

  const sock: WASocket = makeWASocket({
    ...(tools.serverUrl !== undefined && { waWebSocketUrl: tools.serverUrl }),
    auth: { creds, keys: keyStore },
    logger: tools.log,
    version: versionOf(tools.version),
    browser: Browsers.ubuntu('Chrome'),
    makeSignalRepository: tools.makeSignalRepository,
    // The phone would stop ringing for its owner.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    emitOwnEvents: false,
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    shouldIgnoreJid: (jid) => isJidBroadcast(jid) || isJidNewsletter(jid),
    msgRetryCounterCache: {
      get: (key) => retryCounts.get(key) as never,
      set: (key, value) => void retryCounts.set(key, Number(value)),
      del: (key) => void retryCounts.delete(key),
      flushAll: () => retryCounts.clear(),
    },
    // Nothing rather than something empty: that would be sent in place of the message.
    getMessage: async ({ id }) => (id ? (await notes.find(id))?.content : undefined),
    cachedGroupMetadata: (jid) => groups.find(jid, sock),
  });

  groups.follow(sock);
  sock.ev.on('connection.update', heed(listener.onUpdate));
  sock.ev.on('creds.update', heed(listener.onCreds));
  // Before Baileys' own listener, which begins to decrypt.
  sock.ws.prependListener(
    'CB:message',
    heed((stanza: BinaryNode) => inbox.announce(stanza)),
  );
  for (const tag of ['message', 'receipt', 'notification']) {
    sock.ws.on(`CB:${tag}`, heed(listener.onHeard));
  }
  sock.ws.on('CB:ack,class:message', heed(listener.onAck));
  sock.ws.on('CB:receipt', heed(listener.onReceipt));
  return {
    sock,
    drop() {
      isDropped = true;
      void sock.end(undefined);
    },
  };
}

function versionOf(version: string | undefined): WAVersion {
  const [major, minor, build] = (version ?? '').split('.').map(Number);
  if (major === undefined || minor === undefined || build === undefined) {
    return DEFAULT_CONNECTION_CONFIG.version;
  }
  return [major, minor, build];
}
