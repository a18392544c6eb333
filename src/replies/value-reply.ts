import type { Reading, ValueOutcome } from '#sdk';
import {
  decimalsOf,
  type Fact,
  formatAge,
  formatInstant,
  formatMinute,
  formatNumber,
  type ValueAnswer,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { bold } from './message-text.ts';
import { outcomeError } from './outcome-error.ts';
import { paginate, type ReplyLine } from './paginate.ts';
import { ageOf, badStateOf, hasTime, isStale, readingText, type ShownTag } from './reading-text.ts';
import { say } from './say.ts';
import { noTagsReply } from './no-tags-reply.ts';
import { titleLine } from './title-line.ts';
import { toFact } from './to-fact.ts';
import { valueLines } from './value-lines.ts';

/** The standard reply to what a value is now: one tag large, several one below the other. */
export function valueReply(answer: ValueAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { outcomes, source } = answer;
  const title = { text: titleLine(answer, context) };
  const [only, ...others] = outcomes;
  if (!only) return noTagsReply(title.text, source, language);
  if (others.length === 0) {
    return paginate({ language, head: [title], rows: oneValue(only, answer, context) });
  }
  const time = { text: formatMinute(context.now.toISOString(), context) };
  return paginate({
    language,
    head: [title],
    rows: valueLines(answer, context),
    foot: [time],
  });
}

function oneValue(
  outcome: ValueOutcome,
  answer: ValueAnswer,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { language, timeZone, now } = context;
  if (!outcome.ok) {
    return [{ text: `⚠ ${outcomeError(outcome.error, outcome.name, answer.source, language)}` }];
  }
  const { tag, reading } = outcome;
  const value = readingText(reading, tag, context, answer.digits);
  if (value === undefined) return badValue(tag, reading, answer, context);
  const change = changeText(outcome, answer, context);
  const time = formatInstant(reading.timestamp, timeZone, language, now);
  const notes = [
    ...(isStale(reading, tag, now)
      ? [say(language, 'stale', { age: formatAge(ageOf(reading, now), language) })]
      : []),
    ...(reading.quality === 'questionable' ? [say(language, 'questionable')] : []),
    ...(reading.quality === 'substituted' ? [say(language, 'substituted')] : []),
  ];
  return [
    {
      text: change ? `${bold(value)}   ${change.text}` : bold(value),
      facts: [toFact(answer.source, tag.name, reading), ...(change ? [change.fact] : [])],
    },
    ...(hasTime(reading) ? [{ text: time }] : []),
    ...notes.map((text) => ({ text })),
  ];
}

function badValue(
  tag: ShownTag,
  reading: Reading,
  answer: ValueAnswer,
  context: ReplyContext,
): readonly ReplyLine[] {
  const { language, timeZone, now } = context;
  const time = formatInstant(reading.timestamp, timeZone, language, now);
  const state = badStateOf(reading);
  const lines: ReplyLine[] = [
    {
      text: `⚠ ${state === undefined ? say(language, 'noData', { time }) : say(language, 'noDataState', { time, state })}`,
      facts: [toFact(answer.source, tag.name, reading)],
    },
  ];
  const lastGood = answer.lastGood?.(tag.name);
  const value = lastGood && readingText(lastGood, tag, context, answer.digits);
  if (lastGood && value !== undefined) {
    const at = formatInstant(lastGood.timestamp, timeZone, language, now);
    const age = formatAge(ageOf(lastGood, now), language);
    lines.push({
      text: say(language, 'lastGoodLine', { value: bold(value), time: at, age }),
      facts: [toFact(answer.source, tag.name, lastGood)],
    });
  }
  return lines;
}

/** `▲ 3.1 in 1 h`, as fine as the value itself; only between two good numbers of one unit, the newer one fresh. */
function changeText(
  outcome: Extract<ValueOutcome, { ok: true }>,
  answer: ValueAnswer,
  context: ReplyContext,
): { readonly text: string; readonly fact: Fact } | undefined {
  const { reading, earlier, tag } = outcome;
  if (!earlier || answer.compareMs === undefined) return undefined;
  if (!hasTime(reading) || isStale(reading, tag, context.now)) return undefined;
  if (reading.quality !== 'good' || earlier.quality !== 'good') return undefined;
  if (typeof reading.value !== 'number' || typeof earlier.value !== 'number') return undefined;
  if (reading.unit !== earlier.unit) return undefined;
  const { language } = context;
  const decimals = decimalsOf(reading.value, answer.digits ?? tag.displayDigits);
  const change = reading.value - earlier.value;
  const difference = formatNumber(Math.abs(change), decimals, language);
  const isNothing = difference === formatNumber(0, decimals, language);
  const arrow = isNothing ? '±' : change > 0 ? '▲' : '▼';
  const span = formatAge(answer.compareMs, language);
  return {
    text: say(language, 'change', { arrow, difference, span }),
    fact: toFact(answer.source, tag.name, earlier),
  };
}
