import { randomUUIDv7 } from 'node:crypto';
import type { Choice, Clock, IncomingMessage } from '#sdk';
import { insertAiAnswer, recordAiTriggerUse } from '../ai/index.ts';
import type { Audit, AuditEntry } from '../audit/index.ts';
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
import { localActor } from '../lib/http/index.ts';
import { recordChosenTag } from '../tag-search/index.ts';
import { recordTriggerUses } from '../triggers/index.ts';
import type { Decided, Outcome } from './create-decide.ts';
import { type DealtWith, toDealtWith } from './dealt-with.ts';
import { type Pending, PENDING_MINUTES } from './pending.ts';
import type { BuiltReply } from '../replies/index.ts';
import type { Reply, ReplyRow } from './reply-waiter.ts';

export interface WriteAnswerDeps {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  /** What sends the answers; undefined before the start, when they wait in the outbox. */
  readonly delivery: () => Pick<Delivery, 'reserve' | 'wake'> | undefined;
  /** Told when a message is dealt with, with the outbox rows of its answer. */
  readonly onAnswered: (messageId: string, replies: readonly ReplyRow[]) => void;
  /** Told then too, for whoever counts. */
  readonly onDealtWith?: (message: DealtWith) => void;
}

export type WriteAnswer = (
  message: IncomingMessage,
  transport: string,
  decided: Decided,
) => Promise<void>;

/** Of a text, in the audit log: enough to know it again; the whole of it is kept with the message. */
const TEXT_CHARACTERS = 200;
const NO_WORDS: Reply = { text: '', media: [], facts: [] };
const NEXT = {
  en: { label: 'Next', say: 'next' },
  id: { label: 'Lanjut', say: 'lanjut' },
} as const;

/**
 * Writes an answer down, in one transaction: the reply into the outbox, what `next` will mean, the message dealt
 * with, what was used for it, and who asked. A message that was dealt with meanwhile is left as it is.
 */
export function createWriteAnswer(deps: WriteAnswerDeps): WriteAnswer {
  const { db, audit, clock } = deps;

  return async function writeAnswer(message, transport, decided) {
    const at = clock();
    const { contact, isSpam, outcome } = decided;
    const { reply } = outcome;
    const delivery = deps.delivery();
    const reserved = reply && delivery?.reserve(transport, message.chat);
    let sendNow: OutgoingMessage | undefined;
    try {
      const written = await db.write(async (tx) => {
        const isOurs = await markProcessed(tx, message, {
          status: isSpam ? 'spam' : reply ? 'processed' : 'ignored',
          at,
          outcome: keptOutcome(decided),
        });
        if (!isOurs) return undefined;
        const outgoing = reply && toOutgoing(message, transport, reply, outcome);
        if (outgoing && reserved) {
          sendNow = await enqueueClaimed(tx, outgoing, at, reserved.claimedUntil);
        }
        await writePending(tx, message, outcome, at);
        if (outcome.setLanguage) {
          await updateContact(tx, contact.id, { language: outcome.setLanguage }, at);
        }
        const rowId = sendNow?.id ?? (outgoing && (await enqueue(tx, outgoing, at)));
        const pictureIds: number[] = [];
        for (const picture of toPictures(message, transport, outcome)) {
          pictureIds.push(await enqueue(tx, picture, at));
        }
        await recordUse(tx, outcome, at);
        await recordPlain(tx, message, decided, at);
        await audit.record(tx, auditEntryOf(message, transport, decided, at));
        return { rowId, pictureIds };
      });
      if (written) {
        const { rowId, pictureIds } = written;
        const text = reply && { text: reply.text, facts: reply.facts, media: [] };
        // What is drawn is known once it is sent.
        const pictures = pictureIds.map((id) => ({ rowId: id, reply: NO_WORDS }));
        deps.onDealtWith?.(toDealtWith(decided));
        deps.onAnswered(
          message.id,
          text && rowId !== undefined ? [{ rowId, reply: text }, ...pictures] : pictures,
        );
      }
    } catch (error) {
      reserved?.release();
      throw error;
    }
    if (reserved && sendNow) reserved.send(sendNow);
    else reserved?.release();
    if (reply && (!sendNow || outcome.pictures?.length)) delivery?.wake();
  };
}

/** How it was answered, for whoever looks at the message later. */
function keptOutcome({ outcome, arrivedAtMs }: Decided): Readonly<Record<string, unknown>> {
  const { rule, name, language, asked, calls } = outcome;
  return {
    rule,
    ...(name !== undefined && { name }),
    ...(language && { language }),
    ...(arrivedAtMs !== undefined && { ms: Math.round(performance.now() - arrivedAtMs) }),
    ...(asked && { asked }),
    ...(calls && { calls }),
  };
}

async function recordUse(
  tx: Executor,
  { uses = [], aiTriggerId, chosenTag }: Outcome,
  at: Date,
): Promise<void> {
  if (chosenTag) await recordChosenTag(tx, chosenTag, at);
  if (uses.length > 0) await recordTriggerUses(tx, uses, at);
  if (aiTriggerId !== undefined) await recordAiTriggerUse(tx, aiTriggerId, at);
}

/** How a question in plain words came to its answer. */
async function recordPlain(
  tx: Executor,
  { id: messageId, chat, sender }: IncomingMessage,
  { contact, outcome: { plain, reply, aiTriggerId } }: Decided,
  at: Date,
): Promise<void> {
  if (!plain) return;
  const { question, answer, ms } = plain;
  const { language, path, outcome, calls } = answer;
  await insertAiAnswer(
    tx,
    {
      id: randomUUIDv7(),
      messageId,
      chat,
      sender,
      contactId: contact.id,
      aiTriggerId: aiTriggerId ?? null,
      question,
      language,
      path,
      outcome,
      model: answer.model ?? null,
      understood: answer.understood ?? null,
      calls,
      answer: reply?.text ?? null,
      inputTokens: answer.inputTokens ?? null,
      outputTokens: answer.outputTokens ?? null,
      costUsd: answer.costUsd ?? null,
      ms,
    },
    at,
  );
}

/** Who asked what, and what it was taken for. */
function auditEntryOf(
  { id: messageId, sender, chat, text, via }: IncomingMessage,
  transport: string,
  { isSpam, outcome: { rule, name } }: Decided,
  at: Date,
): AuditEntry {
  const isRefused = rule === 'blocked' || rule.startsWith('access.');
  return {
    actor: localActor(sender),
    action: `messages.${isSpam ? 'spam' : isRefused ? 'refused' : 'answered'}`,
    details: {
      messageId,
      text: text.slice(0, TEXT_CHARACTERS),
      rule,
      ...(name !== undefined && { name }),
      transport,
      ...(via !== undefined && { via }),
      chat,
    },
    at,
  };
}

function toOutgoing(
  message: IncomingMessage,
  transport: string,
  reply: BuiltReply,
  { type = 'reply', choices, language }: Outcome,
): NewOutgoingMessage {
  const { text, facts } = reply;
  const offered = toOffered(reply, choices, language);
  return {
    recipient: message.chat,
    text,
    facts,
    ...(offered.length > 0 && { choices: offered }),
    type,
    transport,
    inReplyTo: message.id,
    priority: PRIORITY.reply,
    // Answering a message a second time, after a crash, is not sending a second answer.
    idempotencyKey: `reply:${message.id}`,
  };
}

/** What follows the text: written with it, so that neither is lost, and drawn when its turn comes. */
function toPictures(
  message: IncomingMessage,
  transport: string,
  { reply, pictures = [] }: Outcome,
): readonly NewOutgoingMessage[] {
  if (!reply) return [];
  return pictures.map((picture, index) => ({
    recipient: message.chat,
    text: '',
    picture,
    type: 'picture',
    transport,
    inReplyTo: message.id,
    priority: PRIORITY.reply,
    idempotencyKey: `reply:${message.id}:picture:${index}`,
  }));
}

/**
 * What a person may answer with: a button where the network has them, and what is written in the text where not. A
 * button says the words on it, never a number: it can be tapped long after something else was offered.
 */
function toOffered(
  { rest = [] }: BuiltReply,
  choices: Outcome['choices'] = [],
  language: Outcome['language'] = 'en',
): readonly Choice[] {
  if (choices.length > 0) {
    const isClear = new Set(choices.map(({ say }) => say)).size === choices.length;
    return isClear ? choices.map(({ say, label = say }) => ({ label, say })) : [];
  }
  return rest.length > 0 ? [NEXT[language]] : [];
}

/** What was offered stands until something else is; a message that offers nothing takes it back. */
async function writePending(
  tx: Executor,
  message: IncomingMessage,
  outcome: Outcome,
  at: Date,
): Promise<void> {
  const { hasPending } = outcome;
  const state = pendingAfter(outcome);
  if (!state) {
    if (hasPending) await clearPendingAnswer(tx, message);
    return;
  }
  const expiresAt = new Date(at.getTime() + PENDING_MINUTES * 60_000);
  await setPendingAnswer(tx, message, { state, expiresAt, at });
}

function pendingAfter({ reply, choices, asks, about }: Outcome): Pending | undefined {
  if (asks) return asks;
  if (choices?.length) return { kind: 'choices', choices: [...choices] };
  const pages = reply?.rest ?? [];
  if (pages.length === 0) return undefined;
  return {
    kind: 'pages',
    pages: pages.map(({ text, facts }) => ({ text, facts: [...facts] })),
    about,
  };
}
