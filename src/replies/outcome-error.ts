import type { AppError } from '#sdk';
import type { Language } from '../triggers/index.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

/** Why one tag has no value, in a few words. An error's own message is for the log: it knows one language only. */
export function outcomeError(
  error: AppError,
  tagName: string,
  sourceName: string,
  language: Language,
): string {
  const names = { tag: plainText(tagName, 60), source: plainText(sourceName, 60) };
  switch (error.kind) {
    case 'not_found':
      return say(language, 'noTag', names);
    case 'forbidden':
    case 'unauthenticated':
      return say(language, 'tagNotAllowed', names);
    case 'upstream':
    case 'timeout':
    case 'throttled':
      return say(language, 'tagNoAnswer', names);
    case 'invalid':
      // What the source says of this question, such as that it keeps no history; English is all there is.
      return say(language, 'tagCannot', { ...names, reason: plainText(error.message, 160) });
    case 'conflict':
    case 'internal':
      return say(language, 'tagFailed', names);
  }
}
