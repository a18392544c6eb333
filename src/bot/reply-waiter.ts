import type { OutgoingMedia } from '#sdk';
import type { Fact } from '../triggers/index.ts';

/** A reply as the simulator's HTTP and command line show it. A picture is one of its own, without text. */
export interface Reply {
  readonly text: string;
  readonly media: readonly OutgoingMedia[];
  readonly facts: readonly Fact[];
}

/** An outbox row of an answer. */
export interface ReplyRow {
  readonly rowId: number;
  readonly reply: Reply;
}

/** Somebody waiting for the answer to a message. */
export interface Waiting {
  /** Resolves with the replies once all of them are with the transport, or with what there is when time is over. */
  readonly replies: Promise<readonly Reply[]>;
  /** Waits no longer: `replies` resolves with what there is. */
  end(): void;
}

export interface ReplyWaiter {
  wait(messageId: string, waitMs: number): Waiting;
  /** Tells that a message is dealt with; its replies are the outbox rows of these ids. The first telling counts. */
  answered(messageId: string, replies: readonly ReplyRow[]): void;
  /**
   * Tells that the transport has taken an outbox row, or that it never will.
   *
   * @param media what went with it, where that was not known when it was written: a picture is drawn when it is sent
   */
  settled(rowId: number, media?: readonly OutgoingMedia[]): void;
  /** Nobody waits any longer, now or later. */
  close(): void;
}

interface Entry {
  readonly end: () => void;
  replies: readonly ReplyRow[];
  /** Rows the transport has not taken; undefined until the message is dealt with. */
  open: Set<number> | undefined;
}

/** Lets an HTTP request wait for the answer to its message, without asking the store again and again. */
export function createReplyWaiter(): ReplyWaiter {
  const byMessage = new Map<string, { readonly entries: Set<Entry>; rowIds: number[] }>();
  const messageOfRow = new Map<number, string>();
  let isClosed = false;

  function forget(messageId: string, entry: Entry): void {
    const known = byMessage.get(messageId);
    known?.entries.delete(entry);
    if (known?.entries.size !== 0) return;
    byMessage.delete(messageId);
    for (const rowId of known.rowIds) messageOfRow.delete(rowId);
  }

  return {
    wait(messageId, waitMs) {
      const { promise, resolve } = Promise.withResolvers<readonly Reply[]>();
      const entry: Entry = { end, replies: [], open: undefined };
      const timer = setTimeout(end, isClosed ? 0 : waitMs);
      function end(): void {
        clearTimeout(timer);
        forget(messageId, entry);
        const taken = entry.replies.filter(({ rowId }) => !entry.open?.has(rowId));
        // A picture that could not be drawn is nothing to show.
        resolve(
          taken
            .map(({ reply }) => reply)
            .filter(({ text, media }) => text !== '' || media.length > 0),
        );
      }
      const known = byMessage.get(messageId);
      if (known) known.entries.add(entry);
      else byMessage.set(messageId, { entries: new Set([entry]), rowIds: [] });
      return { replies: promise, end };
    },
    answered(messageId, replies) {
      const known = byMessage.get(messageId);
      if (!known) return;
      known.rowIds = replies.map(({ rowId }) => rowId);
      for (const rowId of known.rowIds) messageOfRow.set(rowId, messageId);
      for (const entry of known.entries) {
        if (entry.open) continue;
        entry.replies = replies;
        entry.open = new Set(known.rowIds);
        if (replies.length === 0) entry.end();
      }
    },
    settled(rowId, media = []) {
      const messageId = messageOfRow.get(rowId);
      const known = messageId === undefined ? undefined : byMessage.get(messageId);
      for (const entry of known?.entries ?? []) {
        if (media.length > 0) {
          entry.replies = entry.replies.map((row) =>
            row.rowId === rowId ? { rowId, reply: { ...row.reply, media } } : row,
          );
        }
        entry.open?.delete(rowId);
        if (entry.open?.size === 0) entry.end();
      }
    },
    close() {
      isClosed = true;
      const waiting = [...byMessage.values()].flatMap(({ entries }) => [...entries]);
      for (const entry of waiting) entry.end();
    },
  };
}
