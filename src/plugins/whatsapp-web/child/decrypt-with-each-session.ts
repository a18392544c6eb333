import type { SignalKeyStoreWithTransaction, SignalRepositoryWithLIDStore } from 'baileys';

/** Where libsignal's record has its sessions. */
const SESSIONS = '_sessions';

/** A record as libsignal writes it: sessions by their base key. */
interface SessionRecord {
  readonly [SESSIONS]: Readonly<Record<string, Session>>;
  readonly version: string;
}
interface Session {
  readonly indexInfo: { readonly used: number };
}

type Decrypt = SignalRepositoryWithLIDStore['decryptMessage'];

/**
 * Decrypts with each session of a person alone, the one used last first, and keeps what became of the one that fits.
 *
 * libsignal tries all sessions of a record and then writes the record, with what a try that failed has done to its
 * session: a session that has taken a ratchet step for a message which was not its own writes what no phone can read
 * ("Bad MAC"). It happens whenever a message under an older session comes after a new one was begun, as after a
 * restart.
 *
 * To be called within a transaction of `keys`.
 */
export async function decryptWithEachSession(
  base: SignalRepositoryWithLIDStore,
  keys: SignalKeyStoreWithTransaction,
  message: Parameters<Decrypt>[0],
): Promise<Uint8Array> {
  const address = base.jidToSignalProtocolAddress(
    (await base.lidMapping.getLIDForPN(message.jid)) ?? message.jid,
  );
  const record = await read(keys, address);
  const sessions = Object.entries(record?.[SESSIONS] ?? {});
  // One that begins with a key says by itself which session it is of.
  if (record === undefined || sessions.length < 2 || message.type === 'pkmsg') {
    return await base.decryptMessage(message);
  }
  sessions.sort(([, one], [, other]) => other.indexInfo.used - one.indexInfo.used);
  let reason: unknown;
  for (const [baseKey, session] of sessions) {
    try {
      await write(keys, address, { ...record, [SESSIONS]: { [baseKey]: session } });
      const plaintext = await base.decryptMessage(message);
      const used = await read(keys, address);
      const after = { ...record[SESSIONS], ...used?.[SESSIONS] };
      await write(keys, address, { ...record, [SESSIONS]: after });
      return plaintext;
    } catch (error) {
      reason = error;
    }
  }
  await write(keys, address, record);
  throw reason;
}

async function read(
  keys: SignalKeyStoreWithTransaction,
  address: string,
): Promise<SessionRecord | undefined> {
  // Baileys types what libsignal writes as bytes; it is an object.
  return (await keys.get('session', [address]))[address] as unknown as SessionRecord | undefined;
}

async function write(
  keys: SignalKeyStoreWithTransaction,
  address: string,
  record: SessionRecord,
): Promise<void> {
  await keys.set({ session: { [address]: record as never } });
}
