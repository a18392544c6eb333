import { answerAiPrefix } from './responders/answer-ai-prefix.ts';
import { answerChoice } from './responders/answer-choice.ts';
import { answerCloseNames } from './responders/answer-close-names.ts';
import { answerName } from './responders/answer-name.ts';
import { answerStrayChoice } from './responders/answer-stray-choice.ts';
import { answerTag } from './responders/answer-tag.ts';
import { answerVariable } from './responders/answer-variable.ts';
import { answerWord } from './responders/answer-word.ts';
import type { Answered, Question, Responder } from './question.ts';
import { answerNotUnderstood } from './responders/answer-not-understood.ts';

/** What a message can mean, in order; the first that answers wins. The order is the contract's. */
const RESPONDERS: readonly Responder[] = [
  answerChoice(answerQuestion),
  answerVariable,
  answerAiPrefix(answerInWords),
  answerWord,
  answerName,
  answerTag,
  answerStrayChoice,
  answerCloseNames,
];

/** After an AI prefix: the same without the prefix and the numbers, which belong to the chat and not to a question. */
const IN_WORDS: readonly Responder[] = [answerWord, answerName, answerTag, answerCloseNames];

/** Every question gets an answer, if only that it was not understood. */
export async function answerQuestion(question: Question): Promise<Answered> {
  return await firstAnswer(RESPONDERS, question);
}

async function answerInWords(question: Question): Promise<Answered> {
  return await firstAnswer(IN_WORDS, question);
}

async function firstAnswer(
  responders: readonly Responder[],
  question: Question,
): Promise<Answered> {
  for (const respond of responders) {
    const answered = await respond(question);
    if (answered) return answered;
  }
  return answerNotUnderstood(question);
}
