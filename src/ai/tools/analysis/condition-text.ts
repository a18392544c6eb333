import { plainText, type ReplyContext, say } from '../../../replies/index.ts';
import { formatNumber } from '../../../triggers/index.ts';
import type { Condition } from '../tool-inputs.ts';

/** Limits are shown as they were said, however coarse the tag's own digits are. */
const LIMIT_DIGITS = -10;

/** `above 500 MW`, `between 10 and 40 t/h`, `Tripped`. */
export function conditionText(
  { above, below, equals }: Condition,
  unit: string | null,
  { language }: ReplyContext,
): string {
  const number = (value: number): string => formatNumber(value, LIMIT_DIGITS, language);
  const inUnit = (text: string): string =>
    unit === null ? text : `${text} ${plainText(unit, 20)}`;
  const limits =
    above !== undefined && below !== undefined
      ? inUnit(say(language, 'conditionBetween', { from: number(above), to: number(below) }))
      : above !== undefined
        ? inUnit(say(language, 'conditionAbove', { limit: number(above) }))
        : below !== undefined
          ? inUnit(say(language, 'conditionBelow', { limit: number(below) }))
          : '';
  return [equals === undefined ? '' : plainText(equals, 60), limits].filter(Boolean).join(' ');
}
