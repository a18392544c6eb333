import type { Reading, Statistic, TagInfo } from '#sdk';
import type { ReplyContext } from './built-reply.ts';
import { readingText } from './reading-text.ts';

/** Statistics that are in the tag's own unit; a total is in its unit times a time, a count in none. */
const IN_TAG_UNIT: ReadonlySet<Statistic> = new Set(['average', 'minimum', 'maximum', 'range']);

/** A statistic's value with its unit, or undefined when it could not be computed. */
export function statisticText(
  statistic: Statistic,
  reading: Reading,
  tag: TagInfo,
  context: ReplyContext,
  digits?: number,
): string | undefined {
  const unit = IN_TAG_UNIT.has(statistic) ? tag.unit : statistic === 'percentGood' ? '%' : null;
  const shown = { ...tag, unit, valueType: 'number' as const };
  if (statistic === 'count')
    return readingText({ ...reading, unit: reading.unit }, shown, context, 0);
  return readingText(reading, shown, context, statistic === 'percentGood' ? 1 : digits);
}
