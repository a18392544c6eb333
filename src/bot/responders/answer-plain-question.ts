import { looksLikeFollowUp, type PlainAnswer } from '../../ai/index.ts';
import type { About } from '../pending.ts';
import type { Plain } from '../plain.ts';
import type { Answered, Question, Responder } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { toolAskingOf } from '../tool-asking-of.ts';

const NAME_WORDS_MAX = 3;

/**
 * A question in plain words after an AI prefix. What is not understood goes to `otherwise`, which may know better, such
 * as a mistyped name; if it does not, the answer's own words stand.
 */
export function answerPlainQuestion(otherwise: Responder): Responder {
  return async (question) => {
    const { plain } = question;
    if (!plain) return undefined;
    const before = await plain.before();
    const answered = await ask(question, plain, before?.understood ?? undefined);
    if (answered.plain?.answer.outcome !== 'unknown' || !mayBeAName(question.text)) return answered;
    const better = await otherwise(question);
    return better ? { ...better, plain: answered.plain } : answered;
  };
}

/** `and unit 2?` without a prefix, soon after a question in plain words: the rest of that. */
export async function answerFollowUp(question: Question): Promise<Answered | undefined> {
  const { plain, text, knowledge } = question;
  if (!plain || !looksLikeFollowUp(text)) return undefined;
  const before = await plain.before();
  const trigger = knowledge.aiTriggers.find(({ id }) => id === before?.aiTriggerId);
  if (!before?.understood || !trigger?.enabled) return undefined;
  const asked = { ...question, aiPrefix: trigger.prefix };
  const answered = await ask(asked, plain, before.understood);
  // Nobody said that it is a question: what is not understood is read like any other message.
  if (answered.plain?.answer.outcome === 'unknown') return undefined;
  return { ...answered, rule: `ai.${answered.rule}`, aiTriggerId: trigger.id };
}

/** A mistyped name is short. In a sentence, a name that stands in it says little of what was asked. */
function mayBeAName(text: string): boolean {
  return text.split(' ').length <= NAME_WORDS_MAX && !looksLikeFollowUp(text);
}

type Before = NonNullable<Awaited<ReturnType<Plain['before']>>>['understood'] | undefined;

async function ask(question: Question, plain: Plain, before: Before): Promise<Answered> {
  const { text, message } = question;
  const startedAtMs = performance.now();
  const answer = await plain.answerPlainly({
    text,
    messageId: message.id,
    chat: message.chat,
    sender: message.sender,
    before: before ?? undefined,
    asking: toolAskingOf(question, plain, languageOf(question, text)),
  });
  const { reply, language, pictures, uses, outcome, choices = [] } = answer;
  return {
    rule: `plain.${outcome}`,
    language,
    reply,
    pictures,
    uses,
    about: aboutOf(answer, question),
    plain: { question: text, answer, ms: Math.round(performance.now() - startedAtMs) },
    ...(choices.length > 0 && {
      choices: choices.map(({ say, label, means }) => ({
        say: `${question.aiPrefix ?? ''}${say}`,
        label,
        language,
        ...(means && { means }),
      })),
    }),
  };
}

/** What further pages tell of. A source the person may not ask by itself was asked by triggers that they may. */
function aboutOf({ sourceIds, uses }: PlainAnswer, { rights }: Question): About {
  return {
    kind: 'sources',
    ids: sourceIds.filter((id) => rights.mayUseSource(id)),
    triggerIds: [...new Set(uses.map(({ triggerId }) => triggerId))],
  };
}
