import type { SeriesOutcome, TimeRange } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { tagged } from './answer-base.ts';
import type { Answer } from './answer.ts';
import { configuredRange } from './configured-range.ts';
import { parseInterval } from './parse-interval.ts';
import { refuseVariables } from './refuse-arguments.ts';
import type { ConfigOf, RunArguments, RunContext, RunnableTrigger } from './run-context.ts';

const DEFAULT_LAST = 10;
/** Of a range with more values than a source gives at once, this many are shown: the newest. */
const NEWEST_OF_MANY = 1_000;
/** How far back "the newest n values" looks: a tag that is silent longer has no news to show. */
const LAST_WINDOW_MS = 366 * 24 * 3_600_000;

/** The values of a `history` trigger, or of a `value` one that was asked with a range or a count. */
export async function askHistory(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as ConfigOf<'history' | 'value'>;
  refuseVariables(trigger, given);
  const { history } = source.connection;
  if (!history) throw cannot(source.name, 'give past values');
  const configured = config.type === 'history' ? config : undefined;
  const range =
    given.range ?? (given.count ? undefined : configuredRange(configured?.range, context));
  const last = given.count ?? (range ? undefined : (configured?.last ?? DEFAULT_LAST));
  const interval = configured?.mode === 'sampled' ? configured.interval : undefined;
  const intervalMs = interval === undefined ? undefined : parseInterval(interval);
  const nowMs = context.now.getTime();
  const outcomes = await history(
    {
      tags: config.tags,
      elements: config.elements,
      range: range ?? {
        // Sampled values are asked by a range, so the newest n of them are a range of n intervals.
        start: new Date(
          nowMs -
            (intervalMs === undefined ? LAST_WINDOW_MS : intervalMs * Math.max((last ?? 1) - 1, 1)),
        ).toISOString(),
        end: context.now.toISOString(),
      },
      mode: intervalMs === undefined ? 'recorded' : 'interpolated',
      ...(intervalMs !== undefined && { intervalMs }),
      ...(last !== undefined && intervalMs === undefined && { last }),
    },
    context.signal,
  );
  const complete =
    range && last === undefined && intervalMs === undefined
      ? await newestWhereCut(outcomes, range, source, context)
      : outcomes;
  return {
    ...tagged(trigger, source),
    // The words of a template for one value now do not fit many values of the past.
    template: configured?.template,
    kind: 'history',
    outcomes: complete.map((outcome) => newestWithin(outcome, range, last)),
    mode: intervalMs === undefined ? 'recorded' : 'sampled',
    range,
    last,
    interval,
  };
}

/** A source cuts a long range at its later end, while people are shown the newest values first. */
async function newestWhereCut(
  outcomes: readonly SeriesOutcome[],
  range: TimeRange,
  { connection }: Source,
  { signal }: RunContext,
): Promise<readonly SeriesOutcome[]> {
  const tags = outcomes.flatMap((one) => (one.ok && one.truncated ? [one.tag.name] : []));
  if (tags.length === 0 || !connection.history) return outcomes;
  const newest = await connection.history(
    { tags, range, mode: 'recorded', last: NEWEST_OF_MANY },
    signal,
  );
  return outcomes.map((outcome) => {
    if (!outcome.ok || !outcome.truncated) return outcome;
    const instead = newest[tags.indexOf(outcome.tag.name)];
    if (!instead?.ok) return instead ?? outcome;
    return { ...newestWithin(instead, range, NEWEST_OF_MANY), truncated: true };
  });
}

/** A count after a range is of that range, while `last` of a source counts back from its end, whatever its start. */
function newestWithin(
  outcome: SeriesOutcome,
  range: TimeRange | undefined,
  last: number | undefined,
): SeriesOutcome {
  if (!outcome.ok || last === undefined) return outcome;
  const startMs = range ? Date.parse(range.start) : -Infinity;
  const within = outcome.readings
    .filter(({ timestamp }) => Date.parse(timestamp) >= startMs)
    .sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  return { ...outcome, readings: within.slice(-last) };
}
