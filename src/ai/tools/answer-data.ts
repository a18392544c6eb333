import type { AppError, Reading, SeriesOutcome, SummaryOutcome, TagInfo, ValueOutcome } from '#sdk';
import {
  badStateOf,
  extremesOf,
  isStale,
  localText,
  newestFirst,
  readingText,
  statisticText,
} from '../../replies/index.ts';
import type { Answer, FailedAnswer } from '../../triggers/index.ts';
import { replyContextOf } from './reply-context-of.ts';
import { siteTime } from './site-time.ts';
import type { ToolAsking } from './tool.ts';

/** A model reads no more of a series or a table; what is left out is said. */
const ROWS_MAX = 100;

/** An answer as plain JSON: every number unrounded, beside it as the reply writes it, with unit, instant and quality. */
export function answerData(answer: Answer, asking: ToolAsking): object {
  switch (answer.kind) {
    case 'value':
      return { source: answer.source, values: answer.outcomes.map((one) => valueOf(one, answer)) };
    case 'history':
      return {
        source: answer.source,
        ...(answer.range && rangeData(answer.range, asking)),
        series: answer.outcomes.map((one) => seriesOf(one)),
      };
    case 'summary':
      return {
        source: answer.source,
        ...rangeData(answer.range, asking),
        weighting: answer.weighting,
        tags: answer.outcomes.map((one) => summaryOf(one)),
      };
    case 'trend':
      return {
        source: answer.source,
        ...rangeData(answer.range, asking),
        tags: answer.outcomes.map((one) => trendOf(one, answer)),
      };
    case 'query':
      return tableData(answer);
    case 'text':
      return { text: localText(answer.text, asking.language) };
    case 'failed':
      return failedData(answer, asking);
  }

  function valueOf(outcome: ValueOutcome, of: Extract<Answer, { kind: 'value' }>) {
    if (!outcome.ok) return problemData(outcome);
    const { tag, reading } = outcome;
    const lastGood = reading.quality === 'bad' ? of.lastGood?.(tag.name) : undefined;
    return {
      ...tagData(tag),
      ...readingData(reading, tag, asking, of.digits),
      ...(lastGood && { lastGood: readingData(lastGood, tag, asking, of.digits) }),
    };
  }

  function seriesOf(outcome: SeriesOutcome) {
    if (!outcome.ok) return problemData(outcome);
    const { tag, readings, held, truncated } = outcome;
    const newest = newestFirst(readings).slice(0, ROWS_MAX);
    return {
      ...tagData(tag),
      count: readings.length,
      ...((truncated || newest.length < readings.length) && { onlyTheNewest: newest.length }),
      ...(held && { heldBefore: readingData(held, tag, asking) }),
      values: held ? [] : newest.map((reading) => readingData(reading, tag, asking)),
    };
  }

  function summaryOf(outcome: SummaryOutcome) {
    if (!outcome.ok) return problemData(outcome);
    const { tag, buckets } = outcome;
    return {
      ...tagData(tag),
      buckets: buckets.slice(0, ROWS_MAX).map((bucket) => ({
        ...rangeData(bucket, asking),
        ...Object.fromEntries(
          Object.entries(bucket.statistics).map(([statistic, reading]) => [
            statistic,
            statisticData(statistic as keyof typeof bucket.statistics, reading, tag, asking),
          ]),
        ),
      })),
      ...(buckets.length > ROWS_MAX && { onlyTheFirst: ROWS_MAX }),
    };
  }

  function trendOf(outcome: SeriesOutcome, of: Extract<Answer, { kind: 'trend' }>) {
    if (!outcome.ok) return problemData(outcome);
    const { tag, readings, held } = outcome;
    const extremes = extremesOf(readings);
    const newest = of.latest?.get(tag.name) ?? held ?? newestFirst(readings)[0];
    const average = of.averages?.get(tag.name);
    return {
      ...tagData(tag),
      ...(newest && { last: readingData(newest, tag, asking) }),
      ...(extremes && {
        minimum: readingData(extremes.least, tag, asking),
        maximum: readingData(extremes.greatest, tag, asking),
      }),
      ...(average && { average: statisticData('average', average, tag, asking) }),
    };
  }
}

/** A tag as a model is told of it. */
export function tagData({ name, description, unit, valueType, area }: TagInfo) {
  return {
    tag: name,
    description,
    unit,
    type: valueType,
    ...(area !== undefined && { area }),
  };
}

/** One reading; a bad one has no value, and says why when the source knows. */
export function readingData(reading: Reading, tag: TagInfo, asking: ToolAsking, digits?: number) {
  const { timestamp, quality } = reading;
  const isBad = quality === 'bad';
  const state = badStateOf(reading);
  return {
    value: isBad ? null : (reading.state?.name ?? reading.value),
    shown: readingText(reading, tag, replyContextOf(asking), digits) ?? null,
    unit: reading.unit ?? tag.unit,
    time: siteTime(timestamp, asking.timeZone),
    ageSeconds: Math.round((asking.now.getTime() - Date.parse(timestamp)) / 1000),
    quality,
    ...(isBad && state !== undefined && { state }),
    ...(isStale(reading, tag, asking.now) && { stale: true }),
  };
}

/** One statistic. Of a total, the unit is the amount's, such as MWh. */
export function statisticData(
  statistic: Parameters<typeof statisticText>[0],
  reading: Reading,
  tag: TagInfo,
  asking: ToolAsking,
) {
  const isExtreme = statistic === 'minimum' || statistic === 'maximum';
  return {
    value: reading.quality === 'bad' ? null : reading.value,
    shown: statisticText(statistic, reading, tag, replyContextOf(asking)) ?? null,
    unit: reading.unit,
    quality: reading.quality,
    ...(isExtreme && { time: siteTime(reading.timestamp, asking.timeZone) }),
  };
}

export function rangeData(
  { start, end }: { readonly start: string; readonly end: string },
  { timeZone }: ToolAsking,
) {
  return { start: siteTime(start, timeZone), end: siteTime(end, timeZone) };
}

export function problemData({ name, error }: { readonly name: string; readonly error: AppError }) {
  return { tag: name, problem: error.message };
}

/** A source that gave no answer, with the last good values known and their age. */
export function failedData(answer: FailedAnswer, asking: ToolAsking) {
  const known = (answer.lastGood ?? []).map(({ tag, reading }) => {
    const info = {
      ...tag,
      description: '',
      valueType: 'number',
      step: false,
      future: false,
    } as const;
    return { tag: tag.name, ...readingData(reading, info, asking, answer.digits) };
  });
  return { source: answer.source, problem: answer.error.message, lastGood: known };
}

/** Rows beside the names of their columns: what a source calls a column is never a key. */
function tableData({ source, table, range, mayBeMore }: Extract<Answer, { kind: 'query' }>) {
  const rows = table.rows.slice(0, ROWS_MAX);
  return {
    source,
    ...(range && { start: range.start, end: range.end }),
    columns: table.columns,
    rows,
    rowCount: table.rows.length,
    ...((table.truncated || mayBeMore) && { mayBeMore: true }),
    ...(rows.length < table.rows.length && { onlyTheFirst: rows.length }),
  };
}
