import type { Fact } from '../triggers/index.ts';

/** A reply as the simulator's HTTP and command line show it. */
export interface Reply {
  readonly text: string;
  readonly media: readonly { mimeType: string; url: string; fileName?: string | undefined }[];
  readonly facts: readonly Fact[];
}

export interface ReplyWaiter {
  /** Resolves with the replies once all of them are with the transport, or with what there is after `waitMs`. */
  wait(messageId: string, waitMs: number): Promise<readonly Reply[]>;
  /** Tells that a message is dealt with; its replies are the outbox rows of these ids. */
  answered(messageId: string, replies: readonly { rowId: number; reply: Reply }[]): void;
  /** Tells that the transport has taken an outbox row, or that it never will. */
  settled(rowId: number): void;
}

interface Waiting {
  readonly resolve: (replies: readonly Reply[]) => void;
  readonly timer: NodeJS.Timeout;
  replies: readonly { rowId: number; reply: Reply }[];
  open: Set<number> | undefined;
}

/** Lets an HTTP request wait for the answer to its message, without asking the store again and again. */
export function createReplyWaiter(): ReplyWaiter {
  const byMessage = new Map<string, Waiting[]>();
  const messageOfRow = new Map<number, string>();

  function finish(messageId: string, waiting: Waiting): void {
    clearTimeout(waiting.timer);
    const others = byMessage.get(messageId)?.filter((other) => other !== waiting) ?? [];
    if (others.length > 0) {
      byMessage.set(messageId, others);
    } else {
      byMessage.delete(messageId);
      for (const { rowId } of waiting.replies) messageOfRow.delete(rowId);
    }
    waiting.resolve(
      waiting.replies.filter(({ rowId }) => !waiting.open?.has(rowId)).map(({ reply }) => reply),
    );
  }

  return {
    wait: (messageId, waitMs) =>
      new Promise((resolve) => {
        const waiting: Waiting = {
          resolve,
          timer: setTimeout(() => finish(messageId, waiting), waitMs),
          replies: [],
          open: undefined,
        };
        const others = byMessage.get(messageId);
        if (others) others.push(waiting);
        else byMessage.set(messageId, [waiting]);
      }),
    answered(messageId, replies) {
      for (const waiting of byMessage.get(messageId) ?? []) {
        waiting.replies = replies;
        waiting.open = new Set(replies.map(({ rowId }) => rowId));
        for (const { rowId } of replies) messageOfRow.set(rowId, messageId);
        if (replies.length === 0) finish(messageId, waiting);
      }
    },
    settled(rowId) {
      const messageId = messageOfRow.get(rowId);
      if (messageId === undefined) return;
      for (const waiting of byMessage.get(messageId) ?? []) {
        waiting.open?.delete(rowId);
        if (waiting.open?.size === 0) finish(messageId, waiting);
      }
    },
  };
}
