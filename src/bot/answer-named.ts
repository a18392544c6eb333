import { AppError } from '#sdk';
import type {
  Language,
  LoadedGroup,
  LoadedTrigger,
  RunArguments,
  RunContext,
  TriggerUse,
  VariableProblem,
} from '../triggers/index.ts';
import { type Conversation, askVariable } from './ask-variable.ts';
import type { CatalogueEntry } from '../grammar/index.ts';
import type { Answered, Question } from './question.ts';
import { argumentsReply, plainReply } from '../replies/index.ts';
import { runNamed } from './run-named.ts';

type Entry = CatalogueEntry<LoadedGroup, LoadedTrigger>;

/**
 * Runs what was named and words its answer, or asks for what it still needs. The caller has checked that the person
 * may ask it.
 */
export async function answerNamed(
  question: Question,
  entry: Entry,
  given: RunArguments,
  conversation: Conversation,
  language: Language,
): Promise<Answered> {
  const { sources, now, timeZone, signal } = question;
  const { name } = entry.item;
  const context: RunContext = { sources, now, timeZone, signal };
  try {
    const runnable =
      entry.kind === 'group'
        ? ({ kind: 'group', item: entry.item.runnable() } as const)
        : ({ kind: 'trigger', item: entry.item.runnable() } as const);
    const { reply, uses, answers, pictures } = await runNamed(runnable, given, context, language);
    const about = { kind: entry.kind, id: entry.item.id };
    return { rule: entry.kind, name, language, about, reply, uses, answers, pictures };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    const asked = askedBack(question, entry, error, conversation, language);
    if (asked) return asked;
    const uses = refusedUse(entry, error);
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
export function refusedUse(
  { kind, item }: Entry,
  { code: outcome }: AppError,
): readonly TriggerUse[] {
  return kind === 'group' ? [] : [{ triggerId: item.id, outcome }];
}

/**
 * A variable that is missing is asked for, and so is one that was just answered wrong. One that was sent wrong with the
 * name is asked for only where there is a list to choose from: what comes next would else be taken for its value.
 */
function askedBack(
  question: Question,
  { kind, item }: Entry,
  { code, details }: AppError,
  conversation: Conversation,
  language: Language,
): Answered | undefined {
  const { name } = details;
  if (kind !== 'trigger' || typeof name !== 'string') return undefined;
  if (code === 'triggers.variable_missing') {
    return askVariable(question, item, { name }, conversation, language);
  }
  if (code !== 'triggers.variable_wrong') return undefined;
  const problem = details['problem'] as VariableProblem;
  const wasAsked = Object.hasOwn(conversation.answers, name);
  if (!wasAsked && problem.kind !== 'not_a_choice') return undefined;
  return askVariable(question, item, { name, problem }, conversation, language);
}
