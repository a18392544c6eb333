import { type AddedAlias, parseAlias } from '../../tag-search/index.ts';
import { type BuiltReply, plainReply } from '../../replies/index.ts';
import type { Language } from '../../triggers/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';

/** `alias net load = U1_LOAD_NET`: from then on the tag also goes by that name, for whoever said so. */
export async function answerAlias(question: Question): Promise<Answered | undefined> {
  const { text, addAlias } = question;
  const command = parseAlias(text);
  if (!command || !addAlias) return undefined;
  const language = /^sebut/i.test(text) ? 'id' : languageOf(question, text);
  const added = await addAlias(command, question);
  return { rule: `alias.${added.kind}`, language, reply: replyTo(added, language) };
}

function replyTo(added: AddedAlias, language: Language): BuiltReply {
  if (added.kind === 'unfit') return plainReply('aliasUnfit', language);
  if (added.kind === 'tag_not_found') return plainReply('aliasNoTag', language, { tag: added.tag });
  return plainReply('aliasAdded', language, { alias: added.alias, tag: added.tag });
}
