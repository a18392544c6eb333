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
  const { tags, elements } = config;
  const [outcomes, latest] = await Promise.all([
    history({ tags, elements, range, mode: 'plot' }, context.signal),
    readLatest({ tags, elements }, range, source, context),
  ]);
  return { ...tagged(trigger, source), kind: 'trend', outcomes, range, latest };
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
