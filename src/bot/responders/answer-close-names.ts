import { closeNames } from '../grammar/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { choicesReply } from '../replies/index.ts';
import { isAllowedEntry } from './allowed-names.ts';
import { searchTags } from './search-tags.ts';

const SUGGESTIONS = 3;

/** Names somebody may have meant, typing errors included: asked back with numbers. */
export async function answerCloseNames(question: Question): Promise<Answered | undefined> {
  const { text, knowledge, rights } = question;
  if (text === '') return undefined;
  const entries = closeNames(text, knowledge.catalogue, SUGGESTIONS, (entry) =>
    isAllowedEntry(entry, rights),
  );
  const names = entries.map(({ item }) => ({ say: item.name }));
  // A mistyped tag is found by the index; it fills up what names leave free.
  const tags = text.includes(' ')
    ? []
    : searchTags(question, text, SUGGESTIONS - names.length).map(({ tag, source }) => ({
        say: tag.name,
        sourceId: source.id,
      }));
  const choices = [...names, ...tags];
  if (choices.length === 0) return undefined;
  return {
    rule: 'did_you_mean',
    reply: choicesReply(
      'didYouMean',
      choices.map(({ say }) => say),
      languageOf(question, text),
      { text },
    ),
    choices,
  };
}
