import type { SummaryBucket, SummaryOutcome } from '#sdk';
import {
  formatListTime,
  formatRange,
  isOnOneDay,
  isStartOfDay,
  type SummaryAnswer,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { durationText } from './duration-text.ts';
import { hang, labelWidth } from './label-column.ts';
import { bold, plainText } from './message-text.ts';
import { outcomeError } from './outcome-error.ts';
import { paginate, underHeading, type ReplyLine } from './paginate.ts';
import { percentGoodNote } from './percent-good-note.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { statisticText } from './statistic-text.ts';
import { noTagsReply } from './no-tags-reply.ts';
import { titleLine } from './title-line.ts';
import { toFact } from './to-fact.ts';
import { shortTime } from './short-time.ts';

const ROWS_PER_PAGE = 15;
const DAYS_OR_LONGER = /(?:d|w|mo|y)$/;

/** Statistics over a range, or a line for each of its buckets, saying how they were weighted. */
export function summaryReply(answer: SummaryAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { outcomes, source } = answer;
  const title = { text: titleLine(answer, context) };
  if (outcomes.length === 0) {
    return noTagsReply(title.text, source, language);
  }
  return paginate({
    language,
    head: [title, { text: spanLine(answer, context) }],
    rows: outcomes.flatMap((_, index) => section(index, answer, context)),
    rowsPerPage: ROWS_PER_PAGE,
    isCounted: answer.bucket !== undefined,
  });
}

function spanLine(answer: SummaryAnswer, context: ReplyContext): string {
  const { language } = context;
  const { range, bucket, weighting } = answer;
  const length = durationText(Date.parse(range.end) - Date.parse(range.start), language);
  const per =
    bucket === undefined
      ? ''
      : `, ${say(language, 'perBucket', { bucket: plainText(bucket, 20) })}`;
  const weighted = say(language, weighting === 'time' ? 'timeWeighted' : 'eventWeighted');
  return `${formatRange(range, context)} (${length})${per}, ${weighted}`;
}

function section(
  index: number,
  answer: SummaryAnswer,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { outcomes, source } = answer;
  const outcome = outcomes[index];
  if (!outcome) return [];
  const names = outcomes.map((one) => (one.ok ? one.tag.name : one.name));
  const label = shortNames(names, answer.labels, 30)[index] ?? '';
  const under = outcomes.length > 1 ? bold(label) : undefined;
  const heading = under === undefined ? '' : `${under}\n`;
  if (!outcome.ok) {
    const error = outcomeError(outcome.error, outcome.name, source, context.language);
    return [{ text: `${heading}⚠ ${error}` }];
  }
  const isPerBucket = answer.bucket !== undefined;
  // A day that runs from 13:12 to 13:12 must not pass for a day of the calendar.
  const isWholeDays =
    DAYS_OR_LONGER.test(answer.bucket ?? '') &&
    outcome.buckets.every(({ start }) => isStartOfDay(start, context.timeZone));
  const rows = outcome.buckets.flatMap((bucket) =>
    isPerBucket
      ? [bucketRow(bucket, isWholeDays, outcome, answer, context)]
      : statisticRows(bucket, outcome, answer, context),
  );
  const [first, ...others] = rows;
  if (!first) return [{ text: heading + say(context.language, 'noValues') }];
  return [{ ...first, text: heading + first.text }, ...underHeading(others, under)];
}

/** A line for each statistic, the first one large. */
function statisticRows(
  bucket: SummaryBucket,
  { tag }: Extract<SummaryOutcome, { ok: true }>,
  answer: SummaryAnswer,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { language } = context;
  const labels = answer.statistics.map((statistic) => say(language, statistic));
  const width = labelWidth(labels);
  const rows = answer.statistics.map((statistic, index): ReplyLine => {
    const reading = bucket.statistics[statistic];
    const value = reading && statisticText(statistic, reading, tag, context, answer.digits);
    const hasOwnTime = statistic === 'minimum' || statistic === 'maximum';
    const chunks =
      reading === undefined || value === undefined
        ? [`⚠ ${say(language, 'notComputed')}`]
        : [bold(value), ...(hasOwnTime ? [shortTime(reading.timestamp, context)] : [])];
    return {
      text: hang(labels[index] ?? '', width, chunks),
      facts: reading ? [toFact(answer.source, tag.name, reading, statistic, bucket)] : [],
    };
  });
  const share = shareNote(bucket, tag.name, answer, context);
  return share ? [...rows, share] : rows;
}

/** Of how much of the time the statistics are, where that is to be told and is not all of it. */
function shareNote(
  bucket: SummaryBucket,
  tag: string,
  { statistics, source, tellsShare }: SummaryAnswer,
  { language }: ReplyContext,
): ReplyLine | undefined {
  const { percentGood } = bucket.statistics;
  const isTold = tellsShare === true && !statistics.includes('percentGood');
  const note = isTold ? percentGoodNote(percentGood, language) : undefined;
  if (note === undefined || !percentGood) return undefined;
  return { text: note, facts: [toFact(source, tag, percentGood, 'percentGood', bucket)] };
}

function bucketRow(
  bucket: SummaryBucket,
  isWholeDays: boolean,
  { tag }: Extract<SummaryOutcome, { ok: true }>,
  answer: SummaryAnswer,
  context: ReplyContext,
): ReplyLine {
  const { language, timeZone } = context;
  const withDay = !isOnOneDay(answer.range.start, answer.range.end, timeZone);
  const time = formatListTime(bucket.start, context, isWholeDays ? 'day' : 'minute', withDay);
  const told = answer.statistics.map((statistic, index) => {
    const reading = bucket.statistics[statistic];
    const value = reading && statisticText(statistic, reading, tag, context, answer.digits);
    const name = say(language, `${statistic}Short`);
    const shown = value === undefined ? '–' : index === 0 ? bold(value) : value;
    return {
      text: answer.statistics.length === 1 ? shown : `${name} ${shown}`,
      facts: reading ? [toFact(answer.source, tag.name, reading, statistic, bucket)] : [],
    };
  });
  const share = shareNote(bucket, tag.name, answer, context);
  return {
    text: `${time}  ${[...told, ...(share ? [share] : [])].map(({ text }) => text).join(' · ')}`,
    facts: [...told.flatMap(({ facts }) => facts), ...(share?.facts ?? [])],
  };
}
