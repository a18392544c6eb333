import { fold, wordsOf } from '#sdk/tag-index';

/** Two aliases of the same key are the same to a reader: `Net  Load` and `net-load`. */
export function aliasKey(alias: string): string {
  return wordsOf(fold(alias)).join(' ');
}
