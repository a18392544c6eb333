import { createHash } from 'node:crypto';
import type { BinaryNode } from 'baileys';
import type { Kept } from './kept.ts';

/** Longer than WhatsApp has been seen to send an unconfirmed message again. */
const SEEN_MS = 7 * 24 * 3_600_000;
const LONGEST_WAIT_MS = 30_000;

/** A message as it was decrypted. */
export interface InboxEntry {
  /** Of its stanza: who, where, when. */
  readonly attrs: Readonly<Record<string, string>>;
  /** Base64; padded as it came. */
  readonly plaintext: string;
  /** Those that came first have the smaller one. */
  readonly order: number;
}

/**
 * What was decrypted and not yet handed to Plantline. An entry is written together with the ratchet's step
 * (`signal-repository.ts`), so there is no moment at which a message is neither the network's nor ours.
 */
export interface Inbox {
  /** To be called with each stanza before it is decrypted: a ciphertext alone does not say whose it is. */
  announce(stanza: BinaryNode): void;
  entryFor(ciphertext: Uint8Array): {
    readonly id: string;
    withPlaintext(plaintext: Uint8Array): InboxEntry;
  };
  /** Of a ciphertext that was decrypted before. */
  plaintextOf(id: string): Promise<Uint8Array | undefined>;
  /** It was decrypted for the first time and is on the disk; it is handed over after those before it. */
  arrived(id: string, entry: InboxEntry): void;
  /** Hands over what the process before this one could not. */
  resume(): Promise<void>;
  /** Resolves when nothing waits. */
  drained(): Promise<void>;
}

export interface InboxTools {
  readonly kept: Kept;
  /** Rejects when Plantline could not keep it; it is tried again until it can. */
  readonly handOver: (entry: InboxEntry) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
  readonly now: () => Date;
}

export function createInbox(tools: InboxTools): Inbox {
  const { kept, handOver, onTrouble, now } = tools;
  const stanzas = new WeakMap<Uint8Array, Readonly<Record<string, string>>>();
  const unfinished = new Map<string, InboxEntry>();
  const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
  let queue = Promise.resolve();
  let lastOrder = 0;

  async function handOverOne(id: string, entry: InboxEntry): Promise<void> {
    for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await handOver(entry);
        break;
      } catch (error) {
        onTrouble(error);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
    const keepUntil = new Date(now().getTime() + SEEN_MS);
    await kept.write([
      { kind: 'inbox', id, value: null },
      { kind: 'seen', id, value: entry.plaintext, keepUntil },
    ]);
    unfinished.delete(id);
  }

  function enqueue(id: string, entry: InboxEntry): void {
    if (unfinished.has(id)) return;
    unfinished.set(id, entry);
    queue = queue.then(() => handOverOne(id, entry));
  }

  return {
    announce({ attrs, content }) {
      if (!Array.isArray(content)) return;
      for (const child of content) {
        if (child.content instanceof Uint8Array) stanzas.set(child.content, attrs);
      }
    },
    entryFor: (ciphertext) => ({
      id: idOf(ciphertext),
      withPlaintext(plaintext) {
        lastOrder = Math.max(lastOrder + 1, now().getTime());
        return {
          attrs: stanzas.get(ciphertext) ?? {},
          plaintext: Buffer.from(plaintext).toString('base64'),
          order: lastOrder,
        };
      },
    }),
    async plaintextOf(id) {
      const text = unfinished.get(id)?.plaintext ?? (await kept.read('seen', [id])).get(id);
      if (text !== undefined) return Buffer.from(text, 'base64');
      // Written in the last moment of the process before this one, after this one had looked.
      const left = (await kept.read('inbox', [id])).get(id);
      if (left === undefined) return undefined;
      const entry = JSON.parse(left) as InboxEntry;
      enqueue(id, entry);
      return Buffer.from(entry.plaintext, 'base64');
    },
    arrived: enqueue,
    async resume() {
      const entries = [...(await kept.list('inbox'))].map(
        ([id, text]) => [id, JSON.parse(text) as InboxEntry] as const,
      );
      entries.sort(([, one], [, other]) => one.order - other.order);
      for (const [id, entry] of entries) enqueue(id, entry);
    },
    drained: () => queue,
  };
}
