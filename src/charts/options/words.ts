import type { TrendPicture } from '../picture.schema.ts';

/** The few words of a picture. They are short: a legend's heading has the width of a number. */
const WORDS = {
  en: {
    last: 'last',
    minimum: 'min',
    maximum: 'max',
    average: 'avg',
    before: 'same period before',
    limit: 'limit',
    noData: 'no good data',
  },
  id: {
    last: 'akhir',
    minimum: 'min',
    maximum: 'maks',
    average: 'rerata',
    before: 'periode sebelumnya',
    limit: 'batas',
    noData: 'tak ada data baik',
  },
} as const;

export function wordsFor(language: TrendPicture['language']) {
  return WORDS[language];
}
