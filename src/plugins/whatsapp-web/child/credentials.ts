import { type AuthenticationCreds, BufferJSON, initAuthCreds } from 'baileys';
import type { Kept } from './kept.ts';
import { KEY_KINDS } from './kinds.ts';

const ID = 'me';

/** Who this device is to WhatsApp. */
export interface Credentials {
  /** Those that are kept; undefined when no phone is linked. Half a pairing is removed: logging in with it ends in 401. */
  load(): Promise<AuthenticationCreds | undefined>;
  save(creds: AuthenticationCreds): Promise<void>;
  /** The device is linked no more: its keys go, messages that are under way stay. */
  wipe(): Promise<void>;
}

export function openCredentials(kept: Kept, onWiped: () => void): Credentials {
  async function wipe(): Promise<void> {
    await kept.clear(KEY_KINDS);
    onWiped();
  }
  return {
    async load() {
      const text = (await kept.read('creds', [ID])).get(ID);
      if (text === undefined) return undefined;
      const creds = JSON.parse(text, BufferJSON.reviver) as AuthenticationCreds;
      if (isPaired(creds)) return creds;
      await wipe();
      return undefined;
    },
    save: (creds) =>
      kept.write([{ kind: 'creds', id: ID, value: JSON.stringify(creds, BufferJSON.replacer) }]),
    wipe,
  };
}

export function newCredentials(): AuthenticationCreds {
  return initAuthCreds();
}

/** Whether the phone has signed this device; before, there is nothing to log in with. */
export function isPaired(creds: AuthenticationCreds): boolean {
  return creds.account !== undefined && creds.me !== undefined;
}
