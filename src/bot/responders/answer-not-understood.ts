import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { notUnderstoodReply } from '../../replies/index.ts';
import { allowedOffer } from './allowed-names.ts';

/** The last resort names what would work. */
export function answerNotUnderstood(question: Question): Answered {
  const { text } = question;
  const { groups, triggers, exampleTrigger } = allowedOffer(question);
  const names = [...triggers, ...groups].map(({ name }) => name);
  if (exampleTrigger !== undefined) names.unshift(exampleTrigger);
  const language = languageOf(question, text);
  const reply = notUnderstoodReply(text, [...new Set(names)], language);
  return { rule: 'not_understood', language, reply };
}
