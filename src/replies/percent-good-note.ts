import type { Reading } from '#sdk';
import { formatNumber, type Language } from '../triggers/index.ts';
import { say } from './say.ts';

/** Below this share the rest of a second decimal is still seen; above it, nobody would miss it. */
const NEARLY_ALL = 99.995;

/** `from 93.0 % of the time`: of how much of a range a statistic is, when that is not all of it. */
export function percentGoodNote(
  percentGood: Reading | undefined,
  language: Language,
): string | undefined {
  const { value, quality } = percentGood ?? { value: null, quality: 'bad' };
  if (quality === 'bad' || typeof value !== 'number' || value >= NEARLY_ALL) return undefined;
  const percent = formatNumber(value, value >= 99.95 ? 2 : 1, language);
  return say(language, 'plainPercentOfTime', { percent });
}
