import { AppError, type Reading, type SeriesOutcome, type TimeRange } from '#sdk';
import { cannot, sourceNotFound, type Source, type Sources } from '../data-sources/index.ts';
import type { Answer, FailedAnswer, LastGoodReading } from './answer.ts';
import { fillVariables } from './fill-variables.ts';
import { parseBucket, parseInterval } from './parse-interval.ts';
import { parseTimeRange } from './time-range.ts';
import {
  argumentNotUsed,
  readingFailed,
  textHasNoSource,
  triggerWithoutSource,
} from './triggers.errors.ts';
import type { TriggerConfig } from './triggers.schema.ts';

/** What a person added after a trigger's name. */
export interface RunArguments {
  readonly range?: TimeRange | undefined;
  readonly count?: number | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** A saved trigger, its config parsed. */
export interface RunnableTrigger {
  readonly id: string;
  readonly name: string;
  readonly dataSourceId: string | null;
  readonly config: TriggerConfig;
}

export interface RunContext {
  readonly sources: Sources;
  readonly now: Date;
  /** The site's IANA zone. */
  readonly timeZone: string;
  /** Ends every read; each member of a group also has its own limit. */
  readonly signal: AbortSignal;
}

const HOUR_MS = 3_600_000;
const DEFAULT_LAST = 10;
/** How far back "the newest n values" looks: a tag that is silent longer has no news to show. */
const LAST_WINDOW_MS = 366 * 24 * HOUR_MS;

/**
 * Asks a trigger's source and gives what it said, without wording.
 * A source that fails is an answer too (`failed`, with the last good readings known); it is never thrown.
 *
 * @throws AppError of kind `invalid` when the arguments do not fit the trigger
 */
export async function runTrigger(
  trigger: RunnableTrigger,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const { config } = trigger;
  if (config.type === 'text') {
    refuseArguments(trigger, given);
    return { ...named(trigger), kind: 'text', text: config.text };
  }
  if (!trigger.dataSourceId) throw triggerWithoutSource(trigger.name);
  const source = context.sources.find(trigger.dataSourceId);
  if (!source) return failedAnswer(trigger, undefined, sourceNotFound(trigger.dataSourceId));
  try {
    return await ask(trigger, source, given, context);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') throw error;
    return failedAnswer(trigger, source, toAppError(error));
  }
}

/** The answer of a trigger whose source could not give one. */
export function failedAnswer(
  trigger: RunnableTrigger,
  source: Source | undefined,
  error: AppError,
): FailedAnswer {
  const { config } = trigger;
  const lastGood =
    source && 'tags' in config ? config.tags.flatMap((tag) => remembered(source, tag)) : [];
  return {
    ...named(trigger),
    kind: 'failed',
    source: source?.name ?? trigger.name,
    error,
    failingSince: source?.failingSince(),
    lastGood,
    ...('digits' in config && { digits: config.digits, labels: config.labels }),
  };
}

function remembered(source: Source, tag: string): LastGoodReading[] {
  const known = source.lastGood(tag);
  return known ? [known] : [];
}

async function ask(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const { config } = trigger;
  switch (config.type) {
    case 'value':
      if (given.range ?? given.count) return await askHistory(trigger, source, given, context);
      refuseArguments(trigger, given);
      return await askValues(trigger, source, context);
    case 'history':
      return await askHistory(trigger, source, given, context);
    case 'summary':
      return await askSummary(trigger, source, given, context);
    case 'trend':
      return await askTrend(trigger, source, given, context);
    case 'query':
      return await askTable(trigger, source, given, context);
    case 'text':
      throw textHasNoSource();
  }
}

type Ask<Type extends TriggerConfig['type']> = Extract<TriggerConfig, { type: Type }>;

async function askValues(
  trigger: RunnableTrigger,
  source: Source,
  { signal }: RunContext,
): Promise<Answer> {
  const config = trigger.config as Ask<'value'>;
  const { read } = source.connection;
  if (!read) throw cannot(source.name, 'give current values');
  // The change of the last hour is worth its room only where a reply is about one value.
  const compareMs = isSingleTag(config) ? HOUR_MS : undefined;
  const outcomes = await read(
    {
      tags: config.tags,
      elements: config.elements,
      ...(compareMs !== undefined && { compareMs }),
    },
    signal,
  );
  return valueAnswer(trigger, source, outcomes, compareMs);
}

/** What a `value` trigger answers with these outcomes of its source. */
export function valueAnswer(
  trigger: RunnableTrigger,
  source: Source,
  outcomes: Extract<Answer, { kind: 'value' }>['outcomes'],
  compareMs?: number,
): Answer {
  return {
    ...tagged(trigger, source),
    kind: 'value',
    outcomes,
    compareMs,
    lastGood: (tag): Reading | undefined => source.lastGood(tag)?.reading,
  };
}

/** Whether a config names exactly one tag, so that nothing has to be expanded to know how many it gives. */
export function isSingleTag(config: Pick<Ask<'value'>, 'tags' | 'elements'>): boolean {
  return (
    config.elements.length === 0 && config.tags.length === 1 && !hasWildcard(config.tags[0] ?? '')
  );
}

export function hasWildcard(tag: string): boolean {
  return tag.includes('*') || tag.includes('?');
}

async function askHistory(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as Ask<'history' | 'value'>;
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

async function askSummary(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as Ask<'summary'>;
  refuseVariables(trigger, given);
  refuseCount(trigger, given);
  const { summary } = source.connection;
  if (!summary) throw cannot(source.name, 'give statistics');
  const range = given.range ?? parseTimeRange(config.range, context.now, context.timeZone);
  const outcomes = await summary(
    {
      tags: config.tags,
      elements: config.elements,
      range,
      statistics: config.statistics,
      timeZone: context.timeZone,
      weighting: config.weighting,
      ...(config.bucket !== undefined && { bucket: parseBucket(config.bucket) }),
    },
    context.signal,
  );
  const { statistics, bucket, weighting } = config;
  return {
    ...tagged(trigger, source),
    kind: 'summary',
    outcomes,
    range,
    statistics,
    bucket,
    weighting,
  };
}

async function askTrend(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as Ask<'trend'>;
  refuseVariables(trigger, given);
  refuseCount(trigger, given);
  const { history } = source.connection;
  if (!history) throw cannot(source.name, 'give past values');
  const range = given.range ?? parseTimeRange(config.range, context.now, context.timeZone);
  const { tags, elements } = config;
  const outcomes = await history({ tags, elements, range, mode: 'plot' }, context.signal);
  return { ...tagged(trigger, source), kind: 'trend', outcomes, range };
}

async function askTable(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as Ask<'query'>;
  const { query } = source.connection;
  if (!query) throw cannot(source.name, 'run a query');
  const range = given.range ?? configuredRange(config.range, context);
  const table = await query(
    {
      text: config.query ?? '',
      parameters: {
        ...fillVariables(trigger.name, config.variables, given.variables ?? {}),
        ...(range && { start: range.start, end: range.end }),
        ...(given.count !== undefined && { limit: given.count }),
      },
      maxRows: given.count ?? config.maxRows,
      timeZone: context.timeZone,
    },
    context.signal,
  );
  return { ...named(trigger), kind: 'query', source: source.name, table, range };
}

function configuredRange(text: string | undefined, context: RunContext): TimeRange | undefined {
  return text === undefined ? undefined : parseTimeRange(text, context.now, context.timeZone);
}

function named({ name, config }: RunnableTrigger) {
  return {
    name,
    description: config.description,
    label: config.label,
    template: config.type === 'text' ? undefined : config.template,
  };
}

function tagged(trigger: RunnableTrigger, source: Source) {
  const { config } = trigger;
  const shown =
    'digits' in config || 'labels' in config
      ? { digits: config.digits, labels: config.labels }
      : {};
  return { ...named(trigger), ...shown, source: source.name };
}

function refuseArguments(trigger: RunnableTrigger, given: RunArguments): void {
  refuseVariables(trigger, given);
  refuseCount(trigger, given);
  if (given.range) throw argumentNotUsed(trigger.name, 'range');
}

function refuseCount(trigger: RunnableTrigger, given: RunArguments): void {
  if (given.count !== undefined) throw argumentNotUsed(trigger.name, 'count');
}

function refuseVariables(trigger: RunnableTrigger, given: RunArguments): void {
  if (Object.keys(given.variables ?? {}).length > 0)
    throw argumentNotUsed(trigger.name, 'variable');
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return readingFailed(error);
}
