import { matchAiPrefix } from '../../grammar/index.ts';
import type { Answered, Question, Responder } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { plainReply } from '../../replies/index.ts';

/**
 * The longest AI prefix the text starts with; what follows it is the question.
 *
 * @param answerInWords understands a question that is not an answer to something offered
 */
export function answerAiPrefix(
  answerInWords: (question: Question) => Promise<Answered>,
): Responder {
  return async (question) => {
    const enabled = question.knowledge.aiTriggers.filter((trigger) => trigger.enabled);
    const asked = matchAiPrefix(
      question.text,
      enabled.map((trigger) => trigger.prefix),
    );
    if (!asked) return undefined;
    const { prefix } = asked;
    const trigger = enabled.find((one) => one.prefix === prefix);
    const used = trigger && { aiTriggerId: trigger.id };
    if (asked.question === '') {
      const language = languageOf(question, '');
      const reply = plainReply('emptyQuestion', language, { prefix });
      return { rule: 'ai.empty', name: prefix, language, reply, ...used };
    }
    const answered = await answerInWords({ ...question, text: asked.question, aiPrefix: prefix });
    return { ...answered, rule: `ai.${answered.rule}`, ...used };
  };
}
