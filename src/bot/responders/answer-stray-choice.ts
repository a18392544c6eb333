import { parseChoice } from '../../grammar/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { plainReply } from '../../replies/index.ts';
import { answerNotUnderstood } from './answer-not-understood.ts';

/**
 * A number or `next` that answers nothing Plantline offered: said so, and what is offered stands. It is never taken
 * for a mistyped name: whoever repeats a number whose offer has expired would choose something else by it.
 */
export async function answerStrayChoice(question: Question): Promise<Answered | undefined> {
  const choice = parseChoice(question.text);
  if (!choice) return undefined;
  const offered = question.pending?.kind === 'choices' ? question.pending.choices : [];
  const language = offered[0]?.language ?? languageOf(question, question.text);
  const choices = offered.length > 0 ? { choices: offered } : {};
  if (choice.kind === 'next') {
    const reply = plainReply('nothingMore', language);
    return { rule: 'choice.none', language, reply, ...choices };
  }
  if (offered.length === 0) return { ...answerNotUnderstood(question), rule: 'choice.none' };
  const { length: count } = offered;
  return {
    rule: 'choice.out_of_range',
    language,
    reply: plainReply('choiceOutOfRange', language, { count }),
    ...choices,
  };
}
