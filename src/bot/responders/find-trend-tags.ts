import type { Source } from '../../data-sources/index.ts';
import { type TagAndRange, splitTagAndRange } from '../../grammar/index.ts';
import type { RunArguments } from '../../triggers/index.ts';
import type { Asking } from '../../access/index.ts';

export interface TrendTags {
  /** In the order they were named, each once. */
  readonly tags: readonly { readonly name: string; readonly source: Source }[];
  /** A tag that only sources have which the person may not use. */
  readonly forbidden?: string;
  readonly arguments: RunArguments;
}

type Named = { readonly name: string; readonly source: Source | undefined };

/**
 * Several tags by their exact names, separated by commas or blanks, perhaps with a range after the last. Names hold
 * blanks themselves, so the longest that exists is taken each time. Undefined when a part of the text is no tag, or
 * there is only one. Reads memory only.
 */
export function findTrendTags(text: string, asking: Asking): TrendTags | undefined {
  const { now, timeZone } = asking;
  for (const way of splitTagAndRange(text, { now, timeZone })) {
    const named = namesIn(way, asking);
    if (!named) continue;
    const unique = new Map(named.map((one) => [`${one.source?.id ?? ''}\n${one.name}`, one]));
    if (unique.size < 2) continue;
    const forbidden = named.find(({ source }) => source === undefined)?.name;
    const tags = [...unique.values()].flatMap(({ name, source }) =>
      source ? [{ name, source }] : [],
    );
    return { tags, arguments: way.arguments, ...(forbidden !== undefined && { forbidden }) };
  }
  return undefined;
}

function namesIn({ tag: text }: TagAndRange, asking: Asking): readonly Named[] | undefined {
  const named: Named[] = [];
  // What stands between commas is a name or several; a comma inside a name is read as one between two.
  for (const part of text.split(',')) {
    const words = part.trim().split(' ').filter(Boolean);
    for (let from = 0; from < words.length;) {
      const found = longestName(words, from, asking);
      if (!found) return undefined;
      named.push(found.named);
      from = found.next;
    }
  }
  return named;
}

function longestName(
  words: readonly string[],
  from: number,
  { sources, rights }: Asking,
): { readonly named: Named; readonly next: number } | undefined {
  const all = sources.list();
  for (let next = words.length; next > from; next -= 1) {
    const typed = words.slice(from, next).join(' ');
    const having = all.filter(({ connection }) => connection.findTag?.(typed));
    if (having.length === 0) continue;
    const source = having.find(({ id }) => rights.mayUseSource(id));
    const name = source?.connection.findTag?.(typed)?.name ?? typed;
    return { named: { name, source }, next };
  }
  return undefined;
}
