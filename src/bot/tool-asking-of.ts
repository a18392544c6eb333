import { isAllowedEntry } from '../access/index.ts';
import type { ToolAsking } from '../ai/index.ts';
import type { Language } from '../triggers/index.ts';
import type { Plain } from './plain.ts';
import type { Question } from './question.ts';

/** Asks tools as whoever asks the question, with nothing outside their rights. */
export function toolAskingOf(
  { knowledge, rights, sources, now, timeZone, signal, contact }: Question,
  { shifts }: Pick<Plain, 'shifts'>,
  language: Language,
): ToolAsking {
  return {
    sources,
    rights,
    now,
    timeZone,
    signal,
    language,
    named: [...knowledge.catalogue.byKey.values()].filter((entry) => isAllowedEntry(entry, rights)),
    contact: { id: contact.id, grants: contact.grants },
    shifts,
  };
}
