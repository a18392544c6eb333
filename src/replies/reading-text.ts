import type { Reading, TagInfo } from '#sdk';
import { formatInstant, formatNumber } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

/** What of a tag decides how its values are shown. */
export type ShownTag = Pick<TagInfo, 'name' | 'unit' | 'displayDigits'> &
  Partial<Pick<TagInfo, 'valueType' | 'step' | 'future'>>;

/**
 * An analog point is called stale when its newest value is older: PI sends a value at least every ten minutes by
 * default (`excmax`), so an hour of silence is not compression. A step point holds its value until the next one,
 * however long that takes, and is never called stale.
 */
export const STALE_AFTER_MS = 3_600_000;

const TEXT_LENGTH_MAX = 400;

/**
 * The value and unit of a reading as they are shown: `612.4 MW`, `Running`, a text on one line. Undefined for a bad
 * one, which has no value.
 *
 * @param digits instead of the tag's own display digits
 */
export function readingText(
  reading: Reading,
  tag: ShownTag,
  context: ReplyContext,
  digits?: number,
): string | undefined {
  const { language } = context;
  const { value } = reading;
  if (reading.quality === 'bad' || value === null) return undefined;
  if (reading.state) return plainText(reading.state.name, TEXT_LENGTH_MAX);
  if (typeof value === 'boolean') return say(language, value ? 'yes' : 'no');
  const unit = plainText(reading.unit ?? tag.unit ?? '', 20);
  const shown =
    typeof value === 'number'
      ? formatNumber(value, digits ?? tag.displayDigits, language)
      : tag.valueType === 'timestamp'
        ? formatInstant(value, context.timeZone, language, context.now)
        : plainText(value, TEXT_LENGTH_MAX);
  return unit === '' ? shown : `${shown} ${unit}`;
}

/** How long ago a reading was, in milliseconds; negative for a forecast. */
export function ageOf(reading: Reading, now: Date): number {
  return now.getTime() - Date.parse(reading.timestamp);
}

/**
 * Whether a reading's instant says when it was measured. What never changes, such as an AF attribute that is written
 * into its element, PI stamps with the beginning of 1970: it has no age.
 */
export function hasTime({ timestamp }: Reading): boolean {
  return Date.parse(timestamp) !== 0;
}

export function isStale(reading: Reading, tag: ShownTag, now: Date): boolean {
  if (!hasTime(reading)) return false;
  const isAnalog = (tag.valueType ?? 'number') === 'number' && reading.state === undefined;
  return isAnalog && tag.step !== true && ageOf(reading, now) > STALE_AFTER_MS;
}

/** The state that explains a bad reading, when it says more than the words around it. */
export function badStateOf(reading: Reading): string | undefined {
  return reading.state && plainText(reading.state.name, 40);
}
