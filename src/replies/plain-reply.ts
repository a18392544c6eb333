import type { Language } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say, type TextKey } from './say.ts';

/** Replies that are one sentence, with what each needs to be told. */
interface PlainReplies {
  waitingForApproval: object;
  /** To a stranger whom an administrator let in. */
  mayAskNow: object;
  notOnTheList: object;
  couldNotAnswer: object;
  /** The time for an answer was over. */
  tookTooLong: object;
  notAllowed: { readonly name: string };
  /** Somebody does not want to say what was asked for. */
  askCancelled: { readonly name: string };
  /** An AI prefix with nothing after it. */
  emptyQuestion: { readonly prefix: string };
  /** `tag` with nothing after it. */
  tagHint: object;
  /** `trend` with nothing after it; `tag` is an example. */
  trendHint: { readonly tag: string };
  /** `source?` before any answer with numbers. */
  sourceNone: object;
  /** What a person calls a tag from now on. */
  aliasAdded: { readonly alias: string; readonly tag: string };
  aliasUnfit: object;
  aliasNoTag: { readonly tag: string };
  /** `excel` before any answer from a data source. */
  fileNone: object;
  /** What follows: the data of which question, of what time. */
  fileSent: { readonly text: string; readonly time: string; readonly format: string };
  filePicture: { readonly text: string; readonly time: string };
  fileNothing: { readonly text: string; readonly time: string };
  fileNoPicture: { readonly text: string; readonly time: string };
  /** Too many tags after `trend`. */
  trendTooMany: { readonly max: number };
  nothingFound: { readonly text: string };
  indexIncomplete: object;
  /** Said in the language chosen. */
  languageSet: object;
  /** `language` without saying which. */
  languageHint: object;
  /** `next` with nothing left, or a number that was not offered. */
  nothingMore: object;
  choiceOutOfRange: { readonly count: number };
  /** A question that came when its answer was no longer of use; `time` from `formatMinute`, `age` from `formatAge`. */
  cameLate: { readonly time: string; readonly age: string };
  /** A picture, a voice message or the like, without a text. */
  textOnly: object;
}

/** A reply of one sentence, without facts. What a person wrote is made safe before it is repeated. */
export function plainReply<Key extends keyof PlainReplies>(
  key: Key & TextKey,
  language: Language,
  ...[values]: object extends PlainReplies[Key] ? [] : [values: PlainReplies[Key]]
): BuiltReply {
  const safe = Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? plainText(value, 60) : value,
    ]),
  );
  const text = (say as (language: Language, key: TextKey, values: object) => string)(
    language,
    key,
    safe,
  );
  return { text, facts: [] };
}
