import { plainReply, sourceReply } from '../../replies/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';

const ASKS_SOURCE =
  /^(?:sources?|where (?:is|are) (?:this|that|it|these|those) from|where from|from where|sumber(?:nya)?(?: data(?:nya)?)?|(?:datanya )?dari mana(?: (?:datanya|angkanya|ini|itu))?)[ ?!.]*$/i;
const INDONESIAN = /sumber|mana/i;

/** `source?`, `sumber?`: where the numbers of the last answer come from. */
export async function answerSource(question: Question): Promise<Answered | undefined> {
  const { text, now, timeZone } = question;
  if (!ASKS_SOURCE.test(text)) return undefined;
  const language = INDONESIAN.test(text) ? 'id' : languageOf(question, text);
  const answer = await question.recall?.();
  if (!answer) {
    return { rule: 'sources.none', language, reply: plainReply('sourceNone', language) };
  }
  return {
    rule: 'sources',
    language,
    reply: sourceReply(answer, { language, timeZone, now }),
  };
}
