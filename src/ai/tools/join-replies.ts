import { type BuiltReply, type ReplyPage, say } from '../../replies/index.ts';
import type { Language } from '../../triggers/index.ts';

/** As `MESSAGE_LENGTH_MAX`, with room for the line that says how to go on. */
const PAGE_LENGTH_MAX = 3_900;
const APART = '\n\n';

/** Replies about several sources as one: below each other where a message has the room, else page after page. */
export function joinReplies(replies: readonly BuiltReply[], language: Language): BuiltReply {
  const [only, ...others] = replies;
  if (!only) return { text: '', facts: [] };
  if (others.length === 0) return only;
  const pages: ReplyPage[] = [];
  for (const page of replies.flatMap(({ text, facts, rest = [] }) => [{ text, facts }, ...rest])) {
    const last = pages.at(-1);
    if (last && last.text.length + APART.length + page.text.length <= PAGE_LENGTH_MAX) {
      pages[pages.length - 1] = {
        text: last.text + APART + page.text,
        facts: [...last.facts, ...page.facts],
      };
    } else {
      pages.push(page);
    }
  }
  const [first = { text: '', facts: [] }, ...rest] = pages;
  if (rest.length === 0) return first;
  return { ...first, text: `${first.text}\n${say(language, 'more')}`, rest };
}
