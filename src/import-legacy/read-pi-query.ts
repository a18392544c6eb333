/** What the predecessor made of a PI query: a tag and a number of values. */
export type PiQuestion = {
  /** Undefined: the connection's own tag. */
  readonly tag: string | undefined;
  /** Undefined: its limit of ten. */
  readonly count: number | undefined;
  /** What else is written there, which it read and never applied. */
  readonly ignored: string | undefined;
};

/**
 * Reads `SELECT TOP n … FROM Point WHERE tag = 'X'` as the predecessor did: the first `TOP n`, else `LIMIT n`, and the
 * first `tag = '…'` count, in any case. `{tag}` stands for the connection's tag.
 *
 * @returns undefined for what it answered with an error
 */
export function readPiQuery(text: string): PiQuestion | undefined {
  if (!/\bselect\b/iu.test(text) || !/\bfrom\s+point\b/iu.test(text)) return undefined;
  const top = /\btop\s*\(?\s*(\d{1,9})\s*\)?/iu.exec(text) ?? /\blimit\s+(\d{1,9})/iu.exec(text);
  const named = /\btag\s*=\s*(?:'([^']*)'|"([^"]*)")/iu.exec(text);
  const tag = (named?.[1] ?? named?.[2] ?? '').trim();
  const count = Number(top?.[1] ?? 0);
  return {
    tag: tag === '' || tag.toLowerCase() === '{tag}' ? undefined : tag,
    count: count > 0 ? count : undefined,
    ignored: ignoredIn(text),
  };
}

/** What is left when everything is taken out that made no difference or was applied. */
function ignoredIn(text: string): string | undefined {
  const rest = text
    .replace(/\bselect\b[^]*?\bfrom\s+point\b/iu, ' ')
    .replace(/\btag\s*=\s*(?:'[^']*'|"[^"]*")/iu, ' ')
    .replace(/\blimit\s+\d+/iu, ' ')
    // Newest first is how it sorted whatever was written.
    .replace(/\border\s+by\s+\w+\s+desc\b/iu, ' ')
    .replace(/^\s*where\b/iu, ' ')
    .replaceAll(/[;\s]+/gu, ' ')
    .replace(/^ ?(?:and|where)\b/iu, ' ')
    .trim();
  return rest === '' ? undefined : rest;
}
