import { matchAnswer, parseArguments } from '../../grammar/index.ts';
import { languageOf } from '../question-language.ts';
import type { Answered, Question } from '../question.ts';
import { plainReply } from '../../replies/index.ts';
import { runNamed } from '../run-named.ts';
import { trendTrigger } from './trend-trigger.ts';

/** `trend u1 load 2h`: the tags of a trigger, drawn. Undefined when the text names no trigger that has tags. */
export async function trendOfTrigger(question: Question): Promise<Answered | undefined> {
  const { knowledge, rights, sources, now, timeZone, signal } = question;
  const match = matchAnswer(question.text, knowledge.catalogue);
  if (match?.kind !== 'trigger') return undefined;
  const said = parseArguments(match.argumentText, { now, timeZone });
  if (!said.ok) return undefined;
  const { name } = match.item;
  const language = languageOf(question, match.argumentText, name);
  if (!rights.mayUseTrigger(match.item)) {
    const reply = plainReply('notAllowed', language, { name });
    return { rule: 'not_allowed', name, language, reply };
  }
  const trigger = match.item.runnable();
  if (!('tags' in trigger.config)) return undefined;
  const { tags, elements, labels, digits, description } = trigger.config;
  const shown = { tags, elements, labels, digits, description };
  const drawn = trendTrigger(trigger, shown);
  const context = { sources, now, timeZone, signal };
  const ran = await runNamed({ kind: 'trigger', item: drawn }, said.arguments, context, language);
  const about = { kind: 'trigger', id: trigger.id } as const;
  const { reply, uses, answers, pictures } = ran;
  return { rule: 'trend', name, language, about, reply, uses, answers, pictures };
}
