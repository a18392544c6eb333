import { AppError, type Reading, type TableQuery, type TagInfo } from '#sdk';
import { cannot, type Source } from '../data-sources/index.ts';
import { named, shownAs, tagged } from './answer-base.ts';
import type { Answer, FailedAnswer, LastGoodReading } from './answer.ts';
import { askHistory } from './ask-history.ts';
import { askTrend } from './ask-trend.ts';
import { configuredRange } from './configured-range.ts';
import { type GivenVariable, fillVariables } from './fill-variables.ts';
import { findLastGood } from './find-last-good.ts';
import { parseBucket } from './parse-interval.ts';
import { refuseArguments, refuseCount, refuseVariables } from './refuse-arguments.ts';
import type { ConfigOf, RunArguments, RunContext, RunnableTrigger } from './run-context.ts';
import { parseTimeRange } from './time-range.ts';
import { variableWrong } from './trigger-config.errors.ts';
import {
  readingFailed,
  textHasNoSource,
  triggerSourceGone,
  triggerWithoutSource,
} from './triggers.errors.ts';

const HOUR_MS = 3_600_000;

/**
 * Asks a trigger's source and gives what it said, without wording.
 * A source that fails is an answer too (`failed`, with the last good readings known); it is never thrown.
 *
 * @throws AppError of kind `invalid` when the arguments do not fit the trigger, or it has no source
 */
export async function runTrigger(
  trigger: RunnableTrigger,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const { config } = trigger;
  if (trigger.problem) throw trigger.problem;
  if (config.type === 'text') {
    refuseArguments(trigger, given);
    return { ...named(trigger), kind: 'text', text: config.text };
  }
  if (!trigger.dataSourceId) throw triggerWithoutSource(trigger.name);
  const source = context.sources.find(trigger.dataSourceId);
  if (!source) throw triggerSourceGone(trigger.name);
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
    ...shownAs(config),
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

async function askValues(
  trigger: RunnableTrigger,
  source: Source,
  context: RunContext,
): Promise<Answer> {
  const { signal } = context;
  const config = trigger.config as ConfigOf<'value'>;
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
  await findLastGood(source, outcomes, context);
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
export function isSingleTag(config: Pick<ConfigOf<'value'>, 'tags' | 'elements'>): boolean {
  return (
    config.elements.length === 0 && config.tags.length === 1 && !hasWildcard(config.tags[0] ?? '')
  );
}

export function hasWildcard(tag: string): boolean {
  return tag.includes('*') || tag.includes('?');
}

async function askSummary(
  trigger: RunnableTrigger,
  source: Source,
  given: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as ConfigOf<'summary'>;
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

async function askTable(
  trigger: RunnableTrigger,
  source: Source,
  said: RunArguments,
  context: RunContext,
): Promise<Answer> {
  const config = trigger.config as ConfigOf<'query'>;
  const { query, findTag } = source.connection;
  if (!query) throw cannot(source.name, 'run a query');
  const { variables, maxRows } = config;
  const usualRange = configuredRange(config.range, context);
  const asked = { name: trigger.name, variables, maxRows, usualRange };
  const filled = fillVariables(asked, said, context);
  const { parameters, range, count, cutAt } = filled;
  const given = filled.given.map((one) => withTagName(one, findTag));
  const bound = {
    ...parameters,
    ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
  };
  const ask: TableQuery = {
    text: config.query ?? '',
    parameters: bound,
    maxRows: count ?? maxRows,
    timeZone: context.timeZone,
  };
  try {
    const table = await query(ask, context.signal);
    const mayBeMore = cutAt !== undefined && cutAt > 1 && table.rows.length >= cutAt;
    const answer = { kind: 'query' as const, source: source.name, table, mayBeMore };
    return { ...named(trigger), ...answer, range, given, bound };
  } catch (error) {
    const failure = toAppError(error);
    const tag = given.find(({ isTag }) => isTag);
    // Whoever named the tag can name another; an administrator cannot.
    if (failure.kind === 'not_found' && tag) {
      throw variableWrong(trigger.name, tag.name, { kind: 'unknown_tag' });
    }
    if (failure.kind === 'invalid') throw failure;
    return { ...failedAnswer(trigger, source, failure), bound };
  }
}

/** A tag under its own name: what was typed may differ in case from what a table holds. */
function withTagName(
  given: GivenVariable,
  findTag: ((name: string) => TagInfo | undefined) | undefined,
): GivenVariable {
  const { value, isTag } = given;
  const known = isTag && typeof value === 'string' ? findTag?.(value) : undefined;
  return known ? { ...given, value: known.name } : given;
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return readingFailed(error);
}
