import { formatAge, formatInstant, formatMinute, type FailedAnswer } from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import type { MemberChunks } from './member-chunks.ts';
import { bold, plainText } from './message-text.ts';
import { paginate, type ReplyLine } from './paginate.ts';
import { ageOf, hasTime, readingText } from './reading-text.ts';
import { say } from './say.ts';
import { shortNames } from './short-names.ts';
import { toFact } from './to-fact.ts';
import { shortTime } from './short-time.ts';

const LAST_KNOWN_MAX = 20;

/** Which source failed, since when, and what is known of the tags asked, with its age. */
export function failedReply(answer: FailedAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const what = { text: whatFailed(answer, context) };
  const known = lastKnown(answer, context);
  const [only, ...others] = known;
  if (!only) return { text: what.text, facts: [] };
  if (others.length === 0) {
    return { text: `${what.text} ${say(language, 'lastKnown', only)}`, facts: [only.fact] };
  }
  const labels = shortNames(
    known.map(({ name }) => name),
    answer.labels,
    16,
  );
  const rows = known.map((one, index): ReplyLine => ({
    text: say(language, 'lastKnownItem', { ...one, label: labels[index] ?? '' }),
    facts: [one.fact],
  }));
  return paginate({ language, head: [what, { text: say(language, 'lastKnownList') }], rows });
}

/** The same on a line of a group's reply. */
export function failedChunks(answer: FailedAnswer, context: ReplyContext): MemberChunks {
  const { language } = context;
  const known = lastKnown(answer, context);
  const labels = shortNames(
    known.map(({ name }) => name),
    answer.labels,
    0,
  );
  const told = known.map(({ value, shortTime: time }, index) => {
    if (known.length === 1) return say(language, 'lastKnownShort', { value, time });
    const joint = index === known.length - 1 ? '' : ' ·';
    return `${labels[index] ?? ''} ${value} ${time}${joint}`;
  });
  const list = told.length > 1 ? say(language, 'lastKnownList').split(' ') : [];
  return {
    chunks: [
      ...`${whyShort(answer, context)}${told.length > 0 ? ',' : ''}`.split(' '),
      ...list,
      ...told,
    ],
    facts: known.map(({ fact }) => fact),
    values: 0,
    isOk: false,
  };
}

function whatFailed(answer: FailedAnswer, context: ReplyContext): string {
  const { language } = context;
  const source = plainText(answer.source, 60);
  const name = plainText(answer.name, 80);
  switch (answer.error.kind) {
    case 'upstream':
    case 'timeout':
      return answer.failingSince
        ? say(language, 'sourceNoAnswerSince', {
            source,
            time: since(answer.failingSince, context),
          })
        : say(language, 'sourceNoAnswer', { source });
    case 'throttled':
      return say(language, 'sourceBusy', { source });
    case 'unauthenticated':
      return say(language, 'sourceRefuses', { source });
    case 'forbidden':
      return say(language, 'sourceForbids', { source });
    case 'not_found':
      return say(language, 'sourceHasNot', { source, name });
    case 'invalid':
    case 'conflict':
    case 'internal':
      return say(language, 'sourceFailed', { name });
  }
}

function whyShort(answer: FailedAnswer, context: ReplyContext): string {
  const { language } = context;
  const source = plainText(answer.source, 60);
  const { code, details } = answer.error;
  if (code === 'triggers.variable_missing' && typeof details['name'] === 'string') {
    return say(language, 'memberNeeds', { text: plainText(details['name'], 40) });
  }
  switch (answer.error.kind) {
    case 'upstream':
    case 'timeout':
      return answer.failingSince
        ? say(language, 'memberNoAnswerSince', {
            source,
            time: shortTime(answer.failingSince.toISOString(), context),
          })
        : say(language, 'memberNoAnswer', { source });
    case 'throttled':
      return say(language, 'memberBusy', { source });
    case 'unauthenticated':
      return say(language, 'memberRefuses', { source });
    case 'forbidden':
      return say(language, 'memberForbids', { source });
    case 'not_found':
      return say(language, 'memberHasNot', { source });
    case 'invalid':
    case 'conflict':
    case 'internal':
      return say(language, 'memberFailed');
  }
}

function since(failingSince: Date, context: ReplyContext): string {
  return formatMinute(failingSince.toISOString(), context);
}

function lastKnown(answer: FailedAnswer, context: ReplyContext) {
  const { language, timeZone, now } = context;
  return (answer.lastGood ?? []).slice(0, LAST_KNOWN_MAX).flatMap(({ tag, reading }) => {
    const value = readingText(reading, tag, context, answer.digits);
    // What never changes is no news of the source.
    if (value === undefined || !hasTime(reading)) return [];
    return {
      name: tag.name,
      value: bold(value),
      time: formatInstant(reading.timestamp, timeZone, language, now),
      shortTime: shortTime(reading.timestamp, context),
      age: formatAge(ageOf(reading, now), language),
      fact: toFact(answer.source, tag.name, reading),
    };
  });
}
