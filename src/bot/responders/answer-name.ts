import { AppError } from '#sdk';
import type { LoadedGroup, LoadedTrigger, RunContext, TriggerUse } from '../../triggers/index.ts';
import { matchAnswer, parseArguments, type Match } from '../grammar/index.ts';
import { isForecast } from '../is-forecast.ts';
import { languageOf } from '../question-language.ts';
import type { Answered, Question } from '../question.ts';
import { argumentsReply, plainReply } from '../replies/index.ts';
import { runNamed } from '../run-named.ts';
import { argumentsRefused } from '../runs.errors.ts';
import { findTag } from './find-tag.ts';

/** A group or a trigger by its name, with arguments after it or without. */
export async function answerName(question: Question): Promise<Answered | undefined> {
  const { knowledge, rights, sources, now, timeZone, signal } = question;
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
  const context: RunContext = { sources, now, timeZone, signal };
  try {
    const runnable =
      match.kind === 'group'
        ? ({ kind: 'group', item: match.item.runnable() } as const)
        : ({ kind: 'trigger', item: match.item.runnable() } as const);
    const { reply, uses } = await runNamed(runnable, said.arguments, context, language);
    const about = { kind: match.kind, id: match.item.id };
    return { rule: match.kind, name, language, about, reply, uses };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    const uses = refusedUse(match, error);
    // Stored wrong, such as by another version: for whoever reads the log, not for the chat.
    if (error.code === 'triggers.bad_config') {
      const reply = plainReply('couldNotAnswer', language);
      return { rule: 'failed', name: error.code, language, reply, uses, error };
    }
    const reply = argumentsReply(name, error, language);
    return { rule: 'bad_arguments', name, language, reply, uses };
  }
}

/** A trigger that was asked and was not run. Which of a group's members was meant, nobody knows. */
function refusedUse(
  { kind, item }: Match<LoadedGroup, LoadedTrigger>,
  { code: outcome }: AppError,
): readonly TriggerUse[] {
  return kind === 'group' ? [] : [{ triggerId: item.id, outcome }];
}
