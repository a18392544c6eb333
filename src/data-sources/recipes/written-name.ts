import type { RecipeDialect } from './query-recipes.schema.ts';

type Quotes = { readonly open: string; readonly close: string };

const DOUBLE: Quotes = { open: '"', close: '"' };
const QUOTES: Readonly<Record<Exclude<RecipeDialect, 'aveva-pi'>, Quotes>> = {
  postgresql: DOUBLE,
  mysql: { open: '`', close: '`' },
  sqlite: DOUBLE,
  'sql-server': { open: '[', close: ']' },
  oracle: DOUBLE,
};
const PLAIN = /^[\p{L}_][\p{L}\p{N}_$#]*$/u;

/**
 * A name as a query of the dialect writes it. A source's schema gives names that way, and they stay as they are:
 * `samples`, `lab."Alarm date"`. Whatever is none is one name, and is quoted.
 */
export function writtenName(dialect: Exclude<RecipeDialect, 'aveva-pi'>, name: string): string {
  const { open, close } = QUOTES[dialect];
  if (isWritten(name, QUOTES[dialect])) return name;
  return `${open}${name.replaceAll(close, close + close)}${close}`;
}

/** Whether a text is names joined by dots, each plain or whole within its quotes. */
function isWritten(name: string, { open, close }: Quotes): boolean {
  let at = 0;
  for (;;) {
    if (name[at] === open) {
      at = endOfQuoted(name, at + open.length, close);
      if (at < 0) return false;
    } else {
      const end = [open, '.'].map((sign) => name.indexOf(sign, at)).filter((place) => place >= 0);
      const part = name.slice(at, end.length > 0 ? Math.min(...end) : undefined);
      if (!PLAIN.test(part)) return false;
      at += part.length;
    }
    if (at === name.length) return true;
    if (name[at] !== '.') return false;
    at += 1;
  }
}

/** Where a quoted name is over; -1 when it never is, or holds nothing. */
function endOfQuoted(name: string, from: number, close: string): number {
  let at = from;
  for (;;) {
    const end = name.indexOf(close, at);
    if (end < 0) return -1;
    if (name[end + 1] !== close) return end === from ? -1 : end + 1;
    at = end + 2;
  }
}
