import type { Fact, Language } from '../triggers/index.ts';

/** One message, at most 4,096 characters, and every number in it as it was read. */
export interface ReplyPage {
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** A reply, and what `next` answers when it did not fit: a page at a time. */
export interface BuiltReply extends ReplyPage {
  readonly rest?: readonly ReplyPage[];
}

/** For whom and when a reply is written. */
export interface ReplyContext {
  readonly language: Language;
  /** The site's IANA zone. */
  readonly timeZone: string;
  readonly now: Date;
}
