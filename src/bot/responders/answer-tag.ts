import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { choicesReply, plainReply } from '../../replies/index.ts';
import { askTag } from './ask-tag.ts';
import { findTag } from '../../tag-search/index.ts';

/** A tag by its exact name in any case, perhaps with a range or a count after it. */
export async function answerTag(question: Question): Promise<Answered | undefined> {
  const found = await findTag(question.text, question);
  return found && (await answerFoundTag(found, question, 'value'));
}

/** Asks a tag that was found; when several sources have it, asks back which is meant. */
export async function answerFoundTag(
  found: NonNullable<Awaited<ReturnType<typeof findTag>>>,
  question: Question,
  as: 'value' | 'trend',
): Promise<Answered> {
  const words = question.text.slice(found.tag.length);
  const language = languageOf(question, words, found.tag);
  if (found.isForbidden) {
    const { tag: name } = found;
    const reply = plainReply('notAllowed', language, { name });
    return { rule: 'not_allowed', name, language, reply };
  }
  const [source, ...others] = found.sources;
  if (source && others.length === 0) {
    return await askTag(question, {
      tag: found.tag,
      source,
      arguments: found.arguments,
      as,
      words,
    });
  }
  const names = found.sources.map(({ name }) => `${found.tag} – ${name}`);
  const say = as === 'trend' ? `trend ${question.text}` : question.text;
  return {
    rule: 'which_source',
    name: found.tag,
    language,
    reply: choicesReply('whichSource', names, language, { text: found.tag }),
    choices: found.sources.map(({ id }) => ({ say, sourceId: id, language })),
  };
}
