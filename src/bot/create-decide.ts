import { AppError, type Clock, type IncomingMessage, type Logger } from '#sdk';
import { type AnswerPlainly, findNewestAiAnswer, type Tool } from '../ai/index.ts';
import { findPendingAnswer, type Contact } from '../chat/index.ts';
import type { Sources } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { readShifts, type Settings } from '../settings/index.ts';
import type { Language } from '../triggers/index.ts';
import { decideAccess, type Access, type Asking } from '../access/index.ts';
import { answerQuestion } from './answer-question.ts';
import { normaliseText } from '../grammar/index.ts';
import type { KnownContacts } from './known-contacts.ts';
import type { SourceCall } from './messages.schema.ts';
import type { Knowledge, KnowledgeBase } from './knowledge.ts';
import { FOLLOW_UP_MINUTES, type Plain } from './plain.ts';
import { Pending } from './pending.ts';
import type { Answered } from './question.ts';
import { languageOf } from './question-language.ts';
import { latenessOf } from './lateness-of.ts';
import { argumentsReply, plainReply, type BuiltReply } from '../replies/index.ts';
import { type Asked, recallAnswer, recallReadable } from './recall-answer.ts';
import type { SpamVerdict } from './spam-guard.ts';
import { addOwnAlias, type AliasCommand } from '../tag-search/index.ts';
import { traceCalls } from './trace-calls.ts';

export interface DecideDeps {
  readonly db: Db;
  readonly sources: Sources;
  readonly settings: Settings;
  readonly knowledge: KnowledgeBase;
  readonly contacts: KnownContacts;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  readonly language: Language;
  /** Answers questions in plain words; without it they are matched by names alone. */
  readonly answerPlainly?: AnswerPlainly;
  /** What questions in plain words are planned to. */
  readonly tools?: readonly Tool[];
  /** Aborted when what is in hand must be given up. */
  readonly cutOff: AbortSignal;
}

/** What shall be said and written for a message. */
export interface Decided {
  readonly contact: Contact;
  readonly isSpam: boolean;
  readonly outcome: Outcome;
  /** When it came, on the clock of `performance.now()`; undefined when that was before a start. */
  readonly arrivedAtMs: number | undefined;
}

export interface Outcome extends Omit<Answered, 'reply' | 'error'> {
  /** Absent when nothing is said. */
  readonly reply?: BuiltReply;
  /** What the outbox calls it. */
  readonly type?: string;
  /** Whether something was offered in the chat before. */
  readonly hasPending?: boolean;
  /** What was asked and when, where the answer came from data sources: it can be read again for a file. */
  readonly asked?: Asked;
  /** What was asked of data sources for it. */
  readonly calls?: readonly SourceCall[];
}

/** How a message comes to its turn. */
export interface Turn {
  /** False when an earlier message of the conversation is not answered yet. */
  readonly isAlone: boolean;
  /** On the clock of `performance.now()`; undefined when nobody is waiting for the answer any more. */
  readonly arrivedAtMs: number | undefined;
  /** Something that waited for the sender goes out by it: it need not be a question. */
  readonly hasFreed: boolean;
}

/** Undefined when the message is left for the next start. */
export type Decide = (
  message: IncomingMessage,
  spam: SpamVerdict,
  turn: Turn,
) => Promise<Decided | undefined>;

const NOT_ANSWERED = 'A question could not be answered';
/** What people write after `@` for the bot where the network does not put its number there. */
const MENTIONED_AS = ['plantline', 'bot'];
/** An answer is out within ten seconds; what is left is for writing it down and sending it. */
export const ANSWER_WITHIN_MS = 8_500;
/** What a question has at least, however long it waited for its turn. */
const SHORTEST_ANSWER_MS = 1_500;

/** Who may ask, and what is said: everything between the keeping of a message and the writing of its answer. */
export function createDecide(deps: DecideDeps): Decide {
  const { db, settings, knowledge, contacts, clock, log, cutOff } = deps;

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
    const text = questionText(message);
    const asked = { text, contact, defaultLanguage: deps.language };
    if (access.may === 'nothing') return { rule: 'blocked' };
    if (access.may !== 'ask') {
      const language = languageOf(asked, text);
      return {
        rule: `access.${access.may}`,
        language,
        reply: plainReply(access.may === 'wait' ? 'waitingForApproval' : 'notOnTheList', language),
      };
    }
    const lateness = latenessOf(message.sentAt, now, settings.get('messages.lateAfterMinutes'));
    if (lateness !== undefined) {
      // What a plant was hours ago is not what was asked, and what it is now may not be what is wanted any more.
      const language = languageOf(asked, text);
      const said = lateness({ timeZone: deps.timeZone, language, now });
      return { rule: 'late', language, reply: plainReply('cameLate', language, said) };
    }
    if (text === '' && message.attachment !== undefined) {
      const language = languageOf(asked, text);
      return { rule: 'attachment', language, reply: plainReply('textOnly', language) };
    }
    const { sources, calls } = traceCalls(deps.sources);
    const question = {
      ...asked,
      message,
      rights: access.rights,
      knowledge: known,
      sources,
      now,
      timeZone: deps.timeZone,
      pending: await pendingOf(message, now),
      ...plainOf(message, now),
      recall: () => recallAnswer(db.read, message),
      addAlias: (command: AliasCommand, asking: Asking) =>
        addOwnAlias(command, { ...asking, contactId: contact.id }, { db, clock }),
      recallReadable: () => recallReadable(db.read, message),
    };
    const hasPending = question.pending !== undefined;
    try {
      const { error, ...answered } = await withTimeLimit(limitMs, cutOff, (signal) =>
        answerQuestion({ ...question, signal }),
      );
      if (error) log.error({ error, messageId: message.id }, NOT_ANSWERED);
      const isRead = answered.answers !== undefined || answered.plain !== undefined;
      const readAgain = { ...(answered.said ?? { text }), at: now.toISOString() };
      return { ...answered, hasPending, calls, ...(isRead && { asked: readAgain }) };
    } catch (error) {
      log.error({ error, messageId: message.id }, NOT_ANSWERED);
      const language = languageOf(asked, text);
      if (isAbort(error)) {
        const reply = plainReply('tookTooLong', language);
        return { rule: 'failed', hasPending, name: 'bot.took_too_long', calls, language, reply };
      }
      const code = error instanceof AppError ? error.code : 'internal';
      return {
        rule: 'failed',
        hasPending,
        name: code,
        calls,
        language,
        // What the question asks cannot be had so: that is for whoever asked, and no fault of ours.
        reply:
          error instanceof AppError && error.kind === 'invalid'
            ? argumentsReply(text, error, language)
            : plainReply('couldNotAnswer', language),
      };
    }
  }

  function plainOf(message: IncomingMessage, now: Date): { readonly plain?: Plain } {
    const { answerPlainly, tools = [] } = deps;
    if (!answerPlainly) return {};
    const since = new Date(now.getTime() - FOLLOW_UP_MINUTES * 60_000);
    const shifts = readShifts(settings.get('site.shifts'));
    const before = () => findNewestAiAnswer(db.read, message, since);
    return { plain: { answerPlainly, tools, shifts, before } };
  }

  async function pendingOf(message: IncomingMessage, now: Date): Promise<Pending | undefined> {
    const state = await findPendingAnswer(db.read, message, now);
    return state === undefined ? undefined : Pending.safeParse(state).data;
  }

  return async function decide(message, spam, { isAlone, arrivedAtMs, hasFreed }) {
    const known = await knowledge.current();
    const contact = await contacts.find(message);
    const access = decideAccess(contact, settings.get('access.mode'), known.groupsOf);
    const waitedMs = arrivedAtMs === undefined ? 0 : performance.now() - arrivedAtMs;
    const limitMs = Math.max(SHORTEST_ANSWER_MS, ANSWER_WITHIN_MS - waitedMs);
    const answered = spam.isSpam
      ? warn(spam, access)
      : await answer(message, contact, access, known, limitMs);
    // A yes to what was announced: what follows is the answer.
    const isYes = hasFreed && answered.rule === 'not_understood';
    const { reply: _unsaid, ...unsaid } = answered;
    const outcome: Outcome = isYes ? unsaid : answered;
    if (cutOff.aborted) return undefined;
    // An earlier message may offer something after this one has looked.
    const hasPending = outcome.hasPending === true || (!isAlone && !spam.isSpam);
    return { contact, isSpam: spam.isSpam, outcome: { ...outcome, hasPending }, arrivedAtMs };
  };
}

/** What a message asks: its text without marks, blanks around it and the mention of the bot. */
export function questionText({ text }: Pick<IncomingMessage, 'text'>): string {
  return normaliseText(text, MENTIONED_AS);
}

/** What a signal that was aborted throws, where nobody turned it into an error of a source. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
