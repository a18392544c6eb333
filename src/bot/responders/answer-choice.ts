import { parseChoice } from '../grammar/index.ts';
import type { Answered, Question, Responder } from '../question.ts';
import { askTag } from './ask-tag.ts';

/**
 * `1`, `2`, … say what the chat was offered; `next` and `lanjut` turn the page. Without an offer they mean nothing,
 * and the message is read like any other.
 *
 * @param answer answers a question from the beginning of the order
 */
export function answerChoice(answer: (question: Question) => Promise<Answered>): Responder {
  return async (question) => {
    const { pending } = question;
    const choice = pending && parseChoice(question.text);
    if (!choice) return undefined;
    if (choice.kind === 'next' && pending.kind === 'pages') {
      const [page, ...rest] = pending.pages;
      return page && { rule: 'next', reply: { ...page, rest } };
    }
    if (choice.kind !== 'number' || pending.kind !== 'choices') return undefined;
    const chosen = pending.choices[choice.number - 1];
    if (!chosen) return undefined;
    const asked = { ...question, text: chosen.say, pending: undefined };
    const source =
      chosen.sourceId === undefined ? undefined : question.sources.find(chosen.sourceId);
    if (source && question.rights.mayUseSource(source.id)) {
      return await askTag(asked, { tag: chosen.say, source, arguments: {} });
    }
    return await answer(asked);
  };
}
