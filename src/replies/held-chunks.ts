import type { Reading, TagInfo } from '#sdk';
import type { Fact } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { bold } from './message-text.ts';
import { badStateOf, hasTime, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { toFact } from './to-fact.ts';
import { shortTime } from './short-time.ts';

/**
 * What held over a range in which nothing was recorded: `no change – *Running*`, `since 22 Nov 05:12`. A number that
 * moves between its values did not stand still for having none, so only steps and states are said not to have changed.
 */
export function heldChunks(
  held: Reading,
  tag: TagInfo,
  answer: { readonly source: string; readonly digits?: number | undefined },
  context: ReplyContext,
): { readonly chunks: readonly string[]; readonly facts: readonly Fact[] } {
  const { language } = context;
  const facts = [toFact(answer.source, tag.name, held)];
  const time = shortTime(held.timestamp, context);
  const text = readingText(held, tag, context, answer.digits);
  if (text === undefined) {
    const state = badStateOf(held);
    const since = say(language, 'noData', { time });
    return { chunks: [`⚠ ${since}`, ...(state === undefined ? [] : [`(${state})`])], facts };
  }
  const value = bold(text);
  const isStill =
    !hasTime(held) || tag.step || held.state !== undefined || tag.valueType !== 'number';
  const what = say(language, isStill ? 'unchanged' : 'noNewValue', { value });
  const when = say(language, isStill ? 'since' : 'atTime', { time });
  return { chunks: hasTime(held) ? [what, when] : [what], facts };
}
