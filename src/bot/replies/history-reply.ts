import type { Reading, SeriesOutcome } from '#sdk';
import {
  formatInstant,
  formatListTime,
  formatRange,
  type HistoryAnswer,
  isOnOneDay,
} from '../../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { bold, plainText } from './message-text.ts';
import { newestFirst } from './newest-first.ts';
import { outcomeError } from './outcome-error.ts';
import { paginate, type ReplyLine } from './paginate.ts';
import { badStateOf, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { noTagsReply } from './no-tags-reply.ts';
import { titleLine } from './title-line.ts';
import { toFact } from './to-fact.ts';

const ROWS_PER_PAGE = 15;

/** Values over time, the newest first, a page of them at a time. */
export function historyReply(answer: HistoryAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { outcomes, source } = answer;
  const title = { text: titleLine(answer, context) };
  if (outcomes.length === 0) {
    return noTagsReply(title.text, source, language);
  }
  const readings = outcomes.flatMap((outcome) => (outcome.ok ? outcome.readings : []));
  const truncated = outcomes.some((outcome) => outcome.ok && outcome.truncated && !answer.last);
  return paginate({
    language,
    head: [title, { text: spanLine(answer, readings, context) }],
    rows: outcomes.flatMap((_, index) => section(index, answer, readings, context)),
    foot: truncated ? [{ text: say(language, 'moreAtSource', { count: readings.length }) }] : [],
    rowsPerPage: ROWS_PER_PAGE,
    isCounted: true,
  });
}

function spanLine(
  answer: HistoryAnswer,
  readings: readonly Reading[],
  context: ReplyContext,
): string {
  const { language, timeZone, now } = context;
  const count = readings.length;
  const mode =
    answer.mode === 'sampled' && answer.interval !== undefined
      ? say(language, 'sampled', { interval: plainText(answer.interval, 20) })
      : say(language, 'recorded');
  if (answer.range) {
    const values = count === 0 ? say(language, 'noValues') : say(language, 'values', { count });
    return `${formatRange(answer.range, context)} · ${values}, ${mode}`;
  }
  const newest = newestFirst(readings)[0];
  if (!newest) return say(language, 'noValues');
  const time = formatInstant(newest.timestamp, timeZone, language, now);
  return `${say(language, 'newest', { count })} · ${time}`;
}

function section(
  index: number,
  answer: HistoryAnswer,
  all: readonly Reading[],
  context: ReplyContext,
): readonly ReplyLine[] {
  const { outcomes, source } = answer;
  const outcome = outcomes[index];
  if (!outcome) return [];
  const names = outcomes.map((one) => (one.ok ? one.tag.name : one.name));
  const label = shortNames(names, answer.labels, 30)[index] ?? '';
  const heading = outcomes.length > 1 ? `${bold(label)}\n` : '';
  if (!outcome.ok) {
    const error = outcomeError(outcome.error, outcome.name, source, context.language);
    return [{ text: `${heading}⚠ ${error}` }];
  }
  const rows = newestFirst(outcome.readings).map((reading) =>
    row(reading, outcome, answer, all, context),
  );
  const [first, ...others] = rows;
  if (!first) return heading ? [{ text: heading + say(context.language, 'noValues') }] : [];
  return [{ ...first, text: heading + first.text }, ...others];
}

function row(
  reading: Reading,
  { tag }: Extract<SeriesOutcome, { ok: true }>,
  answer: HistoryAnswer,
  all: readonly Reading[],
  context: ReplyContext,
): ReplyLine {
  const { language, timeZone } = context;
  const oldest = answer.range?.start ?? newestFirst(all).at(-1)?.timestamp ?? reading.timestamp;
  const withDay = !isOnOneDay(oldest, context.now.toISOString(), timeZone);
  const isWholeMinute = answer.mode === 'sampled' && Date.parse(reading.timestamp) % 60_000 === 0;
  const time = formatListTime(
    reading.timestamp,
    context,
    isWholeMinute ? 'minute' : 'second',
    withDay,
  );
  const value = readingText(reading, tag, context, answer.digits);
  const note =
    reading.quality === 'questionable'
      ? ` ${say(language, 'questionableShort')}`
      : reading.quality === 'substituted'
        ? ` ${say(language, 'substitutedShort')}`
        : '';
  const text =
    value === undefined
      ? `⚠ ${badStateOf(reading) ?? say(language, 'noValues')}`
      : bold(value) + note;
  return { text: `${time}  ${text}`, facts: [toFact(answer.source, tag.name, reading)] };
}
