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
  type StoredMessage,
} from '../chat/index.ts';
import type { Sources } from '../data-sources/index.ts';
import type { Db, Executor } from '../db/index.ts';
import {
  enqueue,
  enqueueClaimed,
  PRIORITY,
  type Delivery,
  type NewOutgoingMessage,
  type OutgoingMessage,
} from '../outbox/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Language } from '../triggers/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { decideAccess, type Access } from './access.ts';
import { answerQuestion } from './answer-question.ts';
import { normaliseText, parseChoice } from './grammar/index.ts';
import type { Knowledge, KnowledgeBase } from './knowledge.ts';
import { createOrderedWork } from './ordered-work.ts';
import { Pending, PENDING_MINUTES } from './pending.ts';
import type { Answered } from './question.ts';
import { languageOf } from './question-language.ts';
import type { ReplyRow } from './reply-waiter.ts';
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
  /** What sends the answers; undefined before the start, when they wait in the outbox. */
  readonly delivery: () => Pick<Delivery, 'reserve' | 'wake'> | undefined;
  /** Told when a message is dealt with, with the outbox rows of its answer. */
  readonly onAnswered: (messageId: string, replies: readonly ReplyRow[]) => void;
}

/** What became of a message at the door. */
export type Accepted = 'kept' | 'known' | 'not_for_us';

export interface Bot {
  /** Keeps a message and sees to its answer; resolves once it is kept, which is when the network may be told. */
  accept(message: IncomingMessage, transport: string): Promise<Accepted>;
  /**
   * Takes up what was kept and not answered, such as after a crash: resolves when the oldest are taken up, with how
   * many; what is more than can be in hand at once follows.
   */
  recover(): Promise<number>;
  /** Resolves when nothing kept is waiting for its answer. */
  idle(): Promise<void>;
  /**
   * Takes nothing up any more, gives what is in hand a moment, and resolves. What is not answered by then stays in the
   * store, and so does what is accepted later, for the next start.
   */
  stop(graceMs?: number): Promise<void>;
}

/** Answers being worked on at the same time: enough to wait for slow sources, few enough for a small box. */
const CONCURRENCY = 256;
/** An answer is out within ten seconds; what is left is for writing it down and sending it. */
const ANSWER_WITHIN_MS = 8_500;
/** What a question has at least, however long it waited for its turn. */
const SHORTEST_ANSWER_MS = 1_500;
/** Nobody asks longer than this; more of a text is kept in the store and not looked at. */
const READ_CHARACTERS = 8_192;
const RECOVER_AT_ONCE = 500;
const STOP_GRACE_MS = 3_000;

/** The whole life of an incoming message, in order. */
export function createBot(deps: BotDeps): Bot {
  const { db, settings, knowledge, clock, log } = deps;
  const work = createOrderedWork(CONCURRENCY);
  const newSpamGuard = () =>
    createSpamGuard(() => ({
      enabled: settings.get('spam_detection.enabled'),
      windowSeconds: settings.get('spam_detection.windowSeconds'),
      maxMessagesPerWindow: settings.get('spam_detection.maxMessagesPerWindow'),
      warningThreshold: settings.get('spam_detection.warningThreshold'),
      cooldownMinutes: settings.get('spam_detection.cooldownMinutes'),
    }));
  const judge = newSpamGuard();
  const inHand = new Set<string>();
  /** Aborted when what is in hand must be given up. */
  const cutOff = new AbortController();
  let isStopping = false;
  /** The rest of what `recover` found, when it was more than a page. */
  let sweep: Promise<void> | undefined;

  async function accept(message: IncomingMessage, transport: string): Promise<Accepted> {
    if (isGroupChat(message.chat) && !message.mentionsBot) return 'not_for_us';
    const at = clock();
    // Whatever is wrong with what answers it, a message is kept first.
    await knowledge.current().catch((error: unknown) => {
      log.error({ error }, 'What messages can name could not be read');
    });
    const emptied = knowledge.timesEmptied();
    const { contact, isNew } = await db.write(async (tx) => {
      const contact = await contactOf(tx, message, at);
      const isNew = await recordIncoming(tx, message, { transport, contactId: contact.id, at });
      return { contact, isNew };
    });
    if (!isNew) return 'known';
    remember(message.sender, contact, emptied);
    // Counted when it arrives: a flood is one however slowly its questions are answered.
    void take(message, transport, judge(message.sender, at.getTime()), performance.now());
    return 'kept';
  }

  async function contactOf(tx: Executor, message: IncomingMessage, at: Date): Promise<Contact> {
    const known = knowledge.contacts.get(message.sender);
    if (known) return known;
    const from = { address: message.sender, name: message.senderName, at };
    return (await upsertContactFromMessage(tx, from)).contact;
  }

  /** @param emptied as it was before the contact was read: what changed since then would be forgotten */
  function remember(address: string, contact: Contact, emptied: number): void {
    if (emptied === knowledge.timesEmptied()) knowledge.contacts.set(address, contact);
  }

  /**
   * Resolves when the message is dealt with, or left for later.
   *
   * @param arrivedAtMs on the clock of `performance.now()`; undefined when nobody is waiting for it any more
   */
  function take(
    { text, ...rest }: IncomingMessage,
    transport: string,
    spam: SpamVerdict,
    arrivedAtMs: number | undefined,
  ): Promise<void> {
    if (isStopping) return Promise.resolve();
    const message = { ...rest, text: beginningOf(text) };
    inHand.add(message.id);
    return work
      .push({
        key: `${message.chat}\n${message.sender}`,
        needsEarlier: parseChoice(normaliseText(message.text)) !== undefined,
        work: (isAlone) => decide(message, spam, { isAlone, arrivedAtMs }),
        finish: (decided) => write(message, transport, decided),
      })
      .catch((error: unknown) => {
        // It stays unprocessed in the store, and `recover` takes it up again.
        log.error({ error, messageId: message.id }, 'A message could not be dealt with yet');
      })
      .finally(() => inHand.delete(message.id));
  }

  /** What shall become of a message; undefined when it is left for the next start. */
  async function decide(
    message: IncomingMessage,
    spam: SpamVerdict,
    turn: { readonly isAlone: boolean; readonly arrivedAtMs: number | undefined },
  ): Promise<Decided | undefined> {
    if (isStopping) return undefined;
    const known = await knowledge.current();
    const contact = await currentContact(message);
    const access = decideAccess(contact, settings.get('access.mode'), known.groupsOf);
    const waitedMs =
      turn.arrivedAtMs === undefined ? 0 : Math.max(0, performance.now() - turn.arrivedAtMs);
    const limitMs = Math.max(SHORTEST_ANSWER_MS, ANSWER_WITHIN_MS - waitedMs);
    const outcome = spam.isSpam
      ? warn(spam, access)
      : await answer(message, contact, access, known, limitMs);
    if (cutOff.signal.aborted) return undefined;
    // An earlier message may offer something after this one has looked.
    const hasPending = outcome.hasPending === true || (!turn.isAlone && !spam.isSpam);
    return { contact, isSpam: spam.isSpam, outcome: { ...outcome, hasPending } };
  }

  /** In one transaction: the reply into the outbox, what `next` will mean, and the message dealt with. */
  async function write(
    message: IncomingMessage,
    transport: string,
    decided: Decided | undefined,
  ): Promise<void> {
    if (!decided) return;
    const { contact, isSpam, outcome } = decided;
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
  }

  async function currentContact(message: IncomingMessage): Promise<Contact> {
    const cached = knowledge.contacts.get(message.sender);
    if (cached) return cached;
    const emptied = knowledge.timesEmptied();
    const contact = await db.write((tx) => contactOf(tx, message, clock()));
    remember(message.sender, contact, emptied);
    return contact;
  }

  function warn(spam: SpamVerdict, access: Access): Outcome {
    if (!spam.shouldWarn || access.may === 'nothing') return { rule: 'spam' };
    const text = settings.get('spam_detection.warningMessage');
    return { rule: 'spam', type: 'auto_warning', reply: { text, facts: [] } };
  }

  async function answer(
    message: IncomingMessage,
    contact: Contact,
    access: Access,
    known: Knowledge,
    limitMs: number,
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
    const hasPending = question.pending !== undefined;
    try {
      return await withTimeLimit(limitMs, cutOff.signal, async (signal) => ({
        ...(await answerQuestion({ ...question, signal })),
        hasPending,
      }));
    } catch (error) {
      log.error({ error, messageId: message.id }, 'A question could not be answered');
      const code = error instanceof AppError ? error.code : 'internal';
      return {
        rule: 'failed',
        hasPending,
        name: code,
        reply: plainReply('couldNotAnswer', languageOf(asked, text)),
      };
    }
  }

  async function pendingOf(message: IncomingMessage, now: Date): Promise<Pending | undefined> {
    const state = await findPendingAnswer(db.read, message, now);
    return state === undefined ? undefined : Pending.safeParse(state).data;
  }

  async function recover(): Promise<number> {
    if (sweep) return 0;
    // What came in a flood was one before a crash too. Judged anew: the count of the live guard is of live messages.
    const first = await recoverPage(newSpamGuard(), undefined);
    sweep = first
      .goOn()
      .catch((error: unknown) => log.error({ error }, 'What is unanswered could not be read'))
      .finally(() => (sweep = undefined));
    return first.count;
  }

  /** Page by page: there may be more than fits into memory, and one that always fails must not hide the others. */
  async function recoverPage(judgeAgain: typeof judge, after: StoredMessage | undefined) {
    const left = await listUnprocessed(db.read, {
      limit: RECOVER_AT_ONCE,
      after,
      textCharacters: READ_CHARACTERS,
    });
    const fresh = left.filter(({ id }) => !inHand.has(id));
    const taken = fresh.map((message) => {
      const verdict = judgeAgain(message.sender, message.receivedAt.getTime());
      return take(message, message.transport, verdict, undefined);
    });
    return {
      count: fresh.length,
      async goOn(): Promise<void> {
        await Promise.all(taken);
        if (left.length < RECOVER_AT_ONCE || isStopping) return;
        await (await recoverPage(judgeAgain, left.at(-1))).goOn();
      },
    };
  }

  return {
    accept,
    recover,
    idle: () => work.idle(),
    async stop(graceMs = STOP_GRACE_MS) {
      isStopping = true;
      const late = setTimeout(() => cutOff.abort(), graceMs);
      await work.idle();
      clearTimeout(late);
      await sweep;
    },
  };
}

/** A copy: a piece of a long text would keep the whole in memory. */
function beginningOf(text: string): string {
  if (text.length <= READ_CHARACTERS) return text;
  return Buffer.from(text.slice(0, READ_CHARACTERS), 'utf16le').toString('utf16le');
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

interface Decided {
  readonly contact: Contact;
  readonly isSpam: boolean;
  readonly outcome: Outcome;
}

interface Outcome extends Omit<Answered, 'reply'> {
  /** Absent when nothing is said. */
  readonly reply?: BuiltReply;
  /** What the outbox calls it. */
  readonly type?: string;
  /** Whether something was offered in the chat before. */
  readonly hasPending?: boolean;
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

function isGroupChat(chat: string): boolean {
  return chat.endsWith('@g.us');
}
