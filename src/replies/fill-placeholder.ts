import type { Reading, SeriesOutcome, Statistic, TagInfo, TimeRange, ValueOutcome } from '#sdk';
import {
  type Answer,
  type Fact,
  formatAge,
  formatInstant,
  isOnOneDay,
  type Placeholder,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { extremesOf } from './extremes-of.ts';
import { isNewer } from './is-newer.ts';
import { localText } from './local-text.ts';
import { plainText } from './message-text.ts';
import { newestFirst } from './newest-first.ts';
import { outcomeError } from './outcome-error.ts';
import { ageOf, badStateOf, hasTime, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { statisticText } from './statistic-text.ts';
import { toFact } from './to-fact.ts';

export type TemplatedAnswer = Exclude<Answer, { kind: 'failed' | 'text' }>;
type Filled = { readonly text: string; readonly facts: readonly Fact[] };
type Wanted = { readonly placeholder: Placeholder; readonly tag?: string };

/** What a placeholder of a reply template becomes for an answer: never empty where a value is missing, but words. */
export function fillPlaceholder(
  { placeholder, tag }: Wanted,
  answer: TemplatedAnswer,
  context: ReplyContext,
  standard: () => BuiltReply,
): Filled {
  switch (placeholder) {
    case 'name':
      return words(plainText(answer.name, 80));
    case 'description':
      return words(plainText(localText(answer.description, context.language)));
    case 'source':
      return words(plainText(answer.source, 60));
    case 'rows': {
      const { text, facts } = standard();
      return { text: text.split('\n').slice(1).join('\n'), facts };
    }
    case 'start':
    case 'end':
      return words(instantOf(placeholder, answer, context));
    case 'value':
    case 'unit':
    case 'time':
    case 'age':
    case 'quality':
      return ofReading(placeholder, tag, answer, context);
    default:
      return ofStatistic(placeholder, tag, answer, context);
  }
}

function words(text: string): Filled {
  return { text, facts: [] };
}

function instantOf(end: 'start' | 'end', answer: TemplatedAnswer, context: ReplyContext): string {
  const range = 'range' in answer ? answer.range : undefined;
  const readings =
    answer.kind === 'history'
      ? newestFirst(answer.outcomes.flatMap((one) => (one.ok ? one.readings : [])))
      : [];
  const { timeZone, language, now } = context;
  const instants = {
    start: range?.start ?? readings.at(-1)?.timestamp ?? '',
    end: range?.end ?? readings[0]?.timestamp ?? '',
  };
  // A range that ends at last midnight is of yesterday: neither end may then pass for a time of today.
  const today = now.toISOString();
  const isToday = Object.values(instants).every((instant) => isOnOneDay(instant, today, timeZone));
  return formatInstant(instants[end], timeZone, language, now, !isToday);
}

function ofReading(
  placeholder: 'value' | 'unit' | 'time' | 'age' | 'quality',
  tagName: string | undefined,
  answer: TemplatedAnswer,
  context: ReplyContext,
): Filled {
  const { language, timeZone, now } = context;
  if (answer.kind === 'summary') {
    const outcome = pick(answer.outcomes, tagName);
    return words(outcome?.ok ? plainText(outcome.tag.unit ?? '', 20) : '–');
  }
  const found = findReading(tagName, answer, context);
  if ('problem' in found) return words(placeholder === 'value' ? found.problem : '–');
  const { tag, reading } = found;
  switch (placeholder) {
    case 'value': {
      const digits = 'digits' in answer ? answer.digits : undefined;
      const bare = { ...reading, unit: null };
      const text = readingText(bare, { ...tag, unit: null }, context, digits);
      const time = formatInstant(reading.timestamp, timeZone, language, now);
      const state = badStateOf(reading);
      const missing = () =>
        state === undefined
          ? say(language, 'noData', { time })
          : say(language, 'noDataState', { time, state });
      return { text: text ?? missing(), facts: [toFact(answer.source, tag.name, reading)] };
    }
    case 'unit':
      return words(plainText(reading.unit ?? tag.unit ?? '', 20));
    case 'time':
      if (!hasTime(reading)) return words('–');
      return words(formatInstant(reading.timestamp, timeZone, language, now));
    case 'age':
      if (!hasTime(reading)) return words('–');
      return words(formatAge(ageOf(reading, now), language));
    case 'quality':
      return words(qualityText(reading, context));
  }
}

function qualityText({ quality }: Reading, { language }: ReplyContext): string {
  switch (quality) {
    case 'good':
      return say(language, 'qualityGood');
    case 'questionable':
      return say(language, 'questionableShort');
    case 'substituted':
      return say(language, 'substitutedShort');
    case 'bad':
      return say(language, 'qualityBad');
  }
}

type Found = { readonly tag: TagInfo; readonly reading: Reading } | { readonly problem: string };

function findReading(
  tagName: string | undefined,
  answer: Exclude<TemplatedAnswer, { kind: 'summary' }>,
  context: ReplyContext,
): Found {
  const { language } = context;
  if (answer.kind === 'query') return { problem: say(language, 'noValues') };
  const outcomes: readonly (ValueOutcome | SeriesOutcome)[] = answer.outcomes;
  const outcome = pick(outcomes, tagName);
  if (!outcome) return { problem: say(language, 'noValues') };
  if (!outcome.ok) {
    return { problem: outcomeError(outcome.error, outcome.name, answer.source, language) };
  }
  const latest = answer.kind === 'trend' ? answer.latest?.get(outcome.tag.name) : undefined;
  const reading = 'reading' in outcome ? outcome.reading : newestOf(outcome, latest);
  return reading ? { tag: outcome.tag, reading } : { problem: say(language, 'noValues') };
}

/** What a series ends with: the newest value known, or what held where the range has none of its own. */
function newestOf(
  { readings, held }: { readonly readings: readonly Reading[]; readonly held?: Reading },
  latest: Reading | undefined,
): Reading | undefined {
  if (held && !isNewer(latest, held)) return held;
  return latest ?? newestFirst(readings)[0];
}

function ofStatistic(
  statistic: Statistic,
  tagName: string | undefined,
  answer: TemplatedAnswer,
  context: ReplyContext,
): Filled {
  if (statistic === 'count' && answer.kind === 'query') {
    return words(String(answer.table.rows.length));
  }
  if (statistic === 'count' && answer.kind === 'history') {
    const outcome = pick(answer.outcomes, tagName);
    return words(String(outcome?.ok ? outcome.readings.length : 0));
  }
  const found = findStatistic(statistic, tagName, answer);
  const digits = 'digits' in answer ? answer.digits : undefined;
  const text = found && statisticText(statistic, found.reading, found.tag, context, digits);
  if (!found || text === undefined) return words(say(context.language, 'notComputed'));
  const { tag, reading, span } = found;
  return { text, facts: [toFact(answer.source, tag.name, reading, statistic, span)] };
}

function findStatistic(
  statistic: Statistic,
  tagName: string | undefined,
  answer: TemplatedAnswer,
): { readonly tag: TagInfo; readonly reading: Reading; readonly span: TimeRange } | undefined {
  if (answer.kind === 'summary') {
    const outcome = pick(answer.outcomes, tagName);
    const bucket = outcome?.ok ? outcome.buckets.at(-1) : undefined;
    const reading = bucket?.statistics[statistic];
    return outcome?.ok && bucket && reading
      ? { tag: outcome.tag, reading, span: bucket }
      : undefined;
  }
  if (answer.kind !== 'trend') return undefined;
  const outcome = pick(answer.outcomes, tagName);
  const extremes = outcome?.ok ? extremesOf(outcome.readings) : undefined;
  const reading = statistic === 'minimum' ? extremes?.least : extremes?.greatest;
  return outcome?.ok && reading ? { tag: outcome.tag, reading, span: answer.range } : undefined;
}

/** The outcome of a tag in any case, or the first when none is named. */
function pick<Outcome extends { readonly ok: boolean }>(
  outcomes: readonly Outcome[],
  tagName: string | undefined,
): Outcome | undefined {
  if (tagName === undefined) return outcomes[0];
  const wanted = tagName.toLowerCase();
  return outcomes.find((outcome) => nameOf(outcome).toLowerCase() === wanted);
}

function nameOf(outcome: { readonly ok: boolean }): string {
  const { tag, name } = outcome as { readonly tag?: TagInfo; readonly name?: string };
  return tag?.name ?? name ?? '';
}
