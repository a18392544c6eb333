const PIECE =
  /N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|@@\w+|[\w@#$]+|\s+|./g;
const SETTING = /^\s*SET\s+([A-Z_]+\s+[\w-]+)\s*(?:;|\n|$)/i;

/** `SET` statements before a statement, such as `LOCK_TIMEOUT 9000`, and the statement. */
export function readSettings(batch: string): {
  readonly settings: readonly string[];
  readonly statement: string;
} {
  const settings: string[] = [];
  let statement = batch;
  for (let match = SETTING.exec(statement); match; match = SETTING.exec(statement)) {
    settings.push((match[1] ?? '').toUpperCase().replace(/\s+/, ' '));
    statement = statement.slice(match[0].length);
  }
  return { settings, statement };
}

/**
 * A statement of this stand-in’s small part of T-SQL, as SQLite has it: `TOP`, `OFFSET … FETCH`, `N'…'`, `@@VERSION`,
 * `ISNULL`, hints, `(max)` and `DATEADD`’s bare units; the rest is the same in both.
 */
export function translate(statement: string): string {
  let limit = '';
  const pieces = (statement.replaceAll(/\(\s*max\s*\)/gi, '').match(PIECE) ?? []).filter(
    (piece) => !/^(?:--|\/\*)/.test(piece),
  );
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
  return `${words.join('').trim().replace(/;$/, '')}${limit}`;
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
