import type { Catalogue, Texts } from './define-texts.ts';
import type { TextKey } from './translate.ts';

/**
 * Whether there are words for what the server names by a code, such as a status, an action or a rule. A server newer
 * than the page may name what the page has none for.
 */
export function hasText<T extends Catalogue>(texts: Texts<T>, key: string): key is TextKey<T> {
  return Object.hasOwn(texts.en, key);
}
