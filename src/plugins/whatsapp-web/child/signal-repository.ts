import {
  addTransactionCapability,
  DEFAULT_CONNECTION_CONFIG,
  type SignalDataSet,
  type SocketConfig,
} from 'baileys';
import { decryptWithEachSession } from './decrypt-with-each-session.ts';
import { createMutex } from './mutex.ts';
import type { Inbox } from './inbox.ts';
import type { KeyStore } from './key-store.ts';

type MakeSignalRepository = SocketConfig['makeSignalRepository'];

/** Not the name of any kind of key: Baileys has locks of both names in one table. */
const TRANSACTION = 'signal-step';

/**
 * Signal's encryption with steps that are safe against a kill at any instant.
 *
 * Baileys keeps the steps of an encryption until after the frame has left, and tells the network that a message
 * arrived before anybody has seen it. Here each step is a transaction of its own, below those of Baileys:
 * - an encryption's step is on the disk before its ciphertext is handed out, so no key is used twice;
 * - a decryption's step goes to the disk together with the plaintext, in one write, before Baileys knows of it and can
 *   send a receipt. The same ciphertext once more is answered from there, without touching the ratchet.
 *
 * Everything is behind one lock: libsignal's own queues would run a step in the transaction of another.
 */
export function createSignalRepository(keyStore: KeyStore, inbox: Inbox): MakeSignalRepository {
  // One for all sockets: the one before may still be at a step when the next one begins.
  const oneByOne = createMutex();

  return (auth, logger, pnToLid) => {
    const keys = addTransactionCapability(keyStore, logger, {
      maxCommitRetries: 1,
      delayBetweenTriesMs: 0,
    });
    const base = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(
      { creds: auth.creds, keys },
      logger,
      pnToLid,
    );
    const step = <T>(work: () => Promise<T>): Promise<T> =>
      oneByOne(() => keys.transaction(work, TRANSACTION));

    async function decryptOnce(
      ciphertext: Uint8Array,
      decrypt: () => Promise<Uint8Array>,
    ): Promise<Uint8Array> {
      const arrived = inbox.entryFor(ciphertext);
      return oneByOne(async () => {
        const before = await inbox.plaintextOf(arrived.id);
        if (before !== undefined) return before;
        const decrypted = await keys.transaction(async () => {
          const plaintext = await decrypt();
          const entry = arrived.withPlaintext(plaintext);
          const kept = { inbox: { [arrived.id]: entry } };
          // A kind of ours among Signal's: the transaction writes whatever kinds it is given.
          await keys.set(kept as unknown as SignalDataSet);
          return { plaintext, entry };
        }, TRANSACTION);
        inbox.arrived(arrived.id, decrypted.entry);
        return decrypted.plaintext;
      });
    }

    return {
      ...base,
      decryptMessage: (message) =>
        decryptOnce(message.ciphertext, () => decryptWithEachSession(base, keys, message)),
      decryptGroupMessage: (message) =>
        decryptOnce(message.msg, () => base.decryptGroupMessage(message)),
      processSenderKeyDistributionMessage: (message) =>
        step(() => base.processSenderKeyDistributionMessage(message)),
      encryptMessage: (message) => step(() => base.encryptMessage(message)),
      encryptGroupMessage: (message) => step(() => base.encryptGroupMessage(message)),
      getSenderKeyDistributionMessage: (message) =>
        step(() => base.getSenderKeyDistributionMessage(message)),
      injectE2ESession: (session) => step(() => base.injectE2ESession(session)),
      deleteSession: (jids) => step(() => base.deleteSession(jids)),
      migrateSession: (from, to) => step(() => base.migrateSession(from, to)),
    };
  };
}
