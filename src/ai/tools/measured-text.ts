import type { Statistic } from '#sdk';
import {
  badStateOf,
  bold,
  readingText,
  type ReplyContext,
  say,
  shortTime,
  statisticText,
  toFact,
  percentGoodNote,
} from '../../replies/index.ts';
import { type Fact, formatAge, formatInstant } from '../../triggers/index.ts';
import type { Measured } from './measure.ts';

/** A measured number as part of a line, with what must be known of it, and its facts. */
export interface MeasuredText {
  readonly text: string;
  readonly facts: readonly Fact[];
}

export function measuredText(
  one: Measured,
  what: 'value' | Statistic,
  context: ReplyContext,
): MeasuredText {
  const { tag, source, reading, range } = one;
  const { language } = context;
  const value = reading && shownValue(one, what, context);
  const kind = what;
  const own = reading ? [toFact(source.name, tag.name, reading, kind, range)] : [];
  if (reading && value !== undefined) {
    const note = percentGoodNote(one.percentGood, language);
    const share = note && one.percentGood;
    const notes = [
      ...(what === 'minimum' || what === 'maximum' ? [shortTime(reading.timestamp, context)] : []),
      ...(one.isStale ? [say(language, 'stale', { age: ageOf(one, context) })] : []),
      ...(one.heldSince === undefined
        ? []
        : [
            say(language, 'plainHeldSince', {
              time: formatInstant(one.heldSince, context.timeZone, language, context.now),
            }),
          ]),
      ...(reading.quality === 'questionable' ? [say(language, 'questionableShort')] : []),
      ...(reading.quality === 'substituted' ? [say(language, 'substitutedShort')] : []),
      ...(note === undefined ? [] : [note]),
    ];
    return {
      text: [bold(value), ...notes].join(' '),
      facts: [
        ...own,
        ...(share ? [toFact(source.name, tag.name, share, 'percentGood', range)] : []),
      ],
    };
  }
  const state = reading && badStateOf(reading);
  const why = one.problem ?? say(language, what === 'value' ? 'plainNoGoodValue' : 'notComputed');
  const last = one.lastGood && readingText(one.lastGood, tag, context);
  const known =
    one.lastGood && last !== undefined
      ? `, ${say(language, 'lastKnownShort', { value: last, time: shortTime(one.lastGood.timestamp, context) })}`
      : '';
  return {
    text: `⚠ ${why}${state === undefined ? '' : ` (${state})`}${known}`,
    facts: [
      ...own,
      ...(known !== '' && one.lastGood ? [toFact(source.name, tag.name, one.lastGood)] : []),
    ],
  };
}

/** The number with its unit, or undefined when it is bad. */
export function shownValue(
  { tag, reading }: Measured,
  what: 'value' | Statistic,
  context: ReplyContext,
): string | undefined {
  if (!reading) return undefined;
  return what === 'value'
    ? readingText(reading, tag, context)
    : statisticText(what, reading, tag, context);
}

function ageOf({ reading }: Measured, { now, language }: ReplyContext): string {
  return formatAge(now.getTime() - Date.parse(reading?.timestamp ?? ''), language);
}
