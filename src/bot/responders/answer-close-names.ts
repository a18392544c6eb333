import type { TagInfo } from '#sdk';
import { unitNumberOf } from '#sdk/tag-index';
import { unitSaidIn } from '../../ai/index.ts';
import { closeNames, splitTagAndRange } from '../../grammar/index.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { choicesReply } from '../../replies/index.ts';
import { isAllowedEntry } from '../../access/index.ts';
import { searchTags } from '../../tag-search/index.ts';

const SUGGESTIONS = 3;
/** More words than a tag's name or description is searched by are a sentence. */
const SEARCH_WORDS_MAX = 4;

/** Names and tags somebody may have meant, typing errors included: asked back with numbers. */
export async function answerCloseNames(question: Question): Promise<Answered | undefined> {
  const { text, knowledge, rights } = question;
  if (text === '') return undefined;
  const entries = closeNames(text, knowledge.catalogue, SUGGESTIONS, (entry) =>
    isAllowedEntry(entry, rights),
  );
  const language = languageOf(question, text);
  const names = entries.map(({ item }) => ({ say: item.name, language }));
  const tags = closeTags(question, SUGGESTIONS - names.length, names.length === 0);
  const choices = [...names, ...tags.map((tag) => ({ ...tag, language }))];
  if (choices.length === 0) return undefined;
  return {
    rule: 'did_you_mean',
    language,
    reply: choicesReply(
      'didYouMean',
      choices.map(({ say }) => say),
      language,
      { text },
    ),
    choices,
  };
}

/**
 * A mistyped tag is found by the index; it fills up what names leave free. A range said after it stays with it, unless
 * what looks like one is part of the name: `ASH SILO 100`.
 *
 * @param maySearchWords whether a text of several words may be a name or a description
 */
function closeTags(
  question: Question,
  limit: number,
  maySearchWords: boolean,
): readonly { readonly say: string; readonly sourceId?: string }[] {
  const { text, now, timeZone } = question;
  const unit = unitSaidIn(text);
  const wordsMax = maySearchWords ? SEARCH_WORDS_MAX : 1;
  for (const { tag: typed } of splitTagAndRange(text, { now, timeZone })) {
    if (typed.split(' ').length > wordsMax) continue;
    const found = searchTags(question, typed, limit).filter(({ tag }) => isOfUnit(tag, unit));
    const range = text.slice(typed.length);
    if (found.length === 0) continue;
    return found.map(({ tag, source }) =>
      range === '' ? { say: tag.name, sourceId: source.id } : { say: tag.name + range },
    );
  }
  return [];
}

/** Of a unit that was said, only its own: the station's load is none of unit 3. */
function isOfUnit(tag: TagInfo, unit: number | undefined): boolean {
  return unit === undefined || unitNumberOf(tag) === unit;
}
