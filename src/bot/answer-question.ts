import { answerAiPrefix } from './responders/answer-ai-prefix.ts';
import { answerAlias } from './responders/answer-alias.ts';
import { answerChoice } from './responders/answer-choice.ts';
import { answerCloseNames } from './responders/answer-close-names.ts';
import { answerFile } from './responders/answer-file.ts';
import { answerName } from './responders/answer-name.ts';
import { answerSource } from './responders/answer-source.ts';
import { answerStrayChoice } from './responders/answer-stray-choice.ts';
import { answerTag } from './responders/answer-tag.ts';
import { answerVariable } from './responders/answer-variable.ts';
import { asksOfAnInstant } from './responders/asks-of-an-instant.ts';
import { answerWord } from './responders/answer-word.ts';
import { answerFollowUp, answerPlainQuestion } from './responders/answer-plain-question.ts';
import type { Answered, Question, Responder } from './question.ts';
import { answerNotUnderstood } from './responders/answer-not-understood.ts';

/** What a message can mean, in order; the first that answers wins. The order is the contract's. */
const RESPONDERS: readonly Responder[] = [
  answerChoice(answerQuestion),
  answerVariable,
  answerAiPrefix(answerInWords),
  answerWord,
  answerName,
  answerAlias,
  answerTag,
  answerSource,
  answerFile(answerQuestion),
  answerStrayChoice,
  answerFollowUp,
  answerCloseNames,
];

/** What of a plain question is no answer yet: a name with words after it that are no arguments, a tag not found. */
const UNSURE = new Set(['bad_arguments', 'tag.none', 'trend.none', 'trend.did_you_mean']);

/**
 * After an AI prefix: the same without the prefix and the numbers, which belong to the chat and not to a question. Only
 * what is meant beyond doubt is taken for a name; the rest is a question in plain words.
 */
const IN_WORDS: readonly Responder[] = [
  surely(answerWord),
  surely(async (question) => (asksOfAnInstant(question) ? undefined : await answerName(question))),
  answerAlias,
  answerTag,
  answerSource,
  answerFile(answerQuestion),
  answerPlainQuestion(
    async (question) =>
      (await answerWord(question)) ??
      (await answerName(question)) ??
      (await answerCloseNames(question)),
  ),
  answerCloseNames,
];

/** Every question gets an answer, if only that it was not understood. */
export async function answerQuestion(question: Question): Promise<Answered> {
  return await firstAnswer(RESPONDERS, question);
}

async function answerInWords(question: Question): Promise<Answered> {
  return await firstAnswer(IN_WORDS, question);
}

function surely(respond: Responder): Responder {
  return async (question) => {
    // Where nobody answers plain questions, what is unsure is the best there is.
    if (!question.plain) return await respond(question);
    const answered = await respond(question);
    return answered && UNSURE.has(answered.rule) ? undefined : answered;
  };
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
