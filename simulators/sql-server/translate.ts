/** A statement of this stand-in’s small part of T-SQL, as SQLite has it. */
export type Translated = {
  readonly sql: string;
  /** `SET` statements before it, such as `LOCK_TIMEOUT 9000`. */
  readonly settings: readonly string[];
  /** What `WITH RESULT SETS` has the columns become. */
  readonly resultTypes?: readonly string[];
};

const PIECE =
  /N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|@@\w+|[\w@#$]+|\s+|./g;
const SETTING = /^\s*SET\s+([A-Z_]+\s+[\w-]+)\s*(?:;|\n|$)/i;

/**
 * `TOP`, `OFFSET … FETCH`, `N'…'`, `@@VERSION`, `ISNULL`, hints and `DATEADD`’s bare units; the rest is the same in
 * both. Anything but one SELECT is left for SQLite to refuse.
 */
export function translate(statement: string): Translated {
  const settings: string[] = [];
  let rest = statement;
  for (let match = SETTING.exec(rest); match; match = SETTING.exec(rest)) {
    settings.push((match[1] ?? '').toUpperCase().replace(/\s+/, ' '));
    rest = rest.slice(match[0].length);
  }
  let limit = '';
  const pieces = (rest.match(PIECE) ?? []).filter((piece) => !/^(?:--|\/\*)/.test(piece));
  const words: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    const after = pieces.slice(at + 1).join('');
    const upper = piece.toUpperCase();
    if (upper === 'TOP' && limit === '') {
      const [all, count = ''] = /^\s*(\(\s*[@\w]+\s*\)|[@\w]+)/.exec(after) ?? [];
      if (all !== undefined) {
        limit = ` LIMIT ${count}`;
        at = skip(pieces, at, all.length);
        continue;
      }
    }
    if (upper === 'OFFSET') {
      const [all, from = '', count = ''] =
        /^\s+(\S+)\s+ROWS?\s+FETCH\s+(?:NEXT|FIRST)\s+(\S+)\s+ROWS?\s+ONLY/i.exec(after) ?? [];
      if (all !== undefined) {
        words.push(`LIMIT ${count} OFFSET ${from}`);
        at = skip(pieces, at, all.length);
        continue;
      }
    }
    if (upper === 'WITH' && /^\s*\(\s*NOLOCK\s*\)/i.test(after)) {
      at = skip(pieces, at, /^\s*\(\s*NOLOCK\s*\)/i.exec(after)?.[0].length ?? 0);
      continue;
    }
    words.push(replacementOf(piece, upper, words));
  }
  return { sql: `${words.join('').trim().replace(/;$/, '')}${limit}`, settings };
}

function replacementOf(piece: string, upper: string, before: readonly string[]): string {
  if (upper.startsWith("N'")) return piece.slice(1);
  if (upper === '@@VERSION') return 'server_version()';
  if (upper === 'ISNULL') return 'IFNULL';
  // The catalog’s views are tables here.
  if (/^\w+$/.test(piece) && /^DATEADD$/i.test(before.findLast((word) => /\w/.test(word)) ?? ''))
    return `'${piece}'`;
  return piece;
}

/** The index of the last piece that so many characters after this one cover. */
function skip(pieces: readonly string[], at: number, characters: number): number {
  let left = characters;
  let last = at;
  while (left > 0) {
    last += 1;
    left -= (pieces[last] ?? '').length;
  }
  return last;
}

const WITH_TYPES =
  /^\s*EXEC\s+sp_executesql\s+(@\w+)\s*,\s*@\w+((?:\s*,\s*@\w+\s*=\s*@\w+)*)\s+WITH\s+RESULT\s+SETS\s*\(\s*\(([\s\S]*)\)\s*\)\s*;?\s*$/i;

/** `EXEC sp_executesql @statement, @declarations, … WITH RESULT SETS ((…))`; undefined for everything else. */
export function readResultTypes(
  statement: string,
): { readonly statement: string; readonly types: readonly string[] } | undefined {
  const [, name, , columns] = WITH_TYPES.exec(statement) ?? [];
  if (name === undefined || columns === undefined) return undefined;
  const types = Array.from(
    columns.matchAll(/\[(?:[^\]]|\]\])*\]\s+([a-z0-9]+(?:\([^)]*\))?)/gi),
    ([, type = '']) => type,
  );
  return { statement: name, types };
}
