import type { Reading, SeriesOutcome } from '#sdk';
import { formatListTime, isOnOneDay, type TrendAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { bold } from './message-text.ts';
import { newestFirst } from './newest-first.ts';
import type { ReplyLine } from './paginate.ts';
import { badStateOf, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { toFact } from './to-fact.ts';

/**
 * The states or texts of a tag over a range, a line for each that is another than the one before, the newest first. What
 * a plot repeats, at the ends of the range and in between, is no change; the first is what held when the range began.
 */
export function stateLines(
  { tag, readings }: Extract<SeriesOutcome, { ok: true }>,
  answer: Pick<TrendAnswer, 'source' | 'range' | 'digits'>,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { range, source, digits } = answer;
  const isOneDay = isOnOneDay(range.start, range.end, context.timeZone);
  const told = (reading: Reading): string => {
    const text = readingText(reading, tag, context, digits);
    return text === undefined
      ? `⚠ ${badStateOf(reading) ?? say(context.language, 'noValues')}`
      : bold(text);
  };
  const lines = newestFirst(readings).map((reading) => ({
    text: told(reading),
    time: formatListTime(reading.timestamp, context, 'second', !isOneDay),
    facts: [toFact(source, tag.name, reading)],
  }));
  return lines
    .filter(({ text }, index) => lines[index + 1]?.text !== text)
    .map(({ text, time, facts }) => ({ text: `${time}  ${text}`, facts }));
}
