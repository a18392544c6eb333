import { answerNamed, refusedUse } from '../answer-named.ts';
import { matchAnswer, parseArguments } from '../../grammar/index.ts';
import { isForecast } from '../is-forecast.ts';
import { languageOf } from '../question-language.ts';
import type { Answered, Question } from '../question.ts';
import { argumentsReply, plainReply } from '../../replies/index.ts';
import { argumentsRefused } from '../runs.errors.ts';
import { findTag } from '../../tag-search/index.ts';

/** A group or a trigger by its name, with arguments after it or without. */
export async function answerName(question: Question): Promise<Answered | undefined> {
  const { knowledge, rights, sources, now, timeZone } = question;
  const match = matchAnswer(question.text, knowledge.catalogue);
  if (!match) return undefined;
  const { name } = match.item;
  const language = languageOf(question, match.argumentText, name);
  const isAllowed =
    match.kind === 'group' ? rights.mayUseGroup(match.item) : rights.mayUseTrigger(match.item);
  if (!isAllowed) {
    const reply = plainReply('notAllowed', language, { name });
    return { rule: 'not_allowed', name, language, reply };
  }
  const allowFuture =
    match.kind === 'trigger' && isForecast(match.item.dataSourceId, match.item.firstTag, sources);
  const said = parseArguments(match.argumentText, { now, timeZone, allowFuture });
  if (!said.ok) {
    // Words that are no arguments: perhaps the text is a tag, or another name mistyped.
    const isUnclear = said.problem.kind === 'unclear';
    if (isUnclear && (match.kind === 'group' || (await findTag(question.text, question)))) {
      return undefined;
    }
    const reply = argumentsReply(name, said.problem, language);
    const uses = refusedUse(match, argumentsRefused(reply.text));
    return { rule: 'bad_arguments', name, language, reply, uses };
  }
  const conversation = {
    said: match.argumentText,
    saidAt: now.toISOString(),
    answers: {},
  };
  return await answerNamed(question, match, said.arguments, conversation, language);
}
