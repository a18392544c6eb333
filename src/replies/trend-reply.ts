import type { Reading, SeriesOutcome } from '#sdk';
import {
  formatAge,
  formatInstant,
  formatListTime,
  formatRange,
  isOnOneDay,
  type TrendAnswer,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { extremesOf } from './extremes-of.ts';
import { heldChunks } from './held-chunks.ts';
import { isNewer } from './is-newer.ts';
import { bold } from './message-text.ts';
import { newestFirst } from './newest-first.ts';
import { outcomeError } from './outcome-error.ts';
import { paginate, underHeading, type ReplyLine } from './paginate.ts';
import { ageOf, badStateOf, isStale, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { sparkline } from './sparkline.ts';
import { stateLines } from './state-lines.ts';
import { statisticText } from './statistic-text.ts';
import { noTagsReply } from './no-tags-reply.ts';
import { titleLine } from './title-line.ts';
import { toFact } from './to-fact.ts';

const SPARKLINE_WIDTH = 24;
/** A tag drawn is one row, each change of a state another. */
const ROWS_PER_PAGE = 20;

/**
 * How tags went over a range: a line of blocks, the last value, the least and the greatest, and the average where the
 * source computed one. Plotted values hold the true extremes; an average over them would not be the signal's. Of texts
 * and states it says when they became another.
 */
export function trendReply(answer: TrendAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { outcomes, source } = answer;
  const title = { text: titleLine(answer, context) };
  if (outcomes.length === 0) {
    return noTagsReply(title.text, source, language);
  }
  return paginate({
    language,
    head: [title, { text: formatRange(answer.range, context) }],
    rows: outcomes.flatMap((outcome, index) => section(outcome, index, answer, context)),
    rowsPerPage: ROWS_PER_PAGE,
  });
}

function section(
  outcome: SeriesOutcome,
  index: number,
  answer: TrendAnswer,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { language } = context;
  const { outcomes, source, range } = answer;
  const names = outcomes.map((one) => (one.ok ? one.tag.name : one.name));
  const label = shortNames(names, answer.labels, 30)[index] ?? '';
  const heading = outcomes.length > 1 ? `${bold(label)}\n` : '';
  if (!outcome.ok) {
    return [{ text: `${heading}⚠ ${outcomeError(outcome.error, outcome.name, source, language)}` }];
  }
  const { tag, readings, held } = outcome;
  const latest = answer.latest?.get(tag.name);
  if (held && !isNewer(latest, held)) {
    const { chunks, facts } = heldChunks(held, tag, answer, context);
    return [{ text: heading + chunks.join(' '), facts }];
  }
  const extremes = extremesOf(readings);
  if (!extremes) {
    const [first, ...others] = stateLines(outcome, answer, context);
    if (!first) return [{ text: `${heading}${say(language, 'noValues')}` }];
    const under = heading === '' ? undefined : bold(label);
    return [{ ...first, text: heading + first.text }, ...underHeading(others, under)];
  }
  const { least, greatest } = extremes;
  const newest = latest ?? newestFirst(readings)[0] ?? least;
  const show = (reading: Reading) => readingText(reading, tag, context, answer.digits) ?? '–';
  const isOneDay = isOnOneDay(range.start, range.end, context.timeZone);
  const at = (reading: Reading) => formatListTime(reading.timestamp, context, 'minute', !isOneDay);
  const newestText = readingText(newest, tag, context, answer.digits);
  const last =
    newestText === undefined
      ? `⚠ ${badStateOf(newest) ?? say(language, 'noValues')}`
      : bold(newestText);
  const isOld = latest !== undefined && isStale(latest, tag, context.now);
  // A source's plot and average go on with the last value it has; nobody measured that.
  const drawn = isOld
    ? [...readings.filter((one) => !isNewer(one, latest)), ended(latest)]
    : readings;
  const average = isOld ? undefined : answer.averages?.get(tag.name);
  const averageText = average && statisticText('average', average, tag, context, answer.digits);
  const time = formatInstant(newest.timestamp, context.timeZone, language, context.now);
  return [
    {
      text: [
        `${heading}${sparkline(drawn, range, SPARKLINE_WIDTH)}`,
        `${say(language, 'last')} ${last}  ${time}`,
        ...(isOld
          ? [say(language, 'stale', { age: formatAge(ageOf(latest, context.now), language) })]
          : []),
        `${say(language, 'minimumShort')} ${show(least)}  ${at(least)}`,
        `${say(language, 'maximumShort')} ${show(greatest)}  ${at(greatest)}`,
        ...(averageText === undefined ? [] : [`${say(language, 'averageShort')} ${averageText}`]),
      ].join('\n'),
      facts: [
        toFact(source, tag.name, newest),
        toFact(source, tag.name, least, 'minimum', range),
        toFact(source, tag.name, greatest, 'maximum', range),
        ...(average && averageText !== undefined
          ? [toFact(source, tag.name, average, 'average', range)]
          : []),
      ],
    },
  ];
}

/** Where a signal ends. */
function ended(latest: Reading): Reading {
  return { ...latest, value: null, quality: 'bad' };
}
