import { AppError, type Clock, type IncomingMessage, type Logger } from '#sdk';
import {
  clearPendingAnswer,
  findPendingAnswer,
  listUnprocessed,
  markProcessed,
  recordIncoming,
  setPendingAnswer,
  updateContact,
  upsertContactFromMessage,
  type Contact,
} from '../chat/index.ts';
import type { Sources } from '../data-sources/index.ts';
import type { Db, Executor } from '../db/index.ts';
import { enqueue, PRIORITY } from '../outbox/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Language } from '../triggers/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { decideAccess, type Access } from './access.ts';
import { answerQuestion } from './answer-question.ts';
import { normaliseText } from './grammar/index.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import type { Knowledge, KnowledgeBase } from './knowledge.ts';
import { Pending, PENDING_MINUTES } from './pending.ts';
import type { Answered } from './question.ts';
import { languageOf } from './question-language.ts';
import type { Reply } from './reply-waiter.ts';
import { plainReply, type BuiltReply } from './replies/index.ts';
import { createSpamGuard, type SpamVerdict } from './spam-guard.ts';

export interface BotDeps {
  readonly db: Db;
  readonly sources: Sources;
  readonly settings: Settings;
  readonly knowledge: KnowledgeBase;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  readonly language: Language;
  /** Says that the outbox has something to send. */
  readonly wakeOutbox: () => void;
  /** Told when a message is dealt with, with the outbox rows of its answer. */
  readonly onAnswered: (
    messageId: string,
    replies: readonly { readonly rowId: number; readonly reply: Reply }[],
  ) => void;
}

/** What became of a message at the door. */
export type Accepted = 'kept' | 'known' | 'not_for_us';

export interface Bot {
  /** Keeps a message and sees to its answer; resolves once it is kept, which is when the network may be told. */
  accept(message: IncomingMessage, transport: string): Promise<Accepted>;
  /** Takes up what was kept and not answered, such as after a crash. */
  recover(): Promise<number>;
  /** Resolves when nothing kept is waiting for its answer. */
  idle(): Promise<void>;
}

/** Answers being worked on at the same time: enough to wait for slow sources, few enough for a small box. */
const CONCURRENCY = 64;
/** An answer is out within ten seconds; what is left is for writing it down and sending it. */
const ANSWER_WITHIN_MS = 8_500;
/** Nobody asks longer than this; more of a text is kept in the store and not looked at. */
const READ_CHARACTERS = 8_192;
const RECOVER_AT_ONCE = 500;

/** The whole life of an incoming message, in order. */
export function createBot(deps: BotDeps): Bot {
  const { db, settings, knowledge, clock, log } = deps;
  const queue = createKeyedQueue(CONCURRENCY);
  const judge = createSpamGuard(() => ({
    enabled: settings.get('spam_detection.enabled'),
    windowSeconds: settings.get('spam_detection.windowSeconds'),
    maxMessagesPerWindow: settings.get('spam_detection.maxMessagesPerWindow'),
    warningThreshold: settings.get('spam_detection.warningThreshold'),
    cooldownMinutes: settings.get('spam_detection.cooldownMinutes'),
  }));
  const inHand = new Set<string>();

  async function accept(message: IncomingMessage, transport: string): Promise<Accepted> {
    if (isGroupChat(message.chat) && !message.mentionsBot) return 'not_for_us';
    const at = clock();
    await knowledge.current();
    const { contact, isNew } = await db.write(async (tx) => {
      const contact = await contactOf(tx, message, at);
      const isNew = await recordIncoming(tx, message, { transport, contactId: contact.id, at });
      return { contact, isNew };
    });
    if (!isNew) return 'known';
    knowledge.contacts.set(message.sender, contact);
    // Counted when it arrives: a flood is one however slowly its questions are answered.
    take(message, transport, judge(message.sender, at.getTime()));
    return 'kept';
  }

  async function contactOf(tx: Executor, message: IncomingMessage, at: Date): Promise<Contact> {
    const known = knowledge.contacts.get(message.sender);
    if (known) return known;
    const from = { address: message.sender, name: message.senderName, at };
    return (await upsertContactFromMessage(tx, from)).contact;
  }

  function take(message: IncomingMessage, transport: string, spam: SpamVerdict): void {
    inHand.add(message.id);
    const short = { ...message, text: message.text.slice(0, READ_CHARACTERS) };
    queue.push(`${message.chat}\n${message.sender}`, async () => {
      try {
        await handle(short, message, transport, spam);
      } catch (error) {
        // It stays unprocessed in the store, and `recover` takes it up again.
        log.error({ error, messageId: message.id }, 'A message could not be dealt with yet');
      } finally {
        inHand.delete(message.id);
      }
    });
  }

  async function handle(
    message: IncomingMessage,
    whole: IncomingMessage,
    transport: string,
    spam: SpamVerdict,
  ): Promise<void> {
    const known = await knowledge.current();
    const contact = await currentContact(message);
    const access = decideAccess(contact, settings.get('access.mode'), known.groupsOf);
    const outcome = spam.isSpam
      ? warn(spam, access)
      : await decide(message, contact, access, known);
    const at = clock();
    const rows = await db.write(async (tx) => {
      const written = await writeReply(tx, message, transport, outcome, at);
      await writePending(tx, message, outcome, at);
      if (outcome.setLanguage) {
        await updateContact(tx, contact.id, { language: outcome.setLanguage }, at);
      }
      await markProcessed(tx, whole, {
        status: spam.isSpam ? 'spam' : outcome.reply ? 'processed' : 'ignored',
        at,
        outcome: { rule: outcome.rule, ...(outcome.name !== undefined && { name: outcome.name }) },
      });
      return written;
    });
    deps.onAnswered(message.id, rows);
    if (rows.length > 0) deps.wakeOutbox();
  }

  async function currentContact(message: IncomingMessage): Promise<Contact> {
    const cached = knowledge.contacts.get(message.sender);
    if (cached) return cached;
    const contact = await db.write((tx) => contactOf(tx, message, clock()));
    knowledge.contacts.set(message.sender, contact);
    return contact;
  }

  function warn(spam: SpamVerdict, access: Access): Outcome {
    if (!spam.shouldWarn || access.may === 'nothing') return { rule: 'spam' };
    const text = settings.get('spam_detection.warningMessage');
    return { rule: 'spam', type: 'auto_warning', reply: { text, facts: [] } };
  }

  async function decide(
    message: IncomingMessage,
    contact: Contact,
    access: Access,
    known: Knowledge,
  ): Promise<Outcome> {
    const now = clock();
    const text = normaliseText(message.text);
    const asked = { text, contact, defaultLanguage: deps.language };
    if (access.may === 'nothing') return { rule: 'blocked' };
    if (access.may !== 'ask') {
      const language = languageOf(asked, text);
      return {
        rule: `access.${access.may}`,
        reply: plainReply(access.may === 'wait' ? 'waitingForApproval' : 'notOnTheList', language),
      };
    }
    const question = {
      ...asked,
      message,
      rights: access.rights,
      knowledge: known,
      sources: deps.sources,
      now,
      timeZone: deps.timeZone,
      pending: await pendingOf(message, now),
    };
    try {
      return await withTimeLimit(ANSWER_WITHIN_MS, undefined, (signal) =>
        answerQuestion({ ...question, signal }),
      );
    } catch (error) {
      log.error({ error, messageId: message.id }, 'A question could not be answered');
      const code = error instanceof AppError ? error.code : 'internal';
      return {
        rule: 'failed',
        name: code,
        reply: plainReply('couldNotAnswer', languageOf(asked, text)),
      };
    }
  }

  async function pendingOf(message: IncomingMessage, now: Date): Promise<Pending | undefined> {
    const state = await findPendingAnswer(db.read, message, now);
    return state === undefined ? undefined : Pending.safeParse(state).data;
  }

  async function writeReply(
    tx: Executor,
    message: IncomingMessage,
    transport: string,
    outcome: Outcome,
    at: Date,
  ): Promise<readonly { rowId: number; reply: Reply }[]> {
    if (!outcome.reply) return [];
    const { text, facts } = outcome.reply;
    const rowId = await enqueue(
      tx,
      {
        recipient: message.chat,
        text,
        facts,
        type: outcome.type ?? 'reply',
        transport,
        inReplyTo: message.id,
        priority: PRIORITY.reply,
        // Answering a message a second time, after a crash, is not sending a second answer.
        idempotencyKey: `reply:${message.id}`,
      },
      at,
    );
    return [{ rowId, reply: { text, facts, media: [] } }];
  }

  async function recover(): Promise<number> {
    const left = await listUnprocessed(db.read, RECOVER_AT_ONCE);
    const fresh = left.filter(({ id }) => !inHand.has(id));
    for (const message of fresh) {
      take(message, message.transport, { isSpam: false, shouldWarn: false });
    }
    return fresh.length;
  }

  return { accept, recover, idle: () => queue.idle() };
}

interface Outcome extends Omit<Answered, 'reply'> {
  /** Absent when nothing is said. */
  readonly reply?: BuiltReply;
  /** What the outbox calls it. */
  readonly type?: string;
}

/** What was offered stands until something else is; a message that offers nothing takes it back. */
async function writePending(
  tx: Executor,
  message: IncomingMessage,
  { reply, choices }: Outcome,
  at: Date,
): Promise<void> {
  const pages = reply?.rest ?? [];
  const state: Pending | undefined = choices?.length
    ? { kind: 'choices', choices: [...choices] }
    : pages.length > 0
      ? { kind: 'pages', pages: pages.map(({ text, facts }) => ({ text, facts: [...facts] })) }
      : undefined;
  if (!state) return await clearPendingAnswer(tx, message);
  const expiresAt = new Date(at.getTime() + PENDING_MINUTES * 60_000);
  await setPendingAnswer(tx, message, { state, expiresAt, at });
}

function isGroupChat(chat: string): boolean {
  return chat.endsWith('@g.us');
}
