import type { AuthenticationCreds } from 'baileys';
import type { LogLevel, ParentCalls } from '../calls.ts';
import type { Peer } from '../ipc.ts';
import { addressOf } from './addresses.ts';
import type { Contacts } from './contacts.ts';
import type { InboxEntry } from './inbox.ts';
import { type Me, type OtherJid, readEntry } from './read-entry.ts';
import type { SentNotes } from './sent-notes.ts';
import { toIncoming } from './to-incoming.ts';
import { toReaction } from './to-reaction.ts';

export interface ReceiveTools {
  readonly peer: Peer<ParentCalls>;
  readonly contacts: Contacts;
  readonly notes: SentNotes;
  readonly creds: () => AuthenticationCreds | undefined;
  readonly otherJid: OtherJid;
  readonly log: (level: LogLevel, details: object, message: string) => void;
}

/** Hands a decrypted message to Plantline. Resolves once it is kept, or when there is nothing in it to keep. */
export function createReceive(tools: ReceiveTools): (entry: InboxEntry) => Promise<void> {
  const { peer, contacts, notes } = tools;
  return async (entry) => {
    const { read, message } = (await readable(entry, tools)) ?? {};
    if (message !== undefined) {
      await peer.call('keepMessage', message);
      for (const address of [message.sender, message.chat]) await contacts.add(address);
      return;
    }
    const reaction = read && (await toReaction(read, notes));
    if (reaction) await peer.call('keepReaction', reaction);
  };
}

async function readable(entry: InboxEntry, { creds, otherJid, log }: ReceiveTools) {
  try {
    const me = meOf(creds());
    const read = await readEntry(entry, me, otherJid);
    return read && { read, message: toIncoming(read, me) };
  } catch (error) {
    // It would be no more readable next time, and those behind it must not wait for ever.
    const { from = '', id = '' } = entry.attrs;
    const why = error instanceof Error ? error.message : String(error);
    log('warn', { from: addressOf(from), id, why }, 'A WhatsApp message could not be read.');
    return undefined;
  }
}

export function meOf(creds: AuthenticationCreds | undefined): Me {
  return { id: creds?.me?.id ?? '', lid: creds?.me?.lid ?? '' };
}
