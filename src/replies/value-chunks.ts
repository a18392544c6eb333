import type { ValueOutcome } from '#sdk';
import { type Fact, formatAge, type ValueAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { outcomeError } from './outcome-error.ts';
import { ageOf, badStateOf, hasTime, isStale, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortTime } from './short-time.ts';
import { toFact } from './to-fact.ts';

/** A value told on part of a line: pieces that may be wrapped between each other, the value itself first. */
export interface ValueChunks {
  readonly chunks: readonly string[];
  readonly facts: readonly Fact[];
  readonly isOk: boolean;
}

/** A value older than this tells its own time beside the reply's; the newest of a compressed point may be minutes old. */
const OWN_TIME_AFTER_MS = 10 * 60_000;

/** One outcome as part of a reply whose time and zone are said elsewhere. */
export function valueChunks(
  outcome: ValueOutcome,
  answer: ValueAnswer,
  context: ReplyContext,
): ValueChunks {
  const { language, now } = context;
  if (!outcome.ok) {
    const error = outcomeError(outcome.error, outcome.name, answer.source, language);
    return { chunks: [error], facts: [], isOk: false };
  }
  const { tag, reading } = outcome;
  const fact = toFact(answer.source, tag.name, reading);
  const time = shortTime(reading.timestamp, context);
  const value = readingText(reading, tag, context, answer.digits);
  if (value !== undefined) {
    const isHeld = tag.step || reading.state !== undefined || tag.valueType === 'digital';
    const isOlder =
      !isHeld && hasTime(reading) && Math.abs(ageOf(reading, now)) > OWN_TIME_AFTER_MS;
    const stale = isStale(reading, tag, now);
    return {
      chunks: [
        value,
        ...(isOlder ? [time] : []),
        ...(stale
          ? [say(language, 'stale', { age: formatAge(ageOf(reading, now), language) })]
          : []),
        ...(reading.quality === 'questionable' ? [say(language, 'questionableShort')] : []),
        ...(reading.quality === 'substituted' ? [say(language, 'substitutedShort')] : []),
      ],
      facts: [fact],
      isOk: true,
    };
  }
  const state = badStateOf(reading);
  const lastGood = answer.lastGood?.(tag.name);
  const lastText = lastGood && readingText(lastGood, tag, context, answer.digits);
  const comma = lastText === undefined ? '' : ',';
  return {
    chunks: [
      say(language, 'noData', { time }) + (state === undefined ? comma : ''),
      ...(state === undefined ? [] : [`(${state})${comma}`]),
      ...(lastText === undefined ? [] : [say(language, 'lastGood', { value: lastText })]),
    ],
    facts: [
      fact,
      ...(lastGood && lastText !== undefined ? [toFact(answer.source, tag.name, lastGood)] : []),
    ],
    isOk: false,
  };
}
