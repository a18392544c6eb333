import { z } from 'zod';

/** Languages a reply is written in. */
export const LANGUAGES = ['en', 'id'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/**
 * Words of the chat grammar, as keys (lower case, no white space): a trigger or group of this name could never be
 * asked, because the word is understood first.
 */
export const RESERVED_KEYS: ReadonlySet<string> = new Set([
  'help',
  'menu',
  'halo',
  'hello',
  'bantuan',
  'list',
  'daftar',
  'language',
  'bahasa',
  'tag',
  'trend',
  'whoami',
  'next',
  'lanjut',
]);

/** Words that take what follows them, so no name may begin with one of them and a blank. */
const RESERVED_FIRST_WORDS: ReadonlySet<string> = new Set(['tag', 'trend', 'language', 'bahasa']);

const NAME_LENGTH_MAX = 60;

/**
 * The name of a trigger or a trigger group: what a person sends to get the answer.
 * Zero-width and direction marks are dropped and white space is folded, as is done with every message.
 */
export const AnswerName = z
  .string()
  .transform((name) =>
    name
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
      .replaceAll(/[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
      .replaceAll(/\s+/gu, ' ')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, 'Give it a name.')
      .max(NAME_LENGTH_MAX, `A name has ${NAME_LENGTH_MAX} characters at most.`)
      .regex(/^[\p{L}\p{N}]/u, 'A name begins with a letter or a digit.')
      .refine((name) => !/^[\d\s]+$/u.test(name), {
        error: 'A name cannot be digits only: a number answers a numbered question. Add a letter.',
        params: { reason: 'digits_only' },
      })
      .refine((name) => !isReserved(name), {
        error: 'This is a word Plantline itself understands. Choose another name.',
        params: { reason: 'reserved' },
      }),
  );

/** Why a name cannot be given, for a page that says it in its own language. */
export const NAME_REASONS = [
  'empty',
  'too_long',
  'bad_start',
  'digits_only',
  'reserved',
  'taken',
] as const;
export type NameReason = (typeof NAME_REASONS)[number];

function isReserved(name: string): boolean {
  const [first = '', ...rest] = name.toLowerCase().split(' ');
  return (
    RESERVED_KEYS.has([first, ...rest].join('')) ||
    (rest.length > 0 && RESERVED_FIRST_WORDS.has(first))
  );
}
