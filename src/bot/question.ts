import type { IncomingMessage } from '#sdk';
import type { Attached } from './attached.ts';
import type { Contact } from '../chat/index.ts';
import type { Answer, Language, TriggerUse } from '../triggers/index.ts';
import type { Asking } from '../access/index.ts';
import type { Knowledge } from './knowledge.ts';
import type { ReadableAnswer, RecalledAnswer } from './recall-answer.ts';
import type { Plain, PlainAsked } from './plain.ts';
import type { About, Pending, PendingVariable } from './pending.ts';
import type { AddedAlias, AliasCommand, ChosenTag } from '../tag-search/index.ts';
import type { BuiltReply } from '../replies/index.ts';

/** A message on its way to an answer: who asks what, with which rights, and everything it is understood with. */
export interface Question extends Asking {
  /** As `normaliseText` gives it. */
  readonly text: string;
  readonly message: IncomingMessage;
  readonly contact: Contact;
  readonly knowledge: Knowledge;
  readonly defaultLanguage: Language;
  /** Who answers questions in plain words; absent where nobody does. */
  readonly plain?: Plain;
  /** What this person was answered last in this chat. */
  readonly recall?: () => Promise<RecalledAnswer | undefined>;
  /** The last of them that can be read again. */
  readonly recallReadable?: () => Promise<ReadableAnswer | undefined>;
  /** Gives a tag another name for this contact; only a tag that they may ask. */
  readonly addAlias?: (command: AliasCommand, asking: Asking) => Promise<AddedAlias>;
  /** The AI prefix it was sent with. */
  readonly aiPrefix?: string;
  /** What Plantline offered in this chat last, if that still stands. */
  readonly pending: Pending | undefined;
}

/** What was asked, so that it can be read again: a text from the beginning of the order, perhaps of one source. */
export interface Said {
  readonly text: string;
  readonly sourceId?: string | undefined;
}

/** What is said to a question, and what it changes in the chat. */
export interface Answered {
  /** How the message was understood: kept with it, for whoever looks into it later. */
  readonly rule: string;
  /** The trigger, group or tag that answered. */
  readonly name?: string;
  /** That of the reply. */
  readonly language?: Language;
  readonly reply: BuiltReply;
  /** What follows the reply, in this order. */
  readonly pictures?: readonly Attached[];
  /** What it is worded from, where it was read from data sources. */
  readonly answers?: readonly Answer[];
  /** What was understood, where that is not what was sent: what `2` stood for. */
  readonly said?: Said;
  /** The tag that was chosen with it. */
  readonly chosenTag?: ChosenTag | undefined;
  /** Numbered choices the reply offers; what `1`, `2`, … will say. */
  readonly choices?: Extract<Pending, { kind: 'choices' }>['choices'];
  /** The variable the reply asks for; the next message is its value. */
  readonly asks?: PendingVariable;
  /** What the reply's further pages tell of; absent when they may be shown to whoever may ask. */
  readonly about?: About;
  /** The language the contact chose with this message. */
  readonly setLanguage?: Language;
  /** The triggers that were asked for it. */
  readonly uses?: readonly TriggerUse[];
  /** Of a question in plain words: how it came about. */
  readonly plain?: PlainAsked | undefined;
  /** The prefix it was sent with. */
  readonly aiTriggerId?: string;
  /** Why there is only an apology: for the log. */
  readonly error?: Error;
}

/** Answers a question, or passes it on with undefined. */
export type Responder = (question: Question) => Promise<Answered | undefined>;
