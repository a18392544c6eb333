import type { BinaryNode } from 'baileys';

interface Entry {
  readonly node: BinaryNode;
  /** How often it went out. */
  sent: number;
}

/** What the device must confirm: kept until it does, and sent again at every log-in until then. */
export interface StanzaQueue {
  readonly size: number;
  add(node: BinaryNode): void;
  /** Removes what was confirmed; says whether it was there. */
  confirm(tag: string, id: string, participant?: string): boolean;
  find(tag: string, id: string): BinaryNode | undefined;
  /** Sends what is here, as what came while the device was away. @returns how many, and how many of them not for the first time */
  sendAll(): { readonly count: number; readonly again: number };
  /** Sends what could not be sent yet. */
  sendUnsent(): void;
  clear(): void;
}

/** @param send false when nobody is there to take it */
export function createStanzaQueue(send: (node: BinaryNode) => boolean): StanzaQueue {
  let entries: Entry[] = [];

  return {
    get size() {
      return entries.length;
    },
    add(node) {
      const entry: Entry = { node, sent: 0 };
      entries.push(entry);
      if (send(node)) entry.sent = 1;
    },
    confirm(tag, id, participant) {
      const before = entries.length;
      entries = entries.filter(
        ({ node }) =>
          node.tag !== tag ||
          node.attrs['id'] !== id ||
          (participant !== undefined && node.attrs['participant'] !== participant),
      );
      return entries.length < before;
    },
    find: (tag, id) =>
      entries.find(({ node }) => node.tag === tag && node.attrs['id'] === id)?.node,
    sendAll() {
      let count = 0;
      let again = 0;
      for (const entry of entries) {
        const { node } = entry;
        const isSent = send({ ...node, attrs: { ...node.attrs, offline: String(count % 5) } });
        if (!isSent) continue;
        count += 1;
        if (entry.sent > 0 && node.tag === 'message') again += 1;
        entry.sent += 1;
      }
      return { count, again };
    },
    sendUnsent() {
      for (const entry of entries) if (entry.sent === 0 && send(entry.node)) entry.sent = 1;
    },
    clear() {
      entries = [];
    },
  };
}
