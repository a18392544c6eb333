import type { Reading } from '../../../src/data-sources/data-sources.schema.ts';

/** Keys of the words for a quality, in the texts of every page. */
export const QUALITY_WORDS = {
  good: 'qualityGood',
  questionable: 'qualityQuestionable',
  substituted: 'qualitySubstituted',
  bad: 'qualityBad',
} as const satisfies Record<Reading['quality'], string>;
