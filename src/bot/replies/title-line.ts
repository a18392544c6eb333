import type { LocalText } from '../../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { localText } from './local-text.ts';
import { bold, plainText } from './message-text.ts';

/** `*u1 load* – Unit 1 net load`: the first line of a reply. */
export function titleLine(
  named: { readonly name: string; readonly description?: LocalText | null | undefined },
  { language }: ReplyContext,
): string {
  const description = plainText(localText(named.description, language));
  const name = bold(plainText(named.name, 80));
  return description === '' ? name : `${name} – ${description}`;
}
