import type { BinaryNode } from 'baileys';
import { whatsappGaveUp, whatsappNoAnswer, whatsappNotConnected } from '../whatsapp-web.errors.ts';

/** What the server said to a message: nothing, or the number of an error. */
export type ServerAck = { readonly error: string | undefined };

/** Waits for the server's word on each message: what was written to a socket may never have got there. */
export interface ServerAcks {
  /** To be called before sending. */
  expect(stanzaId: string): Promise<ServerAck>;
  forget(stanzaId: string): void;
  took(ack: BinaryNode): void;
  /** The connection is gone; nobody answers any more. */
  lost(): void;
}

export function createServerAcks(timeoutMs: number): ServerAcks {
  const waiting = new Map<string, { resolve(ack: ServerAck): void; reject(error: Error): void }>();

  function settle(stanzaId: string) {
    const waiter = waiting.get(stanzaId);
    waiting.delete(stanzaId);
    return waiter;
  }

  return {
    expect: (stanzaId) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          settle(stanzaId)?.reject(whatsappNoAnswer(timeoutMs));
        }, timeoutMs);
        // The same part once more: the try before is of no interest any longer.
        settle(stanzaId)?.reject(whatsappGaveUp());
        waiting.set(stanzaId, {
          resolve(ack) {
            clearTimeout(timer);
            resolve(ack);
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        });
      }),
    forget: (stanzaId) => settle(stanzaId)?.reject(whatsappGaveUp()),
    took: ({ attrs }) => settle(attrs['id'] ?? '')?.resolve({ error: attrs['error'] }),
    lost() {
      for (const stanzaId of waiting.keys()) settle(stanzaId)?.reject(whatsappNotConnected());
    },
  };
}
