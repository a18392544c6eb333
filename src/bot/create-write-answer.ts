import type { Clock, IncomingMessage } from '#sdk';
import {
  clearPendingAnswer,
  markProcessed,
  setPendingAnswer,
  updateContact,
} from '../chat/index.ts';
import type { Db, Executor } from '../db/index.ts';
import {
  enqueue,
  enqueueClaimed,
  PRIORITY,
  type Delivery,
  type NewOutgoingMessage,
  type OutgoingMessage,
} from '../outbox/index.ts';
import type { Decided, Outcome } from './create-decide.ts';
import { type Pending, PENDING_MINUTES } from './pending.ts';
import type { BuiltReply } from './replies/index.ts';
import type { ReplyRow } from './reply-waiter.ts';

export interface WriteAnswerDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** What sends the answers; undefined before the start, when they wait in the outbox. */
  readonly delivery: () => Pick<Delivery, 'reserve' | 'wake'> | undefined;
  /** Told when a message is dealt with, with the outbox rows of its answer. */
  readonly onAnswered: (messageId: string, replies: readonly ReplyRow[]) => void;
}

export type WriteAnswer = (
  message: IncomingMessage,
  transport: string,
  decided: Decided,
) => Promise<void>;

/**
 * Writes an answer down, in one transaction: the reply into the outbox, what `next` will mean, and the message dealt
 * with. A message that was dealt with meanwhile is left as it is.
 */
export function createWriteAnswer(deps: WriteAnswerDeps): WriteAnswer {
  const { db, clock } = deps;

  return async function writeAnswer(message, transport, { contact, isSpam, outcome }) {
    const at = clock();
    const { reply } = outcome;
    const delivery = deps.delivery();
    const reserved = reply && delivery?.reserve(message.chat);
    let sendNow: OutgoingMessage | undefined;
    try {
      const written = await db.write(async (tx) => {
        const isOurs = await markProcessed(tx, message, {
          status: isSpam ? 'spam' : reply ? 'processed' : 'ignored',
          at,
          outcome: {
            rule: outcome.rule,
            ...(outcome.name !== undefined && { name: outcome.name }),
          },
        });
        if (!isOurs) return undefined;
        const outgoing = reply && toOutgoing(message, transport, reply, outcome.type);
        if (outgoing && reserved) {
          sendNow = await enqueueClaimed(tx, outgoing, at, reserved.claimedUntil);
        }
        await writePending(tx, message, outcome, at);
        if (outcome.setLanguage) {
          await updateContact(tx, contact.id, { language: outcome.setLanguage }, at);
        }
        return { rowId: sendNow?.id ?? (outgoing && (await enqueue(tx, outgoing, at))) };
      });
      if (written) {
        const { rowId } = written;
        deps.onAnswered(
          message.id,
          reply && rowId !== undefined
            ? [{ rowId, reply: { text: reply.text, facts: reply.facts, media: [] } }]
            : [],
        );
      }
    } catch (error) {
      reserved?.release();
      throw error;
    }
    if (reserved && sendNow) reserved.send(sendNow);
    else reserved?.release();
    if (reply && !sendNow) delivery?.wake();
  };
}

function toOutgoing(
  message: IncomingMessage,
  transport: string,
  { text, facts }: BuiltReply,
  type = 'reply',
): NewOutgoingMessage {
  return {
    recipient: message.chat,
    text,
    facts,
    type,
    transport,
    inReplyTo: message.id,
    priority: PRIORITY.reply,
    // Answering a message a second time, after a crash, is not sending a second answer.
    idempotencyKey: `reply:${message.id}`,
  };
}

/** What was offered stands until something else is; a message that offers nothing takes it back. */
async function writePending(
  tx: Executor,
  message: IncomingMessage,
  { reply, choices, about, hasPending }: Outcome,
  at: Date,
): Promise<void> {
  const pages = reply?.rest ?? [];
  const state: Pending | undefined = choices?.length
    ? { kind: 'choices', choices: [...choices] }
    : pages.length > 0
      ? {
          kind: 'pages',
          pages: pages.map(({ text, facts }) => ({ text, facts: [...facts] })),
          about,
        }
      : undefined;
  if (!state) {
    if (hasPending) await clearPendingAnswer(tx, message);
    return;
  }
  const expiresAt = new Date(at.getTime() + PENDING_MINUTES * 60_000);
  await setPendingAnswer(tx, message, { state, expiresAt, at });
}
