import { plainText, type ReplyContext, say } from '../../../replies/index.ts';
import { formatNumber } from '../../../triggers/index.ts';
import type { Condition } from '../tool-inputs.ts';

/** Limits are shown as they were said, however coarse the tag's own digits are. */
const LIMIT_DIGITS = -7;

/** `above 500 MW`, `at least 600 MW`, `between 10 and 40 t/h`, `Tripped`. */
export function conditionText(
  { above, atLeast, below, atMost, equals }: Condition,
  unit: string | null,
  { language }: Pick<ReplyContext, 'language'>,
): string {
  const number = (value: number): string => formatNumber(value, LIMIT_DIGITS, language);
  const inUnit = (text: string): string =>
    unit === null ? text : `${text} ${plainText(unit, 20)}`;
  const state = equals === undefined ? [] : [plainText(equals, 60)];
  if (above !== undefined && below !== undefined) {
    const told = { from: number(above), to: number(below) };
    return [...state, inUnit(say(language, 'conditionBetween', told))].join(' ');
  }
  const limits = (
    [
      ['conditionAbove', above],
      ['conditionAtLeast', atLeast],
      ['conditionBelow', below],
      ['conditionAtMost', atMost],
    ] as const
  ).flatMap(([key, limit]) =>
    limit === undefined ? [] : [inUnit(say(language, key, { limit: number(limit) }))],
  );
  return [...state, limits.join(', ')].filter(Boolean).join(' ');
}
