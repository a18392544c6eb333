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
  const earlier = config.compareWithBefore ? justBefore(range) : undefined;
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

/** As long as a range, and ending where it begins. */
function justBefore({ start, end }: TimeRange): TimeRange {
  const startMs = Date.parse(start);
  return { start: new Date(startMs - (Date.parse(end) - startMs)).toISOString(), end: start };
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
  const isUpToNow = Date.parse(range.end) >= now.getTime() - UP_TO_NOW_MS;
  const outcomes = isUpToNow ? await connection.read?.(selection, signal).catch(() => []) : [];
  return new Map(
    outcomes?.flatMap((outcome) => (outcome.ok ? [[outcome.tag.name, outcome.reading]] : [])),
  );
}
