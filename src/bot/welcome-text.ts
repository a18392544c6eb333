import type { WelcomeText } from '../chat/index.ts';
import type { Language } from '../triggers/index.ts';
import { languageOf } from './question-language.ts';
import { plainReply } from '../replies/index.ts';

/** What a stranger is told once they may ask: in the language they chose, or wrote in. */
export function createWelcomeText(defaultLanguage: Language): WelcomeText {
  return (contact, lastText) =>
    plainReply('mayAskNow', languageOf({ contact, defaultLanguage }, lastText)).text;
}
