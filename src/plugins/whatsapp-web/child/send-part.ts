import type { AppError } from '#sdk';
import type { CarriedPart } from '../calls.ts';
import {
  notOnWhatsapp,
  whatsappNotConnected,
  whatsappRefused,
  whatsappRejected,
  whatsappRestricted,
  whatsappTooFast,
  whatsappUnexpected,
  whatsappUnknownAddress,
} from '../whatsapp-web.errors.ts';
import { jidOf } from './addresses.ts';
import type { Contacts } from './contacts.ts';
import { outgoingContent } from './outgoing-content.ts';
import type { OpenSocket } from './open-socket.ts';
import type { Restriction } from './restriction.ts';
import type { SentNotes } from './sent-notes.ts';
import type { ServerAcks } from './server-acks.ts';

const SLOW_DOWN_MS = 60_000;
/** Answers to a message that no other try would change. */
const FINAL = new Set(['400', '401', '403', '404', '405', '406', '410']);

export interface SendTools {
  readonly socket: () => OpenSocket | undefined;
  readonly notes: SentNotes;
  readonly acks: ServerAcks;
  readonly contacts: Contacts;
  readonly restriction: Restriction;
}

/** Sends one part and waits until the server has it. */
export function createSendPart(
  tools: SendTools,
): (part: CarriedPart) => Promise<{ providerId: string }> {
  const { notes, acks, contacts, restriction } = tools;

  async function assertWelcome(part: CarriedPart, open: OpenSocket): Promise<void> {
    if (await contacts.has(part.chat)) return;
    const waitMs = restriction.waitMs();
    if (waitMs > 0) throw whatsappRestricted(waitMs);
    if (!part.chat.startsWith('+')) return;
    const [found] = (await open.sock.onWhatsApp(part.chat.slice(1))) ?? [];
    if (!found?.exists) throw notOnWhatsapp(part.chat);
  }

  async function deliver(part: CarriedPart, jid: string, open: OpenSocket): Promise<string> {
    const stanzaId = await notes.stanzaId(part.key);
    let content = (await notes.find(stanzaId))?.content;
    if (content === undefined) {
      const { sock } = open;
      const userJid = sock.user?.id ?? '';
      content = await outgoingContent(part, {
        jid,
        stanzaId,
        userJid,
        upload: sock.waUploadToServer,
      });
      await notes.add(stanzaId, { partKey: part.key, content });
    }
    const acked = acks.expect(stanzaId);
    // When sending itself fails, that is the error which is told.
    acked.catch(() => {});
    try {
      await open.sock.relayMessage(jid, content, { messageId: stanzaId });
    } catch (error) {
      acks.forget(stanzaId);
      throw error;
    }
    const { error } = await acked;
    if (error !== undefined) throw refusal(error);
    return stanzaId;
  }

  function refusal(answer: string): AppError {
    if (answer === '463') return whatsappRestricted(restriction.begin());
    if (answer === '429') return whatsappTooFast(SLOW_DOWN_MS);
    return FINAL.has(answer) ? whatsappRejected(answer) : whatsappRefused(answer);
  }

  return async (part) => {
    const jid = jidOf(part.chat);
    if (jid === undefined) throw whatsappUnknownAddress(part.chat);
    const open = tools.socket();
    if (open === undefined) throw whatsappNotConnected();
    try {
      await assertWelcome(part, open);
      const providerId = await deliver(part, jid, open);
      await contacts.add(part.chat);
      return { providerId };
    } catch (error) {
      throw asAppError(error);
    }
  };
}

function asAppError(error: unknown): Error {
  if (error instanceof Error && error.name === 'AppError') return error;
  const boom = error as { output?: { statusCode?: number }; data?: unknown };
  const status = typeof boom.data === 'number' ? boom.data : boom.output?.statusCode;
  if (status === 429) return whatsappTooFast(SLOW_DOWN_MS, error);
  return status === 428 ? whatsappNotConnected() : whatsappUnexpected(error);
}
