import { Temporal } from 'temporal-polyfill';
import type { Reading, TimeRange } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { tagged } from './answer-base.ts';
import type { Answer } from './answer.ts';
import { refuseCount, refuseVariables } from './refuse-arguments.ts';
import type { ConfigOf, RunArguments, RunContext, RunnableTrigger } from './run-context.ts';
import { parseTimeRange } from './time-range.ts';

/** A range that ends within this of the present is meant to reach up to it. */
const UP_TO_NOW_MS = 60_000;

/** What a picture of the tags' values over a range needs. */
export async function askTrend(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as ConfigOf<'trend'>;
  refuseVariables(trigger, given);
  refuseCount(trigger, given);
  const { history } = source.connection;
  if (!history) throw cannot(source.name, 'give past values');
  const range = given.range ?? parseTimeRange(config.range, context.now, context.timeZone);
  const { tags, elements, limits } = config;
  const selection = { tags, elements };
  const plot = (of: TimeRange) =>
    history({ ...selection, range: of, mode: 'plot' }, context.signal);
  const earlier = config.compareWithBefore ? sameBefore(range, context.timeZone) : undefined;
  const [outcomes, latest, averages, before] = await Promise.all([
    plot(range),
    readLatest(selection, range, source, context),
    readAverages(selection, range, source, context),
    // The picture is worth having without what it is compared with.
    earlier &&
      plot(earlier)
        .then((of) => ({ outcomes: of, range: earlier }))
        .catch(() => undefined),
  ]);
  return {
    ...tagged(trigger, source),
    kind: 'trend',
    outcomes,
    range,
    latest,
    averages,
    before,
    limits,
  };
}

/**
 * The same part of the days before a range: moved back by as many whole days as it takes, so that a load at noon is
 * compared with one at noon. Shorter than an hour, it is what was just before.
 */
export function sameBefore(range: TimeRange, timeZone: string): TimeRange {
  const zoned = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const [start, end] = [zoned(range.start), zoned(range.end)];
  const length = start.until(end, { largestUnit: 'days' });
  const isWhole = start.add({ days: length.days }).equals(end);
  const isShort = length.days === 0 && length.hours === 0;
  const back = isShort ? length : { days: length.days + (isWhole ? 0 : 1) };
  const moved = (instant: Temporal.ZonedDateTime) => instant.subtract(back).toInstant().toString();
  return { start: moved(start), end: moved(end) };
}

/**
 * The time-weighted averages by tag, by the source itself: over the points of a plot, which are the extremes, they would
 * be wrong. Empty when the source computes none, or fails to.
 */
async function readAverages(
  selection: Pick<ConfigOf<'trend'>, 'tags' | 'elements'>,
  range: TimeRange,
  { connection }: Source,
  { timeZone, signal }: RunContext,
): Promise<ReadonlyMap<string, Reading>> {
  const outcomes = await connection
    .summary?.(
      { ...selection, range, statistics: ['average'], timeZone, weighting: 'time' },
      signal,
    )
    .catch(() => []);
  return new Map(
    outcomes?.flatMap((outcome) => {
      const average = outcome.ok ? outcome.buckets[0]?.statistics.average : undefined;
      const isNumber = average?.quality !== 'bad' && typeof average?.value === 'number';
      return outcome.ok && average && isNumber ? [[outcome.tag.name, average]] : [];
    }),
  );
}

/**
 * The newest values by tag, for a picture that reaches up to now: it ends with what a source makes of them at that
 * moment, which would show a value three days old as one of this second. Empty when they cannot be had.
 */
async function readLatest(
  selection: Pick<ConfigOf<'trend'>, 'tags' | 'elements'>,
  range: TimeRange,
  { connection }: Source,
  { now, signal }: RunContext,
): Promise<ReadonlyMap<string, Reading>> {
  // A forecast's line goes on from there, so the present value is not its last.
  const isUpToNow = Math.abs(Date.parse(range.end) - now.getTime()) <= UP_TO_NOW_MS;
  const outcomes = isUpToNow ? await connection.read?.(selection, signal).catch(() => []) : [];
  return new Map(
    outcomes?.flatMap((outcome) => (outcome.ok ? [[outcome.tag.name, outcome.reading]] : [])),
  );
}
