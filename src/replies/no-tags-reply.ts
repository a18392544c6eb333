import type { Language } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

/** What is said under a title when a source has nothing of what a wildcard or an element names. */
export function noTagsReply(title: string, source: string, language: Language): BuiltReply {
  const nothing = say(language, 'noTags', { source: plainText(source, 60) });
  return { text: `${title}\n⚠ ${nothing}`, facts: [] };
}
