import { AppError } from '#sdk';
import { runGroup, runTrigger, type LoadedTrigger, type RunContext } from '../../triggers/index.ts';
import { matchAnswer, parseArguments } from '../grammar/index.ts';
import { languageOf } from '../question-language.ts';
import type { Answered, Question } from '../question.ts';
import { findTag } from './find-tag.ts';
import { argumentsReply, groupReply, plainReply, triggerReply } from '../replies/index.ts';

/** A group or a trigger by its name, with arguments after it or without. */
export async function answerName(question: Question): Promise<Answered | undefined> {
  const { knowledge, rights, now, timeZone } = question;
  const match = matchAnswer(question.text, knowledge.catalogue);
  if (!match) return undefined;
  const { name } = match.item;
  const language = languageOf(question, match.argumentText, name);
  const isAllowed =
    match.kind === 'group' ? rights.mayUseGroup(match.item) : rights.mayUseTrigger(match.item);
  if (!isAllowed) {
    return { rule: 'not_allowed', name, reply: plainReply('notAllowed', language, { name }) };
  }
  const allowFuture = match.kind === 'trigger' && isForecast(match.item, question);
  const said = parseArguments(match.argumentText, { now, timeZone, allowFuture });
  if (!said.ok) {
    // Words that are no arguments: perhaps the text is a tag, or another name mistyped.
    const isUnclear = said.problem.kind === 'unclear';
    if (isUnclear && (match.kind === 'group' || (await findTag(question.text, question)))) {
      return undefined;
    }
    return { rule: 'bad_arguments', name, reply: argumentsReply(name, said.problem, language) };
  }
  const context: RunContext = { sources: question.sources, now, timeZone, signal: question.signal };
  const reply = { language, timeZone, now };
  const about = { kind: match.kind, id: match.item.id };
  try {
    if (match.kind === 'group') {
      const answer = await runGroup(match.item.runnable(), said.arguments, context);
      return { rule: 'group', name, about, reply: groupReply(answer, reply) };
    }
    const answer = await runTrigger(match.item.runnable(), said.arguments, context);
    return { rule: 'trigger', name, about, reply: triggerReply(answer, reply) };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    // Stored wrong, such as by another version: for whoever reads the log, not for the chat.
    if (error.code === 'triggers.bad_config') throw error;
    return { rule: 'bad_arguments', name, reply: argumentsReply(name, error, language) };
  }
}

/** Whether a trigger asks a tag that holds values in the future. */
function isForecast({ dataSourceId, firstTag }: LoadedTrigger, { sources }: Question): boolean {
  if (dataSourceId === null || firstTag === undefined) return false;
  return sources.find(dataSourceId)?.connection.findTag?.(firstTag)?.future ?? false;
}
