import type { LocalText } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { localText } from './local-text.ts';
import { bold, plainText } from './message-text.ts';

interface Titled {
  readonly name: string;
  readonly description?: LocalText | null | undefined;
  readonly outcomes?: readonly {
    readonly ok: boolean;
    readonly tag?: { readonly description: string };
  }[];
}

/**
 * `*u1 load* – Unit 1 net load`: the first line of a reply. Where nobody described the question, as when a tag is
 * asked by its name, the source's own description of the only tag stands in.
 */
export function titleLine(titled: Titled, { language }: ReplyContext): string {
  const [only, ...others] = titled.outcomes ?? [];
  const ofTag = others.length === 0 ? only?.tag?.description : undefined;
  const description = plainText(localText(titled.description ?? ofTag, language));
  const name = bold(plainText(titled.name, 80));
  return description === '' ? name : `${name} – ${description}`;
}
