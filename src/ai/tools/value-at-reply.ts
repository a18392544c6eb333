import {
  badStateOf,
  bold,
  type BuiltReply,
  outcomeError,
  paginate,
  plainText,
  readingText,
  type ReplyContext,
  type ReplyLine,
  say,
  titleLine,
  toFact,
} from '../../replies/index.ts';
import { formatInstant } from '../../triggers/index.ts';
import type { ValueAtOutcome } from './read-values-at.ts';

/** What tags were at an instant: one large with its time below, several one below the other. */
export function valueAtReply(
  outcomes: readonly ValueAtOutcome[],
  source: string,
  at: Date,
  context: ReplyContext,
): BuiltReply {
  const { language, timeZone, now } = context;
  const time = { text: formatInstant(at.toISOString(), timeZone, language, now) };
  const [only, ...others] = outcomes;
  const name = outcomes.map((one) => (one.ok ? one.tag.name : one.name)).join(', ');
  const title = { text: titleLine({ name, outcomes }, context) };
  const lines = outcomes.map((outcome) => valueLine(outcome, source, context));
  if (only && others.length === 0) {
    return paginate({ language, head: [title], rows: [...lines, time] });
  }
  const rows = lines.map(({ text, ...line }, index): ReplyLine => {
    const outcome = outcomes[index];
    const tag = outcome?.ok ? plainText(outcome.tag.name, 60) : '';
    return { ...line, text: tag === '' ? text : `${tag}: ${text}` };
  });
  return paginate({ language, head: [title, time], rows });
}

function valueLine(outcome: ValueAtOutcome, source: string, context: ReplyContext): ReplyLine {
  const { language, timeZone, now } = context;
  if (!outcome.ok)
    return { text: `⚠ ${outcomeError(outcome.error, outcome.name, source, language)}` };
  const { tag, reading, heldSince } = outcome;
  const facts = [toFact(source, tag.name, reading)];
  const value = readingText(reading, tag, context);
  if (value === undefined) {
    const state = badStateOf(reading);
    const why = state === undefined ? '' : ` (${state})`;
    return { text: `⚠ ${say(language, 'plainNothingThen')}${why}`, facts };
  }
  const quality =
    reading.quality === 'questionable' || reading.quality === 'substituted'
      ? `\n${say(language, reading.quality)}`
      : '';
  const held =
    heldSince === undefined
      ? ''
      : `\n${say(language, 'plainHeldSince', { time: formatInstant(heldSince, timeZone, language, now) })}`;
  return { text: bold(value) + quality + held, facts };
}
