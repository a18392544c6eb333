import { isLidUser, isPnUser, jidDecode } from 'baileys';
import type { KeyStore } from './key-store.ts';
import type { OtherJid } from './read-entry.ts';

/** The phone of a LID, or the LID of a phone, as WhatsApp has told it before; the network is not asked. */
export function createOtherJid(keys: KeyStore): OtherJid {
  return async (jid) => {
    const user = jidDecode(jid)?.user;
    if (user === undefined) return undefined;
    // As Baileys keeps them: phone to LID, and `<LID>_reverse` to phone.
    if (isLidUser(jid)) {
      const { [`${user}_reverse`]: phone } = await keys.get('lid-mapping', [`${user}_reverse`]);
      return phone && `${phone}@s.whatsapp.net`;
    }
    if (!isPnUser(jid)) return undefined;
    const { [user]: lid } = await keys.get('lid-mapping', [user]);
    return lid && `${lid}@lid`;
  };
}
