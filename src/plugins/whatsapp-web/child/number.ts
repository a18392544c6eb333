import type { Beginning, ChildCalls, LogLevel, ParentCalls } from '../calls.ts';
import type { Peer } from '../ipc.ts';
import { acknowledge } from './acknowledge.ts';
import { createBaileysLog } from './baileys-log.ts';
import { openContacts } from './contacts.ts';
import { openCredentials } from './credentials.ts';
import { createGroupCache } from './group-cache.ts';
import { createInbox } from './inbox.ts';
import { openKept } from './kept.ts';
import { openKeyStore } from './key-store.ts';
import { createOtherJid } from './lid-mapping.ts';
import { createLink } from './link.ts';
import { createReceive } from './receive.ts';
import { reportsOf } from './receipts.ts';
import { createRestriction } from './restriction.ts';
import { createSendPart } from './send-part.ts';
import { openSentNotes } from './sent-notes.ts';
import { createServerAcks } from './server-acks.ts';
import { createSignalRepository } from './signal-repository.ts';
import { statusOf } from './status-of.ts';
import { watchHearing } from './watch-hearing.ts';

const ACK_TIMEOUT_MS = 30_000;

/** The linked number, as this process has it. */
export interface WhatsappNumber extends Omit<ChildCalls, 'begin' | 'stop'> {
  begin(): Promise<void>;
  stop(): void;
  /** Resolves when all that came in was handed over. */
  drained(): Promise<void>;
}

/** Puts the parts together. */
export function createNumber(
  { settings, serverUrl, openWithinMs, wasDeaf }: Beginning,
  peer: Peer<ParentCalls>,
  die: (reason: 'deaf' | 'crash', error?: unknown) => void,
): WhatsappNumber {
  const nowMs = Date.now;
  const now = () => new Date();
  const tell = (level: LogLevel, details: object, message: string) =>
    peer.tell('log', level, details, message);

  const kept = openKept(peer, (error) => die('crash', error));
  const keyStore = openKeyStore(kept);
  const credentials = openCredentials(kept, () => keyStore.forget());
  const contacts = openContacts(kept);
  const notes = openSentNotes(kept, now);
  const acks = createServerAcks(ACK_TIMEOUT_MS);
  const restriction = createRestriction(nowMs, showStatus);
  const inbox = createInbox({
    kept,
    now,
    handOver: createReceive({
      peer,
      contacts,
      notes,
      creds: () => link.creds(),
      otherJid: createOtherJid(keyStore),
      log: tell,
    }),
    onTrouble: (error) => {
      const why = error instanceof Error ? error.message : String(error);
      tell('warn', { why }, 'A WhatsApp message could not be kept yet; it is tried again.');
    },
  });
  const link = createLink({
    keyStore,
    credentials,
    inbox,
    notes,
    groups: createGroupCache(),
    makeSignalRepository: createSignalRepository(keyStore, inbox),
    log: createBaileysLog(tell),
    serverUrl,
    openWithinMs,
    version: settings.version,
    companionRegRefresh: settings.companionRegRefresh,
    onAck: (ack) => acks.took(ack),
    onReceipt: (receipt) => void report(receipt),
    onHeard: () => hearing.heard(),
    onStatus: showStatus,
    onCode: (code) => peer.tell('showCode', code),
    onClosed: () => acks.lost(),
    onRestriction: (end) => restriction.until(end),
    tell,
    nowMs,
    random: Math.random,
  });
  const hearing = watchHearing({
    silenceMinutes: settings.selfProbeMinutes,
    wasDeaf,
    socket: () => link.socket(),
    renew: () => link.renew(),
    restart: () => die('deaf'),
    onChange: showStatus,
    tell,
    nowMs,
  });

  function showStatus(): void {
    peer.tell('showStatus', statusOf(link.status(), restriction.waitMs(), hearing.isDeaf()));
  }

  async function report(receipt: Parameters<typeof reportsOf>[0]): Promise<void> {
    for (const one of await reportsOf(receipt, notes)) await peer.call('reportDelivery', one);
  }

  const send = createSendPart({ socket: () => link.socket(), notes, acks, contacts, restriction });
  return {
    async begin() {
      await link.load();
      // Before anything comes in: what was decrypted must be known, or its bytes would be decrypted once more.
      await inbox.resume();
      link.begin();
    },
    send,
    async acknowledge(id) {
      const open = link.socket();
      if (open !== undefined) await acknowledge(id, open, settings);
    },
    startLinking: (phone) => link.startLinking(phone),
    endLinking: () => link.endLinking(),
    stop() {
      hearing.stop();
      link.stop();
    },
    drained: inbox.drained,
  };
}
