import {
  type AuthenticationCreds,
  DEFAULT_CONNECTION_CONFIG,
  generateSignalPubKey,
  initAuthCreds,
  type SignalRepositoryWithLIDStore,
} from 'baileys';
import type { SignalKeyStoreWithTransaction } from 'baileys';
import type { Account, PublicKey } from './account.ts';
import { createMemoryKeys } from './memory-keys.ts';
import { createSequence } from './sequence.ts';
import { SILENT_LOG } from './silent-log.ts';
import type { PersonOptions } from './whatsapp-web-control.ts';

/**
 * One for all phones of this process: libsignal has one queue for all that concerns the same device, and runs what one
 * phone asked for in the transaction of another, which may be over by then. Two messages then get the same key.
 */
const inTurn = createSequence();

/** A phone on the network, with its own keys. */
export interface Person {
  /** Digits only. */
  readonly number: string;
  readonly lid: string;
  options: PersonOptions;
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStoreWithTransaction;
  readonly signal: SignalRepositoryWithLIDStore;
  /** Ratchets are turned by one at a time. */
  readonly inTurn: ReturnType<typeof createSequence>;
  /** Groups and devices that have its sender key. */
  readonly senderKeySentTo: Set<string>;
  /** Ids of messages that it shows. */
  readonly shown: Set<string>;
}

export function createPerson(number: string, lid: string, options: PersonOptions): Person {
  const creds = initAuthCreds();
  const keys = createMemoryKeys();
  const signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys }, SILENT_LOG);
  return {
    number,
    lid,
    options,
    creds,
    keys,
    signal,
    inTurn,
    senderKeySentTo: new Set(),
    shown: new Set(),
  };
}

/** Begins a session with the device from its public keys, as a phone does before its first message to it. */
export async function beginSession(
  person: Person,
  deviceJid: string,
  account: Account,
  preKey: PublicKey | undefined = account.preKeys.shift(),
): Promise<void> {
  const { signedPreKey } = account;
  const session = {
    registrationId: account.registrationId,
    identityKey: generateSignalPubKey(account.identity),
    signedPreKey: {
      keyId: signedPreKey.id,
      publicKey: generateSignalPubKey(signedPreKey.key),
      signature: signedPreKey.signature,
    },
    ...(preKey && {
      preKey: { keyId: preKey.id, publicKey: generateSignalPubKey(preKey.key) },
    }),
  };
  await person.signal.injectE2ESession({ jid: deviceJid, session });
}
