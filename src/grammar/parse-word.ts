import { answerKey } from '../lib/answer-key.ts';
import type { Language } from '../triggers/index.ts';

/** A message that is one of the grammar's own words. */
export type Word =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'whoami' }
  /** `language` alone, without saying which, has none. */
  | { readonly kind: 'language'; readonly language: Language | undefined }
  /** `tag` alone has no words. */
  | { readonly kind: 'tag'; readonly words: string }
  /** What follows `trend`: a tag's name, which may hold blanks, and perhaps a range. See `splitTagAndRange`. */
  | { readonly kind: 'trend'; readonly rest: string };

const WORDS: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['help', { kind: 'help' }],
  ['menu', { kind: 'help' }],
  ['halo', { kind: 'help' }],
  ['hello', { kind: 'help' }],
  ['bantuan', { kind: 'help' }],
  ['list', { kind: 'list' }],
  ['daftar', { kind: 'list' }],
  ['whoami', { kind: 'whoami' }],
  ['language', { kind: 'language', language: undefined }],
  ['bahasa', { kind: 'language', language: undefined }],
  ['tag', { kind: 'tag', words: '' }],
  ['trend', { kind: 'trend', rest: '' }],
]);

const LANGUAGES: ReadonlyMap<string, Language> = new Map<string, Language>([
  ['en', 'en'],
  ['english', 'en'],
  ['inggris', 'en'],
  ['id', 'id'],
  ['indonesia', 'id'],
  ['indonesian', 'id'],
]);

const WORD_LENGTH_MAX = 40;

/**
 * Reads `help`, `menu`, `halo`, `hello`, `bantuan`, `list`, `daftar`, `whoami`, `language en`, `bahasa id`,
 * `tag <words>` and `trend <tag> [range]`; undefined when the message is none of them.
 *
 * @param text as `normaliseText` gives it
 */
export function parseWord(text: string): Word | undefined {
  if (text.length <= WORD_LENGTH_MAX) {
    const word = WORDS.get(answerKey(text.replace(/[!?.]+$/, '')));
    if (word) return word;
  }
  const blank = text.indexOf(' ');
  if (blank < 0) return undefined;
  const first = text.slice(0, blank).toLowerCase();
  const rest = text.slice(blank + 1).trim();
  if (first === 'tag') return { kind: 'tag', words: rest };
  if (first === 'trend') return { kind: 'trend', rest };
  if (first === 'language' || first === 'bahasa') {
    const language = LANGUAGES.get(rest.toLowerCase());
    return language && { kind: 'language', language };
  }
  return undefined;
}
