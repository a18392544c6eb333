import { randomUUIDv7 } from 'node:crypto';
import type { Clock } from '#sdk';
import { findMessage } from '../chat/index.ts';
import type { Db } from '../db/index.ts';
import { listReplies, type OutgoingMessage } from '../outbox/index.ts';
import type { Fact } from '../triggers/index.ts';
import type { Bot } from './bot.ts';
import type { Reply, ReplyWaiter } from './reply-waiter.ts';
import type { Receive, SimulatorMessage } from './simulator.routes.ts';

export interface ReceiveDeps {
  readonly db: Db;
  readonly bot: Pick<Bot, 'accept'>;
  readonly waiter: ReplyWaiter;
  readonly clock: Clock;
  /** Under which the messages are kept, and their answers sent. */
  readonly transport: string;
}

/** Takes messages of people who wait for the answer where they asked: by HTTP and on the command line. */
export function createReceive({ db, bot, waiter, clock, transport }: ReceiveDeps): Receive {
  async function accept(message: SimulatorMessage, messageId: string, via: string | undefined) {
    return await bot.accept(
      {
        id: messageId,
        chat: message.chat ?? message.from,
        sender: message.from,
        text: message.text,
        mentionsBot: message.mentionsBot ?? !(message.chat ?? message.from).endsWith('@g.us'),
        sentAt: clock(),
        ...(message.name !== undefined && { senderName: message.name }),
        ...(via !== undefined && { via }),
      },
      transport,
    );
  }

  /** The message was dealt with, or is being: nobody may be told of it again, so what is in the store is told. */
  async function tellWhatIsKnown(messageId: string): Promise<void> {
    const kept = await findMessage(db.read, messageId);
    if (!kept?.processedAt) return;
    const rows = await listReplies(db.read, messageId);
    waiter.answered(
      messageId,
      rows.map((row) => ({ rowId: row.id, reply: toReply(row) })),
    );
    // Read again: what was sent while the first list was on its way was told before anybody listened.
    for (const { id, status, media } of await listReplies(db.read, messageId)) {
      if (status !== 'pending' && status !== 'sending') waiter.settled(id, media);
    }
  }

  async function sentReplies(messageId: string): Promise<readonly Reply[]> {
    const rows = await listReplies(db.read, messageId);
    return rows.filter(({ status }) => status === 'sent').map(toReply);
  }

  return async function receive(message, waitMs, via) {
    const messageId = message.id ?? randomUUIDv7();
    // Waiting begins before the message is accepted, so that no answer can be missed.
    const waiting = waitMs > 0 ? waiter.wait(messageId, waitMs) : undefined;
    try {
      const accepted = await accept(message, messageId, via);
      if (accepted === 'not_for_us') return { messageId, replies: [] };
      if (accepted === 'kept') return { messageId, replies: (await waiting?.replies) ?? [] };
      if (waiting) {
        await tellWhatIsKnown(messageId);
        await waiting.replies;
      }
      return { messageId, replies: await sentReplies(messageId) };
    } finally {
      waiting?.end();
    }
  };
}

function toReply({ text, media, facts }: OutgoingMessage): Reply {
  return {
    text,
    media: media.map((item) => ({ ...item })),
    // Written by `enqueue` from facts, and handed out by the outbox without a look inside.
    facts: facts as unknown as readonly Fact[],
  };
}
