import { runTrigger, type RunArguments } from '../../triggers/index.ts';
import type { Source } from '../../data-sources/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { triggerReply } from '../../replies/index.ts';
import { picturesOf } from '../pictures-of.ts';
import { trendTrigger } from './trend-trigger.ts';

export interface AskedTag {
  readonly tag: string;
  readonly source: Source;
  readonly arguments: RunArguments;
  /** `trend` shows how it went, `value` what it is. */
  readonly as?: 'value' | 'trend';
  /** What the person said besides the tag. */
  readonly words?: string;
}

/** Asks one tag of one source as if there were a trigger for it. The caller has checked that the person may. */
export async function askTag(question: Question, asked: AskedTag): Promise<Answered> {
  const { source, as = 'value' } = asked;
  // The tag's own name: what was typed may differ from it in case, and an index also knows it without accents.
  const tag = source.connection.findTag?.(asked.tag)?.name ?? asked.tag;
  const { sources, now, timeZone, signal } = question;
  const trigger = { id: `tag:${tag}`, name: tag, dataSourceId: source.id };
  const answer = await runTrigger(
    as === 'trend'
      ? trendTrigger(trigger, { tags: [tag] })
      : { ...trigger, config: { type: 'value', tags: [tag], elements: [] } },
    asked.arguments,
    { sources, now, timeZone, signal },
  );
  const language = languageOf(question, asked.words ?? '', asked.tag);
  const shown = { language, timeZone, now };
  return {
    rule: as === 'trend' ? 'trend' : 'tag',
    name: tag,
    language,
    reply: triggerReply(answer, shown),
    answers: [answer],
    pictures: picturesOf([answer], shown),
    about: { kind: 'source', id: source.id },
  };
}
