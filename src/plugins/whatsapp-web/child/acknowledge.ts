import type { WhatsappWebSettings } from '../whatsapp-web.schema.ts';
import { keyOf } from './message-id.ts';
import type { OpenSocket } from './open-socket.ts';

/** Shows the sender that a message was read, and that an answer is being made. */
export async function acknowledge(
  id: string,
  { sock }: OpenSocket,
  settings: Pick<WhatsappWebSettings, 'markRead' | 'showTyping'>,
): Promise<void> {
  const key = keyOf(id);
  if (!key?.remoteJid) return;
  if (settings.markRead) await sock.readMessages([key]);
  if (settings.showTyping) await sock.sendPresenceUpdate('composing', key.remoteJid);
}
