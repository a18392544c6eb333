import { plainText, say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import type { Choice, Plan } from './plan.ts';
import { wordQuestion } from './word-question.ts';

const CHOICES_MAX = 6;

/** Asks which of several tags is meant. */
export function askWhich(
  question: ReadQuestion,
  reading: Reading,
  found: { readonly tags: readonly PlantTag[]; readonly said: string },
  others: readonly string[],
  isWhole: boolean,
  { language }: ToolAsking,
): Plan {
  const choices = found.tags.slice(0, CHOICES_MAX).map((tag): Choice => {
    const note = tag.description === '' ? '' : ` – ${plainText(tag.description, 60)}`;
    return {
      say: wordQuestion(question, reading, [...others, tag.name], isWhole),
      label: `${plainText(tag.name, 100)}${note}`,
      means: { words: found.said, sourceId: tag.sourceId, tag: tag.name },
    };
  });
  return {
    kind: 'ask',
    text: say(language, 'askedWhichTag', { text: plainText(found.said, 60) }),
    choices,
  };
}
