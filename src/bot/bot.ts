import { LRUCache } from 'lru-cache';
import type { IncomingMessage } from '#sdk';
import { listUnprocessed, recordIncoming, type StoredMessage } from '../chat/index.ts';
import type { Executor } from '../db/index.ts';
import { createAlarm } from './alarm.ts';
import { createDecide, questionText, type DecideDeps } from './create-decide.ts';
import { createWriteAnswer, type WriteAnswerDeps } from './create-write-answer.ts';
import { parseChoice } from '../grammar/index.ts';
import { createKnownContacts } from './known-contacts.ts';
import { createOrderedWork } from './ordered-work.ts';
import { createSpamGuard, type SpamVerdict } from './spam-guard.ts';

export type BotDeps = Omit<DecideDeps, 'contacts' | 'cutOff'> &
  WriteAnswerDeps & {
    /** Shows the sender that a message is worked on. Told once it is kept; must not throw. */
    readonly acknowledge?: (message: IncomingMessage, transport: string) => void;
    /**
     * What waited for somebody to write in this chat may go: in the transaction that keeps what they wrote. Resolves
     * with how much that is. Gives nothing for transports that have no such waiting.
     */
    readonly personWrote?: (
      transport: string,
    ) => ((tx: Executor, chat: string) => Promise<number>) | undefined;
  };

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
/** Nobody asks longer than this; more of a text is kept in the store and not looked at. */
const READ_CHARACTERS = 8_192;
const RECOVER_AT_ONCE = 500;
const STOP_GRACE_MS = 3_000;
/** What takes longer to us waited somewhere: networks stamp whole seconds, and clocks differ a little. */
const QUEUED_AFTER_MS = 30_000;
const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 30_000;
const FAILURES_MAX = 10_000;

/** The whole life of an incoming message, in order. */
export function createBot(deps: BotDeps): Bot {
  const { db, settings, knowledge, clock, log } = deps;
  /** Aborted when what is in hand must be given up. */
  const cutOff = new AbortController();
  const contacts = createKnownContacts(db, knowledge, clock);
  const decide = createDecide({ ...deps, contacts, cutOff: cutOff.signal });
  const writeAnswer = createWriteAnswer(deps);
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
  /** Of what waited in a network's queue: a flood is one by when it was sent, and a backlog is none. */
  const judgeQueued = newSpamGuard();
  const inHand = new Set<string>();
  const retry = createAlarm(() => {
    recover().catch((error: unknown) => log.error({ error }, 'The store could not be read'));
  });
  /** How often each message could not be dealt with. */
  const failures = new LRUCache<string, number>({ max: FAILURES_MAX });
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
    const personWrote = deps.personWrote?.(transport);
    const { isNew, isBlocked, hasFreed } = await contacts.findWith(
      message,
      at,
      async (tx, contact) => {
        const received = { transport, contactId: contact.id, at };
        const isNew = await recordIncoming(tx, message, received);
        let freed = 0;
        if (isNew && personWrote) {
          for (const chat of chatsOf(message)) freed += await personWrote(tx, chat);
        }
        return { isNew, isBlocked: contact.status === 'blocked', hasFreed: freed > 0 };
      },
    );
    if (!isNew) return 'known';
    const spam = judgeNew(message, at);
    if (!spam.isSpam && !isBlocked) deps.acknowledge?.(message, transport);
    void take(message, transport, spam, performance.now(), hasFreed);
    return 'kept';
  }

  /** Counted when it arrives: a flood is one however slowly its questions are answered. */
  function judgeNew({ sender, sentAt }: IncomingMessage, at: Date): SpamVerdict {
    const isQueued = at.getTime() - sentAt.getTime() > QUEUED_AFTER_MS;
    return isQueued ? judgeQueued(sender, sentAt.getTime()) : judge(sender, at.getTime());
  }

  /**
   * Resolves when the message is dealt with, or left for later.
   *
   * @param arrivedAtMs on the clock of `performance.now()`; undefined when nobody is waiting for it any more
   * @param hasFreed something that waited for the sender goes out by it
   */
  function take(
    { text, ...rest }: IncomingMessage,
    transport: string,
    spam: SpamVerdict,
    arrivedAtMs: number | undefined,
    hasFreed = false,
  ): Promise<void> {
    if (isStopping) return Promise.resolve();
    const message = { ...rest, text: beginningOf(text) };
    inHand.add(message.id);
    return work
      .push({
        key: `${message.chat}\n${message.sender}`,
        needsEarlier: parseChoice(questionText(message)) !== undefined,
        work: async (isAlone) =>
          isStopping ? undefined : await decide(message, spam, { isAlone, arrivedAtMs, hasFreed }),
        finish: async (decided) => {
          if (decided) await writeAnswer(message, transport, decided);
        },
      })
      .then(() => void failures.delete(message.id))
      .catch((error: unknown) => {
        log.error({ error, messageId: message.id }, 'A message could not be dealt with yet');
        tryAgainLater(message.id);
      })
      .finally(() => inHand.delete(message.id));
  }

  /** It stays unprocessed in the store, and is taken up again from there: soon at first, then less and less often. */
  function tryAgainLater(messageId: string): void {
    const times = failures.get(messageId) ?? 0;
    failures.set(messageId, times + 1);
    // One for all of them: each round takes up everything unanswered, so a timer each would multiply from round to round.
    retry.set(Math.min(RETRY_FIRST_MS * 2 ** times, RETRY_LAST_MS));
  }

  async function recover(): Promise<number> {
    if (sweep || isStopping) return 0;
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
      const { sender, sentAt, receivedAt } = message;
      const isQueued = receivedAt.getTime() - sentAt.getTime() > QUEUED_AFTER_MS;
      const verdict = judgeAgain(sender, (isQueued ? sentAt : receivedAt).getTime());
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
      retry.clear();
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

/** Where what waits for its sender may wait: a group is nobody's. */
function chatsOf({ chat, senderAliases = [] }: IncomingMessage): readonly string[] {
  return isGroupChat(chat) ? [chat] : [...new Set([chat, ...senderAliases])];
}

function isGroupChat(chat: string): boolean {
  return chat.endsWith('@g.us');
}
