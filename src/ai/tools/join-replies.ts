import { type BuiltReply, type ReplyPage, say } from '../../replies/index.ts';
import type { Language } from '../../triggers/index.ts';

/** As the longest message, with room for the line that says how to go on. */
const PAGE_LENGTH_MAX = 3_900;
const APART = '\n\n';

/** Replies about several sources as one: below each other where a message has the room, else page after page. */
export function joinReplies(replies: readonly BuiltReply[], language: Language): BuiltReply {
  const [only, ...others] = replies;
  if (!only) return { text: '', facts: [] };
  if (others.length === 0) return only;
  const pages: (ReplyPage & { readonly isEnd: boolean })[] = [];
  for (const { text, facts, rest = [] } of replies) {
    const own = [{ text, facts }, ...rest].map((page, index) => ({
      ...page,
      isEnd: index === rest.length,
    }));
    const [first, ...later] = own;
    const last = pages.at(-1);
    // What is below a page that says how to go on would not be seen as its end.
    if (first && last?.isEnd && fits(last, first)) {
      pages[pages.length - 1] = {
        text: last.text + APART + first.text,
        facts: [...last.facts, ...first.facts],
        isEnd: first.isEnd,
      };
      pages.push(...later);
    } else {
      pages.push(...own);
    }
  }
  const [first = { text: '', facts: [] }, ...rest] = pages.map(
    ({ isEnd, ...page }, index): ReplyPage =>
      isEnd && index < pages.length - 1
        ? { ...page, text: `${page.text}\n${say(language, 'more')}` }
        : page,
  );
  return rest.length === 0 ? first : { ...first, rest };
}

function fits(above: ReplyPage, below: ReplyPage): boolean {
  return above.text.length + APART.length + below.text.length <= PAGE_LENGTH_MAX;
}
