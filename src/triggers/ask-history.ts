import type { SeriesOutcome, TimeRange } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { tagged } from './answer-base.ts';
import type { Answer } from './answer.ts';
import { configuredRange } from './configured-range.ts';
import { parseInterval } from './parse-interval.ts';
import { refuseVariables } from './refuse-arguments.ts';
import type { ConfigOf, RunArguments, RunContext, RunnableTrigger } from './run-context.ts';

const DEFAULT_LAST = 10;
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
        // Sampled values are asked by a range, so the newest n of them are a range of n intervals: one more than their
        // gaps, since a source that begins on a whole second ends before a sample at the end of the range.
        start: new Date(
          nowMs - (intervalMs === undefined ? LAST_WINDOW_MS : intervalMs * (last ?? 1)),
        ).toISOString(),
        end: context.now.toISOString(),
      },
      mode: intervalMs === undefined ? 'recorded' : 'interpolated',
      ...(intervalMs !== undefined && { intervalMs }),
      ...(last !== undefined && intervalMs === undefined && { last }),
    },
    context.signal,
  );
  return {
    ...tagged(trigger, source),
    // The words of a template for one value now do not fit many values of the past.
    template: configured?.template,
    kind: 'history',
    outcomes: outcomes.map((outcome) => newestWithin(outcome, range, last)),
    mode: intervalMs === undefined ? 'recorded' : 'sampled',
    range,
    last,
    interval,
  };
}

/**
 * A count after a range is of that range, while `last` of a source counts back from its end, whatever its start. When
 * all it found lies before the range, the newest of that is what held.
 */
function newestWithin(
  outcome: SeriesOutcome,
  range: TimeRange | undefined,
  last: number | undefined,
): SeriesOutcome {
  if (!outcome.ok || last === undefined) return outcome;
  const startMs = range ? Date.parse(range.start) : -Infinity;
  const sorted = outcome.readings.toSorted(
    (a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp),
  );
  const within = sorted.filter(({ timestamp }) => Date.parse(timestamp) >= startMs);
  const held = within.length === 0 ? sorted.at(-1) : undefined;
  return { ...outcome, readings: within.slice(-last), ...(held && { held }) };
}
