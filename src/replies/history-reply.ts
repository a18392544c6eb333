import type { Reading, SeriesOutcome } from '#sdk';
import {
  formatInstant,
  formatListTime,
  formatRange,
  type HistoryAnswer,
  isOnOneDay,
  type Language,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { heldChunks } from './held-chunks.ts';
import { bold, plainText } from './message-text.ts';
import { newestFirst } from './newest-first.ts';
import { noTagsReply } from './no-tags-reply.ts';
import { outcomeError } from './outcome-error.ts';
import { paginate, underHeading, type ReplyLine, ROWS_KEPT_MAX } from './paginate.ts';
import { badStateOf, hasTime, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { titleLine } from './title-line.ts';
import { toFact } from './to-fact.ts';

const ROWS_PER_PAGE = 15;
/** So many values asked for by their count come in one message: whoever counts them wants to see them together. */
const COUNTED_ROWS_MAX = 30;
const DAY_MS = 86_400_000;

/** Values over time, the newest first, a page of them at a time. */
export function historyReply(answer: HistoryAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { outcomes, source } = answer;
  const title = { text: titleLine(answer, context) };
  if (outcomes.length === 0) return noTagsReply(title.text, source, language);
  // What a plot has at the ends of a range without a value of its own was computed from the one that held.
  const sorted = outcomes.map((outcome) =>
    outcome.ok && !outcome.held ? newestFirst(outcome.readings) : [],
  );
  const all = newestFirst(sorted.flat());
  const timed = { ...context, detail: detailOf(answer, all, context) };

  const rows: ReplyLine[] = [];
  // What is never shown is not worded: a day of a busy tag is thousands of values. Each tag has its share of the rest.
  const share = Math.max(Math.floor(ROWS_KEPT_MAX / outcomes.length), 1);
  for (const [index, outcome] of outcomes.entries()) {
    const readings = (sorted[index] ?? []).slice(0, share);
    rows.push(...section(outcome, index, readings, answer, timed));
  }
  return paginate({
    language,
    head: [title, { text: spanLine(answer, all, context) }],
    rows,
    total: Math.max(rows.length, all.length),
    foot:
      cutAt(answer) === undefined
        ? []
        : [{ text: say(language, 'moreBefore', { count: all.length }) }],
    rowsPerPage: rowsPerPage(answer),
    isCounted: true,
  });
}

/** How a list tells its times: seconds unless they are sampled on the minute, days unless there is but one. */
interface Detail {
  readonly precision: 'second' | 'minute';
  readonly withDay: boolean;
}

interface TimedContext extends ReplyContext {
  readonly detail: Detail;
}

function detailOf(
  answer: HistoryAnswer,
  all: readonly Reading[],
  { timeZone, now }: ReplyContext,
): Detail {
  const newest = all[0]?.timestamp ?? '';
  const oldest = all.at(-1)?.timestamp ?? '';
  const isOnMinutes =
    answer.mode === 'sampled' && all.every((one) => Date.parse(one.timestamp) % 60_000 === 0);
  return {
    precision: isOnMinutes ? 'minute' : 'second',
    withDay:
      !isOnOneDay(oldest, newest, timeZone) ||
      (isOverDays(answer) && !isOnOneDay(newest, now.toISOString(), timeZone)),
  };
}

/** Whether the head of the list names a range of more than one day, so that it does not tell which day the rows are of. */
function isOverDays({ range }: HistoryAnswer): boolean {
  return range !== undefined && Date.parse(range.end) - Date.parse(range.start) > DAY_MS;
}

function rowsPerPage({ outcomes, last = 0 }: HistoryAnswer): number {
  const isCounted = outcomes.length === 1 && last <= COUNTED_ROWS_MAX;
  return isCounted ? Math.max(last, ROWS_PER_PAGE) : ROWS_PER_PAGE;
}

/** Where the values begin of which a source gave only the newest; undefined when it gave all of them. */
function cutAt({ outcomes, last }: HistoryAnswer): string | undefined {
  const cut = outcomes.flatMap((outcome) =>
    outcome.ok && outcome.truncated && last === undefined ? [outcome.readings] : [],
  );
  const oldest = cut.flatMap((readings) => newestFirst(readings).at(-1) ?? []);
  return newestFirst(oldest)[0]?.timestamp;
}

function spanLine(answer: HistoryAnswer, all: readonly Reading[], context: ReplyContext): string {
  const { language, timeZone, now } = context;
  const count = all.length;
  const mode =
    answer.mode === 'sampled' && answer.interval !== undefined
      ? say(language, 'sampled', { interval: plainText(answer.interval, 20) })
      : say(language, 'recorded');
  if (answer.range) {
    const shown = { ...answer.range, start: cutAt(answer) ?? answer.range.start };
    const span = formatRange(shown, context);
    const isHeld = answer.outcomes.some((outcome) => outcome.ok && outcome.held);
    if (count === 0 && isHeld) return span;
    if (count > 0 && answer.last !== undefined) return `${span} · ${newestText(answer, language)}`;
    const values = count === 0 ? say(language, 'noValues') : say(language, 'values', { count });
    return `${span} · ${values}, ${mode}`;
  }
  const newest = all[0];
  if (!newest) return say(language, 'noValues');
  const at = formatInstant(newest.timestamp, timeZone, language, now);
  const time = hasTime(newest) ? ` · ${at}` : '';
  return newestText(answer, language) + time;
}

/** A count of a range's values must not look like all there are. */
function newestText({ outcomes }: HistoryAnswer, language: Language): string {
  const count = Math.max(...outcomes.map((one) => (one.ok ? one.readings.length : 0)));
  return say(language, outcomes.length === 1 ? 'newest' : 'newestOfEach', { count });
}

function section(
  outcome: SeriesOutcome,
  index: number,
  readings: readonly Reading[],
  answer: HistoryAnswer,
  context: TimedContext,
): readonly ReplyLine[] {
  const { outcomes, source } = answer;
  const names = outcomes.map((one) => (one.ok ? one.tag.name : one.name));
  const label = shortNames(names, answer.labels, 30)[index] ?? '';
  const under = outcomes.length > 1 ? bold(label) : undefined;
  const heading = under === undefined ? '' : `${under}\n`;
  if (!outcome.ok) {
    const error = outcomeError(outcome.error, outcome.name, source, context.language);
    return [{ text: `${heading}⚠ ${error}` }];
  }
  if (outcome.held) {
    const { chunks, facts } = heldChunks(outcome.held, outcome.tag, answer, context);
    return [{ text: heading + chunks.join(' '), facts }];
  }
  const rows = readings.map((reading) => row(reading, outcome, answer, context));
  const [first, ...others] = rows;
  if (first) return [{ ...first, text: heading + first.text }, ...underHeading(others, under)];
  const isEmpty = heading !== '' && outcome.readings.length === 0;
  return isEmpty ? [{ text: heading + say(context.language, 'noValues') }] : [];
}

function row(
  reading: Reading,
  { tag }: Extract<SeriesOutcome, { ok: true }>,
  answer: HistoryAnswer,
  context: TimedContext,
): ReplyLine {
  const { language, detail } = context;
  const time = formatListTime(reading.timestamp, context, detail.precision, detail.withDay);
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
  return {
    text: hasTime(reading) ? `${time}  ${text}` : text,
    facts: [toFact(answer.source, tag.name, reading)],
  };
}
