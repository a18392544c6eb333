import { runTrigger, type RunArguments } from '../../triggers/index.ts';
import type { Source } from '../../data-sources/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { triggerReply } from '../../replies/index.ts';

export interface AskedTag {
  readonly tag: string;
  readonly source: Source;
  readonly arguments: RunArguments;
  /** `trend` shows how it went, `value` what it is. */
  readonly as?: 'value' | 'trend';
  /** What the person said besides the tag. */
  readonly words?: string;
}

export const DEFAULT_TREND = '8h';

/** Asks one tag of one source as if there were a trigger for it. The caller has checked that the person may. */
export async function askTag(question: Question, asked: AskedTag): Promise<Answered> {
  const { source, as = 'value' } = asked;
  // The tag's own name: what was typed may differ from it in case, and an index also knows it without accents.
  const tag = source.connection.findTag?.(asked.tag)?.name ?? asked.tag;
  const { sources, now, timeZone, signal } = question;
  const tagged = { tags: [tag], elements: [] };
  const answer = await runTrigger(
    {
      id: `tag:${tag}`,
      name: tag,
      dataSourceId: source.id,
      config:
        as === 'trend'
          ? { type: 'trend', ...tagged, range: DEFAULT_TREND }
          : { type: 'value', ...tagged },
    },
    asked.arguments,
    { sources, now, timeZone, signal },
  );
  const language = languageOf(question, asked.words ?? '', asked.tag);
  return {
    rule: as === 'trend' ? 'trend' : 'tag',
    name: tag,
    language,
    reply: triggerReply(answer, { language, timeZone, now }),
    about: { kind: 'source', id: source.id },
  };
}
